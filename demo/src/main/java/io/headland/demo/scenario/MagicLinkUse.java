package io.headland.demo.scenario;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A link for a grower, and the use of it.
final class MagicLinkUse {
  private static final String APP_KEY =
      "/services/usermanagement/api/app-keys/JohnDeere/demo-scenario";
  private static final String LINKS = "/services/widgets/api/magic-link/authentication";

  private MagicLinkUse() {}

  /// From the link to the selection of organizations: through the provider's pages and back.
  static String growerFollowsALink(ScenarioState state) throws InterruptedException {
    ProviderCredential application = state.environment().credential();
    state
        .api()
        .post(
            APP_KEY,
            LeafApi.body()
                .put("clientKey", application.clientKey())
                .put("clientSecret", application.clientSecret()))
        .require(201);
    try {
      JsonNode link = state.api().post(LINKS, invitation()).require(201).json();
      String leafUser = LeafApi.USERS + "/" + link.path("leafUserId").asString("");
      try {
        return follow(state, leafUser, link.path("link").asString(""));
      } finally {
        state.api().delete(leafUser).require(204);
      }
    } finally {
      state.api().delete(APP_KEY).require(204);
    }
  }

  private static ObjectNode invitation() {
    ObjectNode body =
        LeafApi.body()
            .put("externalId", "demo-scenario")
            .put("provider", Selection.JOHN_DEERE)
            .put("appName", "demo-scenario");
    body.putObject("settings").put("companyName", "Acme Agronomy");
    return body;
  }

  private static String follow(ScenarioState state, String leafUser, String link)
      throws InterruptedException {
    Page choice = state.browser().allow(link);
    List<String> offered = choice.switches();
    StepFailed.unless(offered.size() > 1, "'%s' offers %s".formatted(choice.heading(), offered));
    Page done = state.browser().share(choice, offered.subList(0, 1));
    List<String> selected =
        state.api().all(leafUser + "/JohnDeere/organizations?size=100").stream()
            .filter(one -> one.path("status").asString("").equals("SELECTED"))
            .map(one -> one.path("providerOrgId").asString(""))
            .toList();
    StepFailed.unless(
        done.status() == 200 && selected.equals(offered.subList(0, 1)),
        "'%s', shared %s".formatted(done.heading(), selected));
    return "%s: 1 of %d shared".formatted(done.heading(), offered.size());
  }
}
