package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Json;
import io.headland.simulator.http.Parameters;
import io.headland.simulator.http.Response;
import io.headland.simulator.johndeere.world.Grower;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The entry of the API and the users.
final class Catalog {
  private final Errors errors;

  Catalog(Errors errors) {
    this.errors = errors;
  }

  /// `GET /platform/`: open to all, but it shows more to a caller with a token.
  Response catalog(Call call) {
    Links links = Links.of(call);
    if (call.token().isPresent()) {
      links
          .add("currentUser", call.uri("/users/@currentUser"))
          .add("organizations", call.uri("/organizations"))
          .add("currentToken", call.uri("/oauth_token"))
          .add("contributionProducts", call.uri("/contributionProducts"))
          .add("contributionDefinitions", call.uri("/contributionDefinitions"))
          .add("assetCatalog", call.uri("/assetCatalog"));
    } else {
      links
          .add("oauthRequestToken", call.uri("/oauth/request_token"))
          .add("oauthAuthorizeRequestToken", call.uri("/oauth/authorize") + "?oauth_token={token}")
          .add("oauthAccessToken", call.uri("/oauth/access_token"));
    }
    links.add("agencies", call.uri("/agencies"));
    ObjectNode body = Json.object().put("@type", "ApiCatalog");
    body.set("links", links.array());
    return Response.of(200, Errors.AXIOM_UTF8, Json.bytes(body));
  }

  /// `GET /platform/users/{userName}`; nobody sees anybody but themselves.
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
