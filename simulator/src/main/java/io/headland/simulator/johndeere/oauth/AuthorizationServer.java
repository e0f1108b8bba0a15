package io.headland.simulator.johndeere.oauth;

import io.headland.simulator.fielddata.IdGenerator;
import io.headland.simulator.http.Html;
import io.headland.simulator.http.Json;
import io.headland.simulator.http.Request;
import io.headland.simulator.http.Response;
import io.headland.simulator.http.Routes;
import io.headland.simulator.johndeere.world.Application;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// All paths of the authorization server.
public final class AuthorizationServer {
  /// The path prefix; the last segment is the id of John Deere's server at Okta.
  public static final String PREFIX = "/oauth2/aus78tnlaysMraFhC1t7";

  private final Routes<Function<Request, Response>> routes = new Routes<>();
  private final OktaHeaders headers;
  private final GrantRegistry registry;

  public AuthorizationServer(GrantRegistry registry, Sessions sessions, IdGenerator idGenerator) {
    this.registry = registry;
    CodeRegistry codes = new CodeRegistry(idGenerator);
    headers = new OktaHeaders(idGenerator, registry::now);
    ServerMetadata metadata = new ServerMetadata(registry.live());
    AuthorizePage authorize = new AuthorizePage(registry, codes, sessions);
    TokenEndpoint token =
        new TokenEndpoint(registry.live(), new TokenIssuer(registry, codes, PREFIX));
    TokenOperations fates = new TokenOperations(registry);
    routes
        .on("GET", ".well-known/oauth-authorization-server", _ -> metadata.respond())
        .on("GET", ".well-known/openid-configuration", _ -> metadata.respond())
        .on("GET", "v1/authorize", authorize::respond)
        .on("POST", "v1/authorize", authorize::respond)
        .on("POST", "v1/token", request -> headers.on(token.respond(request)))
        .on("POST", "v1/revoke", request -> headers.on(fates.revoke(request)))
        .on("POST", "v1/introspect", request -> headers.on(fates.introspect(request)))
        .on("GET", "v1/keys", _ -> Json.response(200, keys()));
  }

  public static boolean owns(Request request) {
    return request.path().startsWith(PREFIX + "/");
  }

  public Response respond(Request request) {
    List<String> segments = request.parsedPath().segments();
    return switch (routes.find(request.method(), segments.subList(2, segments.size()))) {
      case Routes.Match.Found<Function<Request, Response>>(var action, _) -> action.apply(request);
      case Routes.Match.WrongMethod<Function<Request, Response>>(List<String> allowed) ->
          failure(405).with("Allow", String.join(", ", allowed));
      case Routes.Match.Unknown<Function<Request, Response>> _ ->
          Response.html(404, Html.page("Not found", "<p>There is no such page.</p>"));
    };
  }

  /// The authenticated application of a request.
  public Optional<String> clientKey(Request request) {
    return request.method().equals("POST")
        ? ClientAuthentication.find(request, registry.live().world()).map(Application::clientKey)
        : Optional.empty();
  }

  /// The error body of this server for a status.
  public Response failure(int status) {
    String error =
        switch (status) {
          case 400 -> "invalid_request";
          case 401 -> "invalid_client";
          case 403 -> "access_denied";
          case 429 -> "too_many_requests";
          case 503 -> "temporarily_unavailable";
          default -> status >= 500 ? "server_error" : "invalid_request";
        };
    return headers.on(
        TokenEndpoint.refusal(
            new TokenResult.Refused(status, error, "The request could not be processed.")));
  }

  private static tools.jackson.databind.JsonNode keys() {
    return Json.object().set("keys", Json.array());
  }
}
