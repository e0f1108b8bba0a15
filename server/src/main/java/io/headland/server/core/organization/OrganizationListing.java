package io.headland.server.core.organization;

import io.headland.server.provider.OrganizationRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// What the provider shows of an account: every organization that it lists, and what asking one by
/// one said of those that it did not list any more.
///
/// @param listed by provider organization id
/// @param absent why an organization that was asked for is not listed
/// @param complete whether the others are not visible; otherwise nothing is known of them
public record OrganizationListing(
    Map<String, OrganizationRecord> listed, Map<String, Absence> absent, boolean complete) {

  /// Why the provider does not list an organization.
  public record Absence(BlockedReason reason, String actionUri) {
    public static final Absence NOT_VISIBLE = new Absence(BlockedReason.NOT_VISIBLE, "");
  }

  public OrganizationListing {
    listed = Map.copyOf(listed);
    absent = Map.copyOf(absent);
  }

  public static OrganizationListing of(
      Collection<OrganizationRecord> organizations, Map<String, Absence> absent) {
    Map<String, OrganizationRecord> listed = new HashMap<>();
    organizations.stream()
        .filter(OrganizationRecord::isIdentified)
        .forEach(seen -> listed.put(seen.providerOrgId(), seen));
    // One without an id may be any that is not listed.
    return new OrganizationListing(
        listed, absent, organizations.stream().allMatch(OrganizationRecord::isIdentified));
  }

  /// The same listing, which is known to lack organizations.
  public OrganizationListing incomplete() {
    return new OrganizationListing(listed, absent, false);
  }

  /// Whether nothing is known of an organization.
  public boolean isSilentAbout(String providerOrgId) {
    return !complete && !listed.containsKey(providerOrgId) && !absent.containsKey(providerOrgId);
  }

  Absence absence(String providerOrgId) {
    return absent.getOrDefault(providerOrgId, Absence.NOT_VISIBLE);
  }
}
