package io.headland.server.api.configuration;

import io.headland.server.core.configuration.ConfigurationChange;
import io.headland.server.core.configuration.ConfigurationStore;
import io.headland.server.core.configuration.ConfigurationTooLargeException;
import io.headland.server.core.configuration.Configurations;
import io.headland.server.platform.http.Answer;
import io.headland.server.platform.http.Call;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.json.Json;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// `/services/config/api/configs`: the API owner's configuration and those of its Leaf users.
public final class ConfigurationResource {
  private static final String CONFIGS = "/services/config/api/configs";
  private static final String CONFIG_OF_LEAF_USER = CONFIGS + "/{leafUserId}";

  private final ConfigurationStore store;
  private final Configurations configurations;
  private final Function<ApiOwnerId, String> emails;

  /// The resource.
  ///
  /// @param emails an API owner's email, which Leaf calls its user name
  public ConfigurationResource(
      ConfigurationStore store,
      Configurations configurations,
      Function<ApiOwnerId, String> emails) {
    this.store = store;
    this.configurations = configurations;
    this.emails = emails;
  }

  public void addTo(Routes routes) {
    routes
        .owned("GET", CONFIGS, (owner, _) -> Answer.ok(ofOwner(owner)))
        .owned("PATCH", CONFIGS, this::patchOfOwner)
        .owned("GET", CONFIG_OF_LEAF_USER, this::getOfLeafUser)
        .owned("POST", CONFIG_OF_LEAF_USER, (owner, call) -> merge(201, owner, call))
        .owned("PATCH", CONFIG_OF_LEAF_USER, (owner, call) -> merge(200, owner, call))
        .owned("DELETE", CONFIG_OF_LEAF_USER, this::deleteOfLeafUser);
  }

  private Answer patchOfOwner(ApiOwnerId owner, Call call) {
    ConfigurationChange change = ConfigurationRequest.of(call.body(), false);
    try {
      store.mergeIntoOwner(owner, change);
    } catch (ConfigurationTooLargeException e) {
      throw tooLarge(e);
    }
    return Answer.ok(ofOwner(owner));
  }

  private Answer getOfLeafUser(ApiOwnerId owner, Call call) {
    LeafUserId leafUser = leafUser(call);
    if (call.flag("effective")) {
      if (!store.isLeafUser(owner, leafUser)) {
        throw notFound();
      }
      return Answer.ok(view(owner, leafUser.toString(), configurations.effective(owner, leafUser)));
    }
    return store
        .findOfLeafUser(owner, leafUser)
        .map(settings -> Answer.ok(view(owner, leafUser.toString(), settings)))
        .orElseThrow(ConfigurationResource::notFound);
  }

  private Answer merge(int status, ApiOwnerId owner, Call call) {
    LeafUserId leafUser = leafUser(call);
    ConfigurationChange request =
        ConfigurationRequest.of(call.bodyIfAny().orElseGet(Json.MAPPER::createObjectNode), true);
    try {
      return store
          .mergeIntoLeafUser(owner, leafUser, request)
          .map(settings -> Answer.json(status, view(owner, leafUser.toString(), settings)))
          .orElseThrow(ConfigurationResource::notFound);
    } catch (ConfigurationTooLargeException e) {
      throw tooLarge(e);
    }
  }

  private static ProblemException tooLarge(ConfigurationTooLargeException cause) {
    return new ProblemException(
        Problem.rule(
            400,
            "configuration",
            "configurationTooLarge",
            "The configuration would have more than %,d characters. Nothing was changed."
                .formatted(cause.limit())));
  }

  private Answer deleteOfLeafUser(ApiOwnerId owner, Call call) {
    if (!store.deleteOfLeafUser(owner, leafUser(call))) {
      throw notFound();
    }
    return Answer.noContent();
  }

  private ObjectNode ofOwner(ApiOwnerId owner) {
    return view(owner, "", configurations.effective(owner));
  }

  private ObjectNode view(ApiOwnerId owner, String leafUser, ObjectNode settings) {
    ObjectNode view = Json.MAPPER.createObjectNode();
    view.put("apiOwnerUsername", emails.apply(owner));
    view.put("leafUserId", leafUser);
    view.setAll(settings);
    return view;
  }

  private static LeafUserId leafUser(Call call) {
    return LeafUserId.parse(call.path("leafUserId")).orElseThrow(ConfigurationResource::notFound);
  }

  private static ProblemException notFound() {
    return new ProblemException(
        Problem.notFound("There is no such Leaf user, or nothing was configured for it."));
  }
}
