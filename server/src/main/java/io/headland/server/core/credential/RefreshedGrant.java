package io.headland.server.core.credential;

import io.headland.server.platform.config.Secret;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.json.Json;
import io.headland.server.provider.GrantRefresh;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A grant to be committed to the credential's row.
///
/// @param seenVersion the token version that was refreshed; the grant has the next one
/// @param secrets all new secrets of the row
/// @param restores whether a status `UNAUTHENTICATED` that was set meanwhile is cleared: the grant
///   did not count as revoked when the refresh began, and the token endpoint accepted it
public record RefreshedGrant(
    ApiOwnerId owner,
    CredentialId credential,
    long seenVersion,
    Map<String, Secret> secrets,
    List<String> scopes,
    Instant accessExpiresAt,
    boolean restores) {

  public RefreshedGrant {
    secrets = Map.copyOf(secrets);
    scopes = List.copyOf(scopes);
  }

  /// The result of refreshing a credential.
  public static RefreshedGrant of(
      AccountKey account, Credential credential, GrantRefresh.Granted granted, Instant now) {
    Map<String, Secret> secrets = new TreeMap<>(credential.secrets());
    secrets.put(Credential.ACCESS_TOKEN, granted.accessToken());
    secrets.put(Credential.REFRESH_TOKEN, granted.refreshToken());
    return new RefreshedGrant(
        account.owner(),
        credential.id(),
        credential.tokenVersion(),
        secrets,
        granted.providerScopes(),
        now.plus(granted.lifetime()),
        credential.status() != CredentialStatus.UNAUTHENTICATED);
  }

  /// A sample grant of the usual size.
  public static RefreshedGrant sample() {
    Secret token = Secret.of("x".repeat(1_000));
    return new RefreshedGrant(
        new ApiOwnerId(new UUID(0, 0)),
        new CredentialId(new UUID(0, 0)),
        0,
        Map.of(Credential.ACCESS_TOKEN, token, Credential.REFRESH_TOKEN, token),
        List.of("offline_access"),
        Instant.EPOCH,
        false);
  }

  /// As the result in a file. Contains unencrypted secrets.
  String toJson() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("owner", owner.toString()).put("credential", credential.toString());
    json.put("seenVersion", seenVersion).put("restores", restores);
    json.put("accessExpiresAt", accessExpiresAt.toString());
    ObjectNode clear = json.putObject("secrets");
    secrets.forEach((name, secret) -> clear.put(name, secret.reveal()));
    scopes.forEach(json.putArray("scopes")::add);
    return Json.MAPPER.writeValueAsString(json);
  }

  /// Reads what [#toJson()] wrote.
  public static RefreshedGrant parse(String text) {
    JsonNode json = Json.MAPPER.readTree(text);
    Map<String, Secret> secrets = new TreeMap<>();
    json.path("secrets")
        .forEachEntry((name, value) -> secrets.put(name, Secret.of(value.stringValue())));
    return new RefreshedGrant(
        ApiOwnerId.parse(json.path("owner").stringValue()).orElseThrow(),
        CredentialId.parse(json.path("credential").stringValue()).orElseThrow(),
        json.path("seenVersion").longValue(),
        secrets,
        json.path("scopes").valueStream().map(JsonNode::stringValue).toList(),
        Instant.parse(json.path("accessExpiresAt").stringValue()),
        json.path("restores").booleanValue());
  }
}
