package io.headland.server.core.organization;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The changes by which the stored organizations of an account agree with the provider.
///
/// @param lost number of accessible organizations that would become `BLOCKED`
/// @param open number of accessible organizations at present
public record OrganizationChanges(
    List<ProviderOrganization> added,
    List<ProviderOrganization> changed,
    int unchanged,
    int lost,
    int open) {
  private static final int FEWEST_LOST = 5;

  public OrganizationChanges {
    added = List.copyOf(added);
    changed = List.copyOf(changed);
  }

  /// Whether the number of lost organizations indicates that the provider's response is incomplete.
  public boolean isSuspicious() {
    return lost >= FEWEST_LOST && 2 * lost > open;
  }

  /// All organizations after the changes.
  public Collection<ProviderOrganization> appliedTo(Collection<ProviderOrganization> stored) {
    Map<String, ProviderOrganization> all = new TreeMap<>();
    stored.forEach(organization -> all.put(organization.providerOrgId(), organization));
    changed.forEach(organization -> all.put(organization.providerOrgId(), organization));
    added.forEach(organization -> all.put(organization.providerOrgId(), organization));
    return all.values();
  }

  public boolean isEmpty() {
    return added.isEmpty() && changed.isEmpty();
  }
}
