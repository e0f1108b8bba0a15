package io.headland.simulator.johndeere.world;

import java.util.List;

/// Reads the parts of a world file that are not organizations.
final class WorldReader {
  private WorldReader() {}

  static World.Builder read(JsonPosition file) {
    World.Builder world = World.builder();
    List<Application> applications =
        file.objects("applications").stream().map(WorldReader::application).toList();
    List<Grower> growers = file.objects("users").stream().map(WorldReader::grower).toList();
    applications.forEach(world::application);
    growers.forEach(world::grower);
    for (JsonPosition place : file.objects("grants")) {
      world.grant(grant(place, applications, growers));
    }
    OrganizationReader reader =
        new OrganizationReader(
            growers.stream().map(Grower::userName).toList(),
            applications.stream().map(Application::clientKey).toList());
    for (JsonPosition place : file.objects("organizations")) {
      world.organization(reader.read(place));
    }
    file.refuseOtherKeys();
    return world;
  }

  private static Application application(JsonPosition place) {
    Application application =
        new Application(
            place.requiredText("clientKey"),
            place.requiredText("clientSecret"),
            place.text("name").orElse("Application"),
            place.texts("redirectUris", List.of()),
            place.texts("scopes", Application.ALL_SCOPES));
    place.refuseOtherKeys();
    return application;
  }

  private static Grower grower(JsonPosition place) {
    String userName = place.requiredText("userName");
    Grower grower =
        new Grower(
            userName,
            place.text("password").orElse("harvest"),
            place.text("givenName").orElse(userName),
            place.text("familyName").orElse("Grower"));
    place.refuseOtherKeys();
    return grower;
  }

  /// The application and the user may be left out where there is one of them.
  private static Grant grant(
      JsonPosition place, List<Application> applications, List<Grower> growers) {
    String clientKey =
        applications.size() == 1
            ? place.text("clientKey").orElse(applications.getFirst().clientKey())
            : place.requiredText("clientKey");
    String userName =
        growers.size() == 1
            ? place.text("userName").orElse(growers.getFirst().userName())
            : place.requiredText("userName");
    List<String> scopes =
        applications.stream()
            .filter(application -> application.clientKey().equals(clientKey))
            .map(Application::scopes)
            .findFirst()
            .orElse(List.of());
    Grant grant =
        new Grant(
            clientKey, userName, place.texts("scopes", scopes), place.requiredText("refreshToken"));
    place.refuseOtherKeys();
    return grant;
  }
}
