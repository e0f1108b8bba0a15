package io.headland.server.core.credential;

import io.headland.server.core.event.EventType;
import io.headland.server.core.event.NewEvent;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.json.Json;
import io.headland.server.platform.providerhttp.ProviderError;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Events about changes of a credential; its [CredentialEvent]s are the calls made with it.
public final class CredentialEvents {
  private CredentialEvents() {}

  /// The result of a call to the provider for a credential.
  ///
  /// @param error the provider's message
  /// @param organizations the number of organizations that it prevents from being synced
  public record Report(
      CredentialId id, CredentialStatus status, ProviderError error, int organizations) {}

  /// The first status of a credential that was created, or has replaced another one.
  public static NewEvent verified(
      AccountKey account, Report report, @Nullable CredentialId previous) {
    return previous == null
        ? event(EventType.CREDENTIAL_CREATED, account, report.id(), data(report))
        : event(
            EventType.CREDENTIAL_REPLACED,
            account,
            report.id(),
            data(report).put("previousCredentialId", previous.toString()));
  }

  public static NewEvent statusChanged(
      AccountKey account, Report report, CredentialStatus previous) {
    ObjectNode data = data(report).put("previousStatus", previous.name());
    return event(EventType.CREDENTIAL_STATUS_CHANGED, account, report.id(), data);
  }

  private static ObjectNode data(Report report) {
    ObjectNode data = data(report.id(), report.status());
    if (!report.error().code().isEmpty()) {
      data.put("error", report.error().code());
    }
    if (!report.error().description().isEmpty()) {
      data.put("errorDescription", report.error().description());
    }
    if (report.organizations() > 0) {
      data.put("organizationsBlocked", report.organizations());
    }
    return data;
  }

  public static NewEvent removed(AccountKey account, CredentialId id, CredentialStatus status) {
    return event(EventType.CREDENTIAL_REMOVED, account, id, data(id, status));
  }

  /// It was moved to another Leaf user.
  public static NewEvent movedTo(
      AccountKey account, CredentialId id, CredentialStatus status, LeafUserId target) {
    ObjectNode data = data(id, status).put("movedToLeafUserId", target.toString());
    return event(EventType.CREDENTIAL_REMOVED, account, id, data);
  }

  /// It was moved from another Leaf user.
  public static NewEvent movedFrom(
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
