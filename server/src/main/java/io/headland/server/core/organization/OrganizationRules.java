package io.headland.server.core.organization;

import io.headland.server.core.configuration.OrganizationDataSync;
import io.headland.server.provider.OrganizationAccess;
import io.headland.server.provider.OrganizationRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The rules for the status of organizations. Pure: no clock, no database.
///
/// | event | status |
/// |---|---|
/// | first seen, connected | `SELECTED` or `PREVIEW`, by `organizationDataSync` |
/// | first seen, not connected | `BLOCKED` |
/// | connection lost, or no longer listed | `BLOCKED`; the earlier status is stored |
/// | repaired | the earlier status, `PREVIEW` if there was none; with [Repair#PREVIEW] always `PREVIEW` |
/// | `organizationDataSync` changed | by its value, except for a caller's choice |
public final class OrganizationRules {
  private OrganizationRules() {}

  /// Compares the stored organizations with those of the provider.
  ///
  /// @param policyChanged whether `organizationDataSync` had another value at the last sync
  public static OrganizationChanges reconcile(
      Collection<ProviderOrganization> stored,
      OrganizationListing listing,
      OrganizationDataSync policy,
      boolean policyChanged) {
    return reconcile(stored, listing, policy, policyChanged, Repair.EARLIER_STATUS);
  }

  /// Compares the stored organizations with those of the provider.
  ///
  /// @param policyChanged whether `organizationDataSync` had another value at the last sync
  public static OrganizationChanges reconcile(
      Collection<ProviderOrganization> stored,
      OrganizationListing listing,
      OrganizationDataSync policy,
      boolean policyChanged,
      Repair repair) {
    List<ProviderOrganization> changed = new ArrayList<>();
    Set<String> known = new HashSet<>();
    int unchanged = 0;
    int lost = 0;
    int open = 0;
    for (ProviderOrganization before : stored) {
      known.add(before.providerOrgId());
      ProviderOrganization after = next(before, listing, policy, policyChanged, repair);
      if (after.equals(before)) {
        unchanged++;
      } else {
        changed.add(after);
      }
      open += before.isBlocked() ? 0 : 1;
      lost += !before.isBlocked() && after.isBlocked() ? 1 : 0;
    }
    return new OrganizationChanges(
        firstSeen(listing.listed(), known, policy), changed, unchanged, lost, open);
  }

  /// Applies a changed `organizationDataSync` when nothing else changed.
  public static OrganizationChanges applyPolicy(
      Collection<ProviderOrganization> stored, OrganizationDataSync policy) {
    List<ProviderOrganization> changed = new ArrayList<>();
    for (ProviderOrganization before : stored) {
      ProviderOrganization after = withPolicy(before, policy);
      if (!after.equals(before)) {
        changed.add(after);
      }
    }
    int open = (int) stored.stream().filter(organization -> !organization.isBlocked()).count();
    return new OrganizationChanges(List.of(), changed, stored.size() - changed.size(), 0, open);
  }

  /// No change.
  public static OrganizationChanges nothing(Collection<ProviderOrganization> stored) {
    int open = (int) stored.stream().filter(organization -> !organization.isBlocked()).count();
    return new OrganizationChanges(List.of(), List.of(), stored.size(), 0, open);
  }

  private static ProviderOrganization next(
      ProviderOrganization stored,
      OrganizationListing listing,
      OrganizationDataSync policy,
      boolean policyChanged,
      Repair repair) {
    ProviderOrganization before = policyChanged ? withPolicy(stored, policy) : stored;
    OrganizationRecord reported = listing.listed().get(before.providerOrgId());
    if (listing.lacks(before.providerOrgId()) || (reported != null && reported.isIncomplete())) {
      return before;
    }
    if (reported == null) {
      OrganizationListing.MissingReason missingReason =
          listing.missingReason(before.providerOrgId());
      return before.blocked(missingReason.reason(), missingReason.actionUri());
    }
    ProviderOrganization described =
        before.described(reported.name(), reported.managementUri(), reported.unlinked());
    Optional<BlockedReason> reason = blockedReason(reported.access());
    if (reason.isPresent()) {
      return described.blocked(reason.get(), "");
    }
    return described.isBlocked() ? described.opened(repaired(described, repair)) : described;
  }

  private static OrganizationStatus repaired(ProviderOrganization blocked, Repair repair) {
    OrganizationStatus earlier = blocked.earlierStatus();
    return earlier == null || repair == Repair.PREVIEW ? OrganizationStatus.PREVIEW : earlier;
  }

  private static ProviderOrganization withPolicy(
      ProviderOrganization organization, OrganizationDataSync policy) {
    if (organization.chosenStatus() != null) {
      return organization;
    }
    if (!organization.isBlocked()) {
      return organization.opened(initialStatus(policy));
    }
    return organization.earlierStatus() == null
        ? organization
        : organization.withEarlierStatus(initialStatus(policy));
  }

  private static List<ProviderOrganization> firstSeen(
      Map<String, OrganizationRecord> listed, Set<String> known, OrganizationDataSync policy) {
    List<ProviderOrganization> added = new ArrayList<>();
    for (OrganizationRecord reported : new TreeMap<>(listed).values()) {
      if (!known.contains(reported.providerOrgId())) {
        Optional<BlockedReason> reason = blockedReason(reported.access());
        added.add(
            new ProviderOrganization(
                reported.providerOrgId(),
                reported.name(),
                reason.isPresent() ? OrganizationStatus.BLOCKED : initialStatus(policy),
                reason.orElse(null),
                reported.managementUri(),
                "",
                null,
                null,
                reported.unlinked()));
      }
    }
    return added;
  }

  private static OrganizationStatus initialStatus(OrganizationDataSync policy) {
    return switch (policy) {
      case ALL -> OrganizationStatus.SELECTED;
      case SELECTED_ONLY -> OrganizationStatus.PREVIEW;
    };
  }

  private static Optional<BlockedReason> blockedReason(OrganizationAccess access) {
    return switch (access) {
      case CONNECTED -> Optional.empty();
      case NOT_CONNECTED -> Optional.of(BlockedReason.NOT_CONNECTED);
      case SCOPE_MISSING -> Optional.of(BlockedReason.SCOPE_MISSING);
    };
  }
}
