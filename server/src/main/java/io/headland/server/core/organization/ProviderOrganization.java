package io.headland.server.core.organization;

import io.headland.server.provider.RecordKind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An organization at the provider, as accessible to one Leaf user's account.
///
/// @param blockedReason set exactly when the status is `BLOCKED`
/// @param managementUri where the connection is managed; blank when the provider returns none
/// @param actionUri where the customer must act; blank except for `CUSTOMER_ACTION_REQUIRED`
/// @param chosenStatus the choice of a caller, which no sync overrides
/// @param earlierStatus the status before it became `BLOCKED`
/// @param unlinked kinds of records to which the provider returns no link
public record ProviderOrganization(
    String providerOrgId,
    String name,
    OrganizationStatus status,
    @Nullable BlockedReason blockedReason,
    String managementUri,
    String actionUri,
    @Nullable OrganizationStatus chosenStatus,
    @Nullable OrganizationStatus earlierStatus,
    Set<RecordKind> unlinked) {

  public ProviderOrganization {
    unlinked = Set.copyOf(unlinked);
    if ((status == OrganizationStatus.BLOCKED) != (blockedReason != null)) {
      throw new IllegalArgumentException(
          "A reason is required with BLOCKED, and not allowed otherwise");
    }
  }

  public boolean isBlocked() {
    return status == OrganizationStatus.BLOCKED;
  }

  public ProviderOrganization chosen(OrganizationStatus choice) {
    return new ProviderOrganization(
        providerOrgId,
        name,
        choice,
        null,
        managementUri,
        actionUri,
        choice,
        earlierStatus,
        unlinked);
  }

  ProviderOrganization opened(OrganizationStatus status) {
    return new ProviderOrganization(
        providerOrgId, name, status, null, managementUri, "", chosenStatus, null, unlinked);
  }

  ProviderOrganization blocked(BlockedReason reason, String actionUri) {
    OrganizationStatus remaining = isBlocked() ? earlierStatus : status;
    return new ProviderOrganization(
        providerOrgId,
        name,
        OrganizationStatus.BLOCKED,
        reason,
        managementUri,
        actionUri,
        chosenStatus,
        remaining,
        unlinked);
  }

  ProviderOrganization withEarlierStatus(OrganizationStatus earlier) {
    return new ProviderOrganization(
        providerOrgId,
        name,
        status,
        blockedReason,
        managementUri,
        actionUri,
        chosenStatus,
        earlier,
        unlinked);
  }

  ProviderOrganization described(String name, String managementUri, Set<RecordKind> unlinked) {
    return new ProviderOrganization(
        providerOrgId,
        name,
        status,
        blockedReason,
        managementUri,
        actionUri,
        chosenStatus,
        earlierStatus,
        unlinked);
  }
}
