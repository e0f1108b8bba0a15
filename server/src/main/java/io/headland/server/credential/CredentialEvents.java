package io.headland.server.credential;

import io.headland.server.event.EventType;
import io.headland.server.event.NewEvent;
import io.headland.server.http.Json;
import io.headland.server.id.CredentialId;
import io.headland.server.id.LeafUserId;
import tools.jackson.databind.node.ObjectNode;

/// What is told when a credential changes. Not to be taken for its [CredentialEvent]s, which are
/// the calls made with it.
final class CredentialEvents {
  private CredentialEvents() {}

  static NewEvent created(AccountKey account, CredentialId id, CredentialStatus status) {
    return event(EventType.CREDENTIAL_CREATED, account, id, data(id, status));
  }

  static NewEvent replaced(
      AccountKey account, CredentialId id, CredentialStatus status, CredentialId previous) {
    ObjectNode data = data(id, status).put("previousCredentialId", previous.toString());
    return event(EventType.CREDENTIAL_REPLACED, account, id, data);
  }

  static NewEvent statusChanged(
      AccountKey account, CredentialId id, CredentialStatus status, CredentialStatus previous) {
    ObjectNode data = data(id, status).put("previousStatus", previous.name());
    return event(EventType.CREDENTIAL_STATUS_CHANGED, account, id, data);
  }

  static NewEvent removed(AccountKey account, CredentialId id, CredentialStatus status) {
    return event(EventType.CREDENTIAL_REMOVED, account, id, data(id, status));
  }

  /// It went to another Leaf user.
  static NewEvent movedTo(
      AccountKey account, CredentialId id, CredentialStatus status, LeafUserId target) {
    ObjectNode data = data(id, status).put("movedToLeafUserId", target.toString());
    return event(EventType.CREDENTIAL_REMOVED, account, id, data);
  }

  /// It came from another Leaf user.
  static NewEvent movedFrom(
      AccountKey account, CredentialId id, CredentialStatus status, LeafUserId source) {
    ObjectNode data = data(id, status).put("movedFromLeafUserId", source.toString());
    return event(EventType.CREDENTIAL_CREATED, account, id, data);
  }

  private static ObjectNode data(CredentialId id, CredentialStatus status) {
    return Json.MAPPER
        .createObjectNode()
        .put("credentialId", id.toString())
        .put("status", status.name());
  }

  private static NewEvent event(
      EventType type, AccountKey account, CredentialId id, ObjectNode data) {
    return new NewEvent(
        type, account.leafUser(), account.provider().wireName(), "credential/" + id, data);
  }
}
