package io.headland.server.api.configuration;

import io.headland.server.core.configuration.ConfigurationStore;
import io.headland.server.core.configuration.ConfigurationStore.ConfigurationChange;
import io.headland.server.core.configuration.ConfigurationStore.ConfigurationTooLargeException;
import io.headland.server.core.configuration.Configurations;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.json.Json;
import io.headland.server.usecase.configuration.ChangeConfiguration;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// `/services/config/api/configs`: the API owner's configuration and those of its Leaf users.
public final class ConfigurationResource {
  private static final String CONFIGS = "/services/config/api/configs";
  private static final String CONFIG_OF_LEAF_USER = CONFIGS + "/{leafUserId}";

  private final ConfigurationStore store;
  private final ChangeConfiguration changes;
  private final Configurations configurations;
  private final Function<ApiOwnerId, String> emails;

  /// The resource.
  ///
  /// @param emails an API owner's email, which is the user name in Leaf's API
  public ConfigurationResource(
      ConfigurationStore store,
      ChangeConfiguration changes,
      Configurations configurations,
      Function<ApiOwnerId, String> emails) {
    this.store = store;
    this.changes = changes;
    this.configurations = configurations;
    this.emails = emails;
  }

  public void addTo(Routes routes) {
    routes
        .owned("GET", CONFIGS, (owner, _) -> Response.ok(ofOwner(owner)))
        .owned("PATCH", CONFIGS, this::patchOfOwner)
        .owned("GET", CONFIG_OF_LEAF_USER, this::getOfLeafUser)
        .owned("POST", CONFIG_OF_LEAF_USER, (owner, request) -> merge(201, owner, request))
        .owned("PATCH", CONFIG_OF_LEAF_USER, (owner, request) -> merge(200, owner, request))
        .owned("DELETE", CONFIG_OF_LEAF_USER, this::deleteOfLeafUser);
  }

  private Response patchOfOwner(ApiOwnerId owner, Request request) {
    ConfigurationChange change = ConfigurationRequest.of(request.body(), false);
    try {
      changes.ofOwner(owner, change);
    } catch (ConfigurationTooLargeException e) {
      throw tooLarge(e);
    }
    return Response.ok(ofOwner(owner));
  }

  private Response getOfLeafUser(ApiOwnerId owner, Request request) {
    LeafUserId leafUser = leafUser(request);
    if (request.flag("effective")) {
      if (!store.isLeafUser(owner, leafUser)) {
        throw notFound();
      }
      return Response.ok(
          view(owner, leafUser.toString(), configurations.effective(owner, leafUser)));
    }
    return store
        .findOfLeafUser(owner, leafUser)
        .map(settings -> Response.ok(view(owner, leafUser.toString(), settings)))
        .orElseThrow(ConfigurationResource::notFound);
  }

  private Response merge(int status, ApiOwnerId owner, Request request) {
    LeafUserId leafUser = leafUser(request);
    ConfigurationChange body =
        ConfigurationRequest.of(request.bodyIfAny().orElseGet(Json.MAPPER::createObjectNode), true);
    try {
      return changes
          .ofLeafUser(owner, leafUser, body)
          .map(settings -> Response.json(status, view(owner, leafUser.toString(), settings)))
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
            "The configuration would have more than %,d characters, or the change has more. Nothing was changed."
                .formatted(cause.limit())));
  }

  private Response deleteOfLeafUser(ApiOwnerId owner, Request request) {
    if (!changes.deleteOfLeafUser(owner, leafUser(request))) {
      throw notFound();
    }
    return Response.noContent();
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

  private static LeafUserId leafUser(Request request) {
    return LeafUserId.parse(request.path("leafUserId"))
        .orElseThrow(ConfigurationResource::notFound);
  }

  private static ProblemException notFound() {
    return new ProblemException(
        Problem.notFound("There is no such Leaf user, or nothing was configured for it."));
  }
}
