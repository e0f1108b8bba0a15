package io.headland.server.core.organization;

import io.headland.server.provider.OrganizationRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// The organizations of an account at the provider: those of the list, and the results of
/// requesting the unlisted ones individually.
///
/// @param listed by provider organization id
/// @param absent why a requested organization is not listed
/// @param complete whether the others are not visible; otherwise their state is unknown
public record OrganizationListing(
    Map<String, OrganizationRecord> listed, Map<String, MissingReason> absent, boolean complete) {

  /// The reason why the provider does not list an organization.
  public record MissingReason(BlockedReason reason, String actionUri) {
    public static final MissingReason NOT_VISIBLE =
        new MissingReason(BlockedReason.NOT_VISIBLE, "");
  }

  public OrganizationListing {
    listed = Map.copyOf(listed);
    absent = Map.copyOf(absent);
  }

  public static OrganizationListing of(
      Collection<OrganizationRecord> organizations, Map<String, MissingReason> absent) {
    Map<String, OrganizationRecord> listed = new HashMap<>();
    organizations.stream()
        .filter(OrganizationRecord::isIdentified)
        .forEach(reported -> listed.put(reported.providerOrgId(), reported));
    // One without an id may be any unlisted organization.
    return new OrganizationListing(
        listed, absent, organizations.stream().allMatch(OrganizationRecord::isIdentified));
  }

  /// The same listing, marked as incomplete.
  public OrganizationListing incomplete() {
    return new OrganizationListing(listed, absent, false);
  }

  /// Whether the state of an organization is unknown.
  public boolean lacks(String providerOrgId) {
    return !complete && !listed.containsKey(providerOrgId) && !absent.containsKey(providerOrgId);
  }

  MissingReason missingReason(String providerOrgId) {
    return absent.getOrDefault(providerOrgId, MissingReason.NOT_VISIBLE);
  }
}
