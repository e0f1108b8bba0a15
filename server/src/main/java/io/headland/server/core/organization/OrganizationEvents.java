package io.headland.server.core.organization;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.event.EventType;
import io.headland.server.core.event.NewEvent;
import io.headland.server.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The events of a change of an organization.
///
/// An organization that is first seen as `BLOCKED` or `SELECTED` has an event of that type as well,
/// so that the events of one type are complete.
final class OrganizationEvents {
  private OrganizationEvents() {}

  static List<NewEvent> firstSeen(AccountKey account, ProviderOrganization organization) {
    List<NewEvent> events = new ArrayList<>();
    events.add(event(EventType.ORGANIZATION_SEEN, account, organization, null));
    switch (organization.status()) {
      case BLOCKED ->
          events.add(event(EventType.ORGANIZATION_BLOCKED, account, organization, null));
      case SELECTED ->
          events.add(event(EventType.ORGANIZATION_SELECTED, account, organization, null));
      case PREVIEW -> {
        // Only the event of being seen.
      }
    }
    return events;
  }

  /// Empty when no reported value changed, for example only the name, and for organizations that a
  /// revoked grant had blocked: the credential's event reports that the grant is valid again.
  static List<NewEvent> changed(
      AccountKey account, ProviderOrganization before, ProviderOrganization after) {
    if (before.status() == after.status()
        && before.blockedReason() == after.blockedReason()
        && (!after.isBlocked() || before.actionUri().equals(after.actionUri()))) {
      return List.of();
    }
    if (before.blockedReason() == BlockedReason.CREDENTIAL_REVOKED
        && after.status() == before.earlierStatus()) {
      return List.of();
    }
    return List.of(event(typeOf(before, after), account, after, before.status()));
  }

  private static EventType typeOf(ProviderOrganization before, ProviderOrganization after) {
    return switch (after.status()) {
      case BLOCKED -> EventType.ORGANIZATION_BLOCKED;
      case SELECTED ->
          before.isBlocked() ? EventType.ORGANIZATION_UNBLOCKED : EventType.ORGANIZATION_SELECTED;
      case PREVIEW ->
          before.isBlocked() ? EventType.ORGANIZATION_UNBLOCKED : EventType.ORGANIZATION_DESELECTED;
    };
  }

  static NewEvent removed(AccountKey account, ProviderOrganization organization) {
    return event(EventType.ORGANIZATION_REMOVED, account, organization, null);
  }

  private static NewEvent event(
      EventType type,
      AccountKey account,
      ProviderOrganization organization,
      @Nullable OrganizationStatus previous) {
    ObjectNode data = data(organization);
    if (previous != null) {
      data.put("previousStatus", previous.name());
    }
    String provider = account.provider().wireName();
    String entity =
        "organization/%s/%s/%s"
            .formatted(account.leafUser(), provider, organization.providerOrgId());
    return new NewEvent(type, account.leafUser(), provider, entity, data);
  }

  private static ObjectNode data(ProviderOrganization organization) {
    @Nullable BlockedReason reason = organization.blockedReason();
    ObjectNode data =
        Json.MAPPER
            .createObjectNode()
            .put("providerOrgId", organization.providerOrgId())
            .put("providerOrgName", organization.name())
            .put("status", organization.status().name());
    Json.putIfPresent(data, "managementUri", nullIfBlank(organization.managementUri()));
    Json.putIfPresent(data, "blockedReason", reason == null ? null : reason.name());
    Json.putIfPresent(data, "actionUri", nullIfBlank(organization.actionUri()));
    return data;
  }

  private static @Nullable String nullIfBlank(String text) {
    return text.isBlank() ? null : text;
  }
}
