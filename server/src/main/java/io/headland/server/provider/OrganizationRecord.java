package io.headland.server.provider;

import java.util.List;
import java.util.Set;

/// An organization as visible to one credential.
///
/// @param providerOrgId a text, with leading zeros
/// @param managementUri the page on which the connection is repaired, unchanged; blank when the
///   provider returns none
/// @param unlinked kinds of records to which the provider returns no link. They may nevertheless be
///   accessible, which only a request shows
/// @param mismatches values that were not of the documented type
public record OrganizationRecord(
    String providerOrgId,
    String name,
    OrganizationAccess access,
    String managementUri,
    Set<RecordKind> unlinked,
    List<Mismatch> mismatches) {
  /// An organization of which nothing could be read: it may be any that a listing lacks.
  public static final OrganizationRecord UNREADABLE =
      new OrganizationRecord("", "", OrganizationAccess.SCOPE_MISSING, "", Set.of());

  public OrganizationRecord {
    unlinked = Set.copyOf(unlinked);
    mismatches = List.copyOf(mismatches);
  }

  /// An organization that could be read.
  public OrganizationRecord(
      String providerOrgId,
      String name,
      OrganizationAccess access,
      String managementUri,
      Set<RecordKind> unlinked) {
    this(providerOrgId, name, access, managementUri, unlinked, List.of());
  }

  public OrganizationRecord with(List<Mismatch> found) {
    return new OrganizationRecord(providerOrgId, name, access, managementUri, unlinked, found);
  }

  /// Whether it has an id.
  public boolean isIdentified() {
    return !providerOrgId.isEmpty();
  }

  /// Whether a value of it could not be read: stored values are not replaced then.
  public boolean isIncomplete() {
    return mismatches.stream().anyMatch(Mismatch::lost);
  }

  /// The same organization with its determined access.
  public OrganizationRecord with(OrganizationAccess otherAccess, Set<RecordKind> otherUnlinked) {
    return new OrganizationRecord(
        providerOrgId, name, otherAccess, managementUri, otherUnlinked, mismatches);
  }
}
