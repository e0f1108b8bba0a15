package io.headland.demo;

import io.headland.demo.scenario.DemoEnvironment;
import io.headland.demo.scenario.ProviderCredential;
import java.util.List;

/// Shell commands to be pasted one after the other. They require curl and sed; each reads the ids
/// that it needs from earlier responses, so that no id has to be copied.
///
/// The comments contain neither quotes nor brackets: some shells interpret them as commands.
final class CurlTour {
  private static final String CONTROL =
      "curl -sS -o /dev/null -w 'status %{http_code}\\n' -X POST $SIMULATOR/_simulator";
  private static final String ASK = "curl -sS -w '\\n' -H \"$AUTH\" ";

  private final DemoEnvironment environment;

  CurlTour(DemoEnvironment environment) {
    this.environment = environment;
  }

  /// Comments, which begin with `#`, and commands.
  List<String> lines() {
    return List.of(
        "# Sign in and store the token",
        "SERVER=" + environment.server(),
        "SIMULATOR=" + environment.simulator(),
        "JSON='Content-Type: application/json'",
        ("TOKEN=$(curl -sS -H \"$JSON\" -d"
                + " '{\"username\":\"%s\",\"password\":\"%s\",\"rememberMe\":\"true\"}'"
                + " $SERVER/api/authenticate | sed 's/.*\"id_token\":\"\\([^\"]*\\)\".*/\\1/')")
            .formatted(environment.owner().name(), environment.owner().password()),
        "AUTH=\"Authorization: Bearer $TOKEN\"",
        "# Create a Leaf user and store its address",
        "API=$SERVER/services/usermanagement/api",
        "LEAF_USER=$API/users/$(curl -sS -H \"$AUTH\" -H \"$JSON\""
            + " -d '{\"name\":\"Demo Grower\",\"email\":\"demo.grower@example.com\"}' $API/users"
            + " | sed 's/.*\"id\":\"\\([^\"]*\\)\".*/\\1/')",
        "# Read the field operations of the last 20 years: the simulated ones are of fixed years, and"
            + " the default is 12 months",
        ASK
            + "-X PATCH -H \"$JSON\" -d '{\"operationsProcessingRange\":240}'"
            + " $SERVER/services/config/api/configs/${LEAF_USER##*/}",
        "# Attach the John Deere credential of the grower, the secrets are masked in the response",
        ASK + "-H \"$JSON\" -d '" + credential() + "' $LEAF_USER/john-deere-credentials",
        "# The organizations at the provider now",
        ASK + "$LEAF_USER/organizations/JohnDeere",
        "# The organizations stored by Headland, each with its status",
        "ORGANIZATIONS=$LEAF_USER/JohnDeere/organizations",
        ASK + "$ORGANIZATIONS",
        "# The credential started a sync of everything that is SELECTED. This follows the latest"
            + " sync to its end, by server-sent events, and shows the last of them",
        "RUNS=$SERVER/services/headland/api/sync-runs",
        "latest() { curl -sS -H \"$AUTH\" \"$RUNS?leafUserId=${LEAF_USER##*/}&size=1\" |"
            + " sed 's/^.{\"id\":\"\\([^\"]*\\)\".*/\\1/'; }",
        "follow() { curl -sSN -H \"$AUTH\" $RUNS/$(latest)/events | sed -n 's/^data: //p' | tail -n"
            + " 1; }",
        "follow",
        "# The number of growers, farms and fields read",
        "RESOURCES=\"$SERVER/services/integrations/api/resources?leafUserId=${LEAF_USER##*/}\"",
        ASK + "$RESOURCES",
        "# Fields are stored as previews, without boundary, until they are enabled: those of the"
            + " grower of the first",
        "FIELDS_API=$SERVER/services/fields/api",
        "FARM=$(curl -sS -H \"$AUTH\" \"$FIELDS_API/users/${LEAF_USER##*/}/fields?size=1\" |"
            + " sed 's/.*\"farmId\":\\([0-9]*\\).*/\\1/')",
        "GROWER=$(curl -sS -H \"$AUTH\" $FIELDS_API/users/${LEAF_USER##*/}/farms/$FARM |"
            + " sed 's/.*\"growerId\":\\([0-9]*\\).*/\\1/')",
        ASK + "-H \"$JSON\" -d \"{\\\"growerIds\\\":[$GROWER]}\" $FIELDS_API/growers/enableSync",
        "follow",
        ASK + "\"$FIELDS_API/users/${LEAF_USER##*/}/fields?status=PROCESSED&size=5\"",
        "# Take the first SELECTED organization and count its records",
        "ORG=$(curl -sS -H \"$AUTH\" $ORGANIZATIONS | tr '{' '\\n"
            + "' | sed -n"
            + " '/\"status\":\"SELECTED\"/{s/.*\"providerOrgId\":\"\\([^\"]*\\)\".*/\\1/p;}' | head"
            + " -n 1)",
        ASK
            + "$SERVER/services/headland/api/users/${LEAF_USER##*/}/JohnDeere/organizations/$ORG/preview",
        "# Set it to PREVIEW, and its data is hidden immediately; back to SELECTED, and it is"
            + " visible again",
        ASK + "-X PATCH $ORGANIZATIONS/$ORG/PREVIEW",
        ASK + "$RESOURCES",
        ASK + "-X PATCH $ORGANIZATIONS/$ORG/SELECTED",
        ASK + "$RESOURCES",
        "follow",
        "# Sync when nothing changed",
        ASK + "-X POST $ORGANIZATIONS/sync",
        "follow",
        "# The grower disconnects it at the provider",
        CONTROL + "/organizations/$ORG/disconnect",
        "# Sync again: it is BLOCKED, with the reason and the link for the grower",
        ASK + "-X POST $ORGANIZATIONS/sync",
        ASK + "$ORGANIZATIONS/$ORG",
        "follow",
        "# A BLOCKED organization cannot be selected",
        ASK + "-X PATCH $ORGANIZATIONS/$ORG/SELECTED",
        "# The grower connects it again; after a sync it has its earlier status",
        CONTROL + "/organizations/$ORG/connect",
        ASK + "-X POST $ORGANIZATIONS/sync",
        ASK + "$ORGANIZATIONS/$ORG",
        "# The provider prepares an export of each field operation, which is then converted: wait up"
            + " to a minute for the first harvest, and show it and its totals",
        "OPERATIONS=$SERVER/services/operations/api/operations",
        "OPERATION= TRIES=0",
        "while [ -z \"$OPERATION\" ] && [ $TRIES -lt 60 ]; do sleep 1; TRIES=$((TRIES + 1));"
            + " OPERATION=$(curl -sS -H \"$AUTH\""
            + " \"$OPERATIONS?leafUserId=${LEAF_USER##*/}&operationType=harvested&sort=startTime,desc&size=1\" |"
            + " sed -n 's/^.{\"id\":\"\\([^\"]*\\)\".*/\\1/p'); done",
        ASK + "$OPERATIONS/$OPERATION",
        ASK + "$OPERATIONS/$OPERATION/summary",
        "# All of its points as a GeoPackage, which QGIS opens",
        "curl -sS -H \"$AUTH\" -o operation.gpkg -w 'operation.gpkg: status %{http_code}\\n'"
            + " $SERVER/services/headland/api/operations/$OPERATION/geopackage",
        "# All calls made to the provider, and their totals",
        ASK + "$LEAF_USER/john-deere-credentials/events",
        ASK + "$SERVER/services/headland/api/provider-applications");
  }

  private String credential() {
    ProviderCredential credential = environment.credential();
    return "{\"clientKey\":\"%s\",\"clientSecret\":\"%s\",\"refreshToken\":\"%s\",\"clientEnvironment\":\"STAGE\"}"
        .formatted(credential.clientKey(), credential.clientSecret(), credential.refreshToken());
  }
}
