package io.headland.simulator.johndeere.oauth;

import io.headland.simulator.http.Json;
import io.headland.simulator.http.Response;
import io.headland.simulator.johndeere.world.Application;
import io.headland.simulator.johndeere.world.LiveWorld;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The metadata document of RFC 8414. It contains this server's own address, independent of the
/// base of API links.
final class ServerMetadata {
  private final LiveWorld live;

  ServerMetadata(LiveWorld live) {
    this.live = live;
  }

  Response respond() {
    String issuer = live.now().ownBase() + AuthorizationServer.PREFIX;
    ObjectNode document =
        Json.object()
            .put("issuer", issuer)
            .put("authorization_endpoint", issuer + "/v1/authorize")
            .put("token_endpoint", issuer + "/v1/token")
            .put("registration_endpoint", live.now().ownBase() + "/oauth2/v1/clients")
            .put("jwks_uri", issuer + "/v1/keys");
    list(document, "response_types_supported", List.of("code"));
    list(document, "response_modes_supported", List.of("query"));
    list(
        document,
        "grant_types_supported",
        List.of("authorization_code", "refresh_token", "client_credentials"));
    list(document, "subject_types_supported", List.of("public"));
    list(document, "scopes_supported", Application.ALL_SCOPES);
    List<String> methods = List.of("client_secret_basic", "client_secret_post");
    list(document, "token_endpoint_auth_methods_supported", methods);
    list(document, "code_challenge_methods_supported", List.of("S256"));
    document.put("introspection_endpoint", issuer + "/v1/introspect");
    list(document, "introspection_endpoint_auth_methods_supported", methods);
    document.put("revocation_endpoint", issuer + "/v1/revoke");
    list(document, "revocation_endpoint_auth_methods_supported", methods);
    return Json.response(200, document).with("Cache-Control", "max-age=86400");
  }

  private static void list(ObjectNode document, String key, List<String> values) {
    values.forEach(document.putArray(key)::add);
  }
}
