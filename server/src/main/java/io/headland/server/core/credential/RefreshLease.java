package io.headland.server.core.credential;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.id.Uuids;
import io.headland.server.platform.json.Json;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// The right to refresh one version of one credential.
///
/// @param holder the refresh that has it
public record RefreshLease(
    ApiOwnerId owner, CredentialId credential, long seenVersion, UUID holder) {
  public static RefreshLease of(AccountKey account, Credential credential, UUID holder) {
    return new RefreshLease(account.owner(), credential.id(), credential.tokenVersion(), holder);
  }

  /// As the description in a file. Contains no secret.
  String toJson() {
    return Json.MAPPER.writeValueAsString(
        Json.MAPPER
            .createObjectNode()
            .put("owner", owner.toString())
            .put("credential", credential.toString())
            .put("seenVersion", seenVersion)
            .put("holder", holder.toString()));
  }

  /// Reads what [#toJson()] wrote.
  public static RefreshLease parse(String text) {
    JsonNode json = Json.MAPPER.readTree(text);
    return new RefreshLease(
        ApiOwnerId.parse(json.path("owner").stringValue()).orElseThrow(),
        CredentialId.parse(json.path("credential").stringValue()).orElseThrow(),
        json.path("seenVersion").longValue(),
        Uuids.parse(json.path("holder").stringValue()).orElseThrow());
  }
}
