package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Json;
import io.headland.simulator.http.Parameters;
import io.headland.simulator.http.Response;
import io.headland.simulator.http.Routes;
import io.headland.simulator.johndeere.world.Grower;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The API catalog, the users, and the caller's token.
final class Catalog {
  private final Errors errors;

  Catalog(Errors errors) {
    this.errors = errors;
  }

  void addTo(Routes<Route> routes) {
    routes
        .on("GET", "", Route.open(this::catalog))
        .on("GET", "users/{userName}", Route.axiom(this::user))
        .on("GET", "oauthTokens/@currentToken", Route.axiom(Catalog::currentToken))
        .on("GET", "oauth/request_token", Route.open(_ -> retired()))
        .on("GET", "oauth/access_token", Route.open(_ -> retired()))
        .on("GET", "oauth/authorize", Route.open(_ -> retired()))
        .on("POST", "oauth/request_token", Route.open(_ -> retired()))
        .on("POST", "oauth/access_token", Route.open(_ -> retired()));
  }

  /// `GET /platform/`: available to all, with more content for a caller with a token.
  Response catalog(Call call) {
    Links links =
        Links.of(call)
            .add("oauthRequestToken", call.uri("/oauth/request_token"))
            .add(
                "oauthAuthorizeRequestToken", call.uri("/oauth/authorize") + "?oauth_token={token}")
            .add("oauthAccessToken", call.uri("/oauth/access_token"));
    if (call.token().isPresent()) {
      links
          .add("currentUser", call.uri("/users/@currentUser"))
          .add("organizations", call.uri("/organizations"))
          .add("currentToken", call.uri("/oauthTokens/@currentToken"))
          .add("contributionProducts", call.uri("/contributionProducts"))
          .add("contributionDefinitions", call.uri("/contributionDefinitions"))
          .add("assetCatalog", call.uri("/assetCatalog"));
    }
    links.add("agencies", call.uri("/agencies"));
    ObjectNode body = Json.object().put("@type", "ApiCatalog");
    body.set("links", links.array());
    return Response.of(200, Errors.AXIOM_UTF8, Json.bytes(body));
  }

  /// `GET /platform/oauthTokens/@currentToken`. The recorded catalog links to it; its body is
  /// inferred.
  private static Response currentToken(Call call) {
    ObjectNode body = Json.object().put("@type", "OAuthToken");
    ArrayNode scopes = body.putArray("scopes");
    call.caller().scopes().forEach(scopes::add);
    Links links = Links.of(call).add("self", call.uri("/oauthTokens/@currentToken"));
    if (call.userName().isPresent()) {
      links.add("user", call.uri("/users/@currentUser"));
    }
    body.set("links", links.array());
    return Response.of(200, Errors.AXIOM_UTF8, Json.bytes(body));
  }

  /// OAuth 1.0 is no longer offered; the catalog still contains its links.
  private Response retired() {
    return errors.of(410, "OAuth 1.0 is no longer supported. Use OAuth 2.0.");
  }

  /// `GET /platform/users/{userName}`; users can read only themselves.
  Response user(Call call) {
    String named = call.variable("userName");
    Optional<Grower> self = call.userName().flatMap(call.world()::findGrower);
    if (self.isEmpty()) {
      return errors.accessDenied();
    }
    Grower grower = self.get();
    if (!named.equals("@currentUser") && !named.equals(grower.userName())) {
      return call.world().findGrower(named).isPresent() ? errors.accessDenied() : errors.notFound();
    }
    String uri = call.uri("/users/" + Parameters.encode(grower.userName()));
    ObjectNode body =
        Json.object()
            .put("@type", "User")
            .put("accountName", grower.userName())
            .put("givenName", grower.givenName())
            .put("familyName", grower.familyName())
            .put("userType", "Customer");
    body.set(
        "links",
        Links.of(call)
            .add("self", uri)
            .add("organizations", uri + "/organizations")
            .add("files", call.uri("/files"))
            .array());
    return Response.of(200, Errors.AXIOM_UTF8, Json.bytes(body));
  }
}
