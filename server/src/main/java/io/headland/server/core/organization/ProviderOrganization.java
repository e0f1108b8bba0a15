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
/// @param withheld kinds of records to which the provider returns no link
public record ProviderOrganization(
    String providerOrgId,
    String name,
    OrganizationStatus status,
    @Nullable BlockedReason blockedReason,
    String managementUri,
    String actionUri,
    @Nullable OrganizationStatus chosenStatus,
    @Nullable OrganizationStatus earlierStatus,
    Set<RecordKind> withheld) {

  public ProviderOrganization {
    withheld = Set.copyOf(withheld);
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
        withheld);
  }

  ProviderOrganization opened(OrganizationStatus status) {
    return new ProviderOrganization(
        providerOrgId, name, status, null, managementUri, "", chosenStatus, null, withheld);
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
        withheld);
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
        withheld);
  }

  ProviderOrganization described(String name, String managementUri, Set<RecordKind> withheld) {
    return new ProviderOrganization(
        providerOrgId,
        name,
        status,
        blockedReason,
        managementUri,
        actionUri,
        chosenStatus,
        earlierStatus,
        withheld);
  }
}
