package io.headland.simulator;

import io.headland.simulator.johndeere.world.World;
import io.headland.simulator.johndeere.world.WorldFile;

/// Small worlds with readable ids.
final class Worlds {
  static final String APP = "0oaapp";

  private Worlds() {}

  /// Organizations 1001 to 1005: connected, not connected, connected as a partner, connected with a
  /// relation withheld, and one of another user.
  static World five() {
    return WorldFile.parse(
        """
        {
          "applications": [
            {"clientKey": "0oaapp", "clientSecret": "secret", "name": "Acme",
             "redirectUris": ["http://localhost:1/back"],
             "scopes": ["ag1", "ag2", "ag3", "org1", "offline_access"]}
          ],
          "users": [{"userName": "anna", "password": "corn"}, {"userName": "bert"}],
          "grants": [
            {"userName": "anna", "refreshToken": "rt-anna"},
            {"userName": "bert", "refreshToken": "rt-bert"}
          ],
          "organizations": [
            {"id": "1001", "name": "Alder Farms", "members": {"anna": true, "bert": true},
             "connected": true,
             "clients": [{"id": "c1", "name": "Ames", "farms": [{"id": "f1", "name": "Home", "fields": [
               {"id": "e1", "name": "North", "boundaries": [{"id": "b1", "rings": [
                 {"points": [[41.0, -93.0], [41.0, -92.99], [41.01, -92.99], [41.01, -93.0], [41.0, -93.0]]}]}]},
               {"id": "e2", "name": "South", "archived": true}
             ]}]}]},
            {"id": "1002", "name": "Birch Land", "members": {"anna": true}},
            {"id": "1003", "name": "Cedar Grain", "members": {"anna": false}, "connected": true},
            {"id": "1004", "name": "Dogwood Farms", "members": {"anna": true}, "connected": true,
             "withheldRels": ["fields"]},
            {"id": "1005", "name": "Elm Ranch", "members": {"bert": true}, "connected": true}
          ]
        }
        """);
  }

  static SimulatorOptions options() {
    return SimulatorOptions.defaults().withWorld(five());
  }
}
