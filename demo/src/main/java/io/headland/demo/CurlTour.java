package io.headland.demo;

import io.headland.demo.story.ProviderCredential;
import io.headland.demo.story.Stage;
import java.util.List;

/// Lines to be pasted into a shell one after the other. They need curl and sed, and each takes from
/// the answers before it what it needs, so that nobody has to copy an id.
///
/// The remarks hold neither quotes nor brackets: some shells read them as commands.
final class CurlTour {
  private static final String CONTROL =
      "curl -sS -o /dev/null -w 'answered %{http_code}\\n' -X POST $SIMULATOR/_simulator";
  private static final String ASK = "curl -sS -w '\\n' -H \"$AUTH\" ";

  private final Stage stage;

  CurlTour(Stage stage) {
    this.stage = stage;
  }

  /// Remarks, which begin with `#`, and commands.
  List<String> lines() {
    return List.of(
        "# Sign in and keep the token",
        "SERVER=" + stage.server(),
        "SIMULATOR=" + stage.simulator(),
        "JSON='Content-Type: application/json'",
        ("TOKEN=$(curl -sS -H \"$JSON\" -d '{\"username\":\"%s\",\"password\":\"%s\",\"rememberMe\":\"true\"}'"
                + " $SERVER/api/authenticate | sed 's/.*\"id_token\":\"\\([^\"]*\\)\".*/\\1/')")
            .formatted(stage.owner().name(), stage.owner().password()),
        "AUTH=\"Authorization: Bearer $TOKEN\"",
        "# Create a Leaf user and keep where it is",
        "API=$SERVER/services/usermanagement/api",
        "LEAF_USER=$API/users/$(curl -sS -H \"$AUTH\" -H \"$JSON\""
            + " -d '{\"name\":\"Demo Grower\",\"email\":\"demo.grower@example.com\"}' $API/users"
            + " | sed 's/.*\"id\":\"\\([^\"]*\\)\".*/\\1/')",
        "# Attach the John Deere credential of the grower, the secrets come back masked",
        ASK + "-H \"$JSON\" -d '" + credential() + "' $LEAF_USER/john-deere-credentials",
        "# What the provider shows at this moment",
        ASK + "$LEAF_USER/organizations/JohnDeere",
        "# What Headland stored of it, each with its status",
        "ORGANIZATIONS=$LEAF_USER/JohnDeere/organizations",
        ASK + "$ORGANIZATIONS",
        "# Take the first SELECTED organization, set it to PREVIEW and back to SELECTED",
        "ORG=$(curl -sS -H \"$AUTH\" $ORGANIZATIONS | tr '{' '\\n'"
            + " | sed -n '/\"status\":\"SELECTED\"/{s/.*\"providerOrgId\":\"\\([^\"]*\\)\".*/\\1/p;}'"
            + " | head -n 1)",
        ASK + "-X PATCH $ORGANIZATIONS/$ORG/PREVIEW",
        ASK + "-X PATCH $ORGANIZATIONS/$ORG/SELECTED",
        "# Sync when nothing changed, which costs one call to the provider",
        ASK + "-X POST $ORGANIZATIONS/sync",
        ASK + "\"$SERVER/services/headland/api/sync-runs?leafUserId=${LEAF_USER##*/}&size=1\"",
        "# The grower disconnects it at the provider",
        CONTROL + "/organizations/$ORG/disconnect",
        "# Sync again, and it is BLOCKED with the reason and the link to give the grower",
        ASK + "-X POST $ORGANIZATIONS/sync",
        ASK + "$ORGANIZATIONS/$ORG",
        "# A BLOCKED one cannot be selected",
        ASK + "-X PATCH $ORGANIZATIONS/$ORG/SELECTED",
        "# The grower connects it again, and after a sync it has its earlier status",
        CONTROL + "/organizations/$ORG/connect",
        ASK + "-X POST $ORGANIZATIONS/sync",
        ASK + "$ORGANIZATIONS/$ORG",
        "# Every call that was made to the provider",
        ASK + "$LEAF_USER/john-deere-credentials/events");
  }

  private String credential() {
    ProviderCredential credential = stage.credential();
    return "{\"clientKey\":\"%s\",\"clientSecret\":\"%s\",\"refreshToken\":\"%s\",\"clientEnvironment\":\"STAGE\"}"
        .formatted(credential.clientKey(), credential.clientSecret(), credential.refreshToken());
  }
}
