package io.headland.demo.story;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A link for a grower, and the use of it.
final class Inviting {
  private static final String APP_KEY =
      "/services/usermanagement/api/app-keys/JohnDeere/demo-story";
  private static final String LINKS = "/services/widgets/api/magic-link/authentication";

  private Inviting() {}

  /// From the link to the selection of organizations: through the provider's pages and back.
  static String growerFollowsALink(Scene scene) throws InterruptedException {
    ProviderCredential application = scene.stage().credential();
    scene
        .api()
        .post(
            APP_KEY,
            LeafApi.body()
                .put("clientKey", application.clientKey())
                .put("clientSecret", application.clientSecret()))
        .require(201);
    try {
      JsonNode link = scene.api().post(LINKS, invitation()).require(201).json();
      String leafUser = LeafApi.USERS + "/" + link.path("leafUserId").asString("");
      try {
        return follow(scene, leafUser, link.path("link").asString(""));
      } finally {
        scene.api().delete(leafUser).require(204);
      }
    } finally {
      scene.api().delete(APP_KEY).require(204);
    }
  }

  private static ObjectNode invitation() {
    ObjectNode body =
        LeafApi.body()
            .put("externalId", "demo-story")
            .put("provider", Selecting.JOHN_DEERE)
            .put("appName", "demo-story");
    body.putObject("settings").put("companyName", "Acme Agronomy");
    return body;
  }

  private static String follow(Scene scene, String leafUser, String link)
      throws InterruptedException {
    Page choice = scene.browser().allow(link);
    List<String> offered = choice.switches();
    StepFailed.unless(offered.size() > 1, "'%s' offers %s".formatted(choice.heading(), offered));
    Page done = scene.browser().share(choice, offered.subList(0, 1));
    List<String> selected =
        scene.api().all(leafUser + "/JohnDeere/organizations?size=100").stream()
            .filter(one -> one.path("status").asString("").equals("SELECTED"))
            .map(one -> one.path("providerOrgId").asString(""))
            .toList();
    StepFailed.unless(
        done.status() == 200 && selected.equals(offered.subList(0, 1)),
        "'%s', shared %s".formatted(done.heading(), selected));
    return "%s: 1 of %d shared".formatted(done.heading(), offered.size());
  }
}
