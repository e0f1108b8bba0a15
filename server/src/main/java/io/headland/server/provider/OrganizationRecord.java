package io.headland.server.provider;

import java.util.List;
import java.util.Set;

/// An organization as the provider shows it to one credential.
///
/// @param providerOrgId text, leading zeros kept
/// @param managementUri where a person mends the connection, untouched; blank when the provider
///   gives none
/// @param withheld kinds of records to which the provider shows no link. It may give them all the
///   same: only the answer to a request for them says so
/// @param mismatches what could not be read of it as documented
public record OrganizationRecord(
    String providerOrgId,
    String name,
    OrganizationAccess access,
    String managementUri,
    Set<RecordKind> withheld,
    List<Mismatch> mismatches) {
  /// One of which nothing could be read: it may be any that a listing lacks.
  public static final OrganizationRecord UNREADABLE =
      new OrganizationRecord("", "", OrganizationAccess.SCOPE_MISSING, "", Set.of());

  public OrganizationRecord {
    withheld = Set.copyOf(withheld);
    mismatches = List.copyOf(mismatches);
  }

  /// An organization that could be read.
  public OrganizationRecord(
      String providerOrgId,
      String name,
      OrganizationAccess access,
      String managementUri,
      Set<RecordKind> withheld) {
    this(providerOrgId, name, access, managementUri, withheld, List.of());
  }

  public OrganizationRecord with(List<Mismatch> found) {
    return new OrganizationRecord(providerOrgId, name, access, managementUri, withheld, found);
  }

  /// Whether it has an id.
  public boolean isIdentified() {
    return !providerOrgId.isEmpty();
  }

  /// Whether a value of it could not be read: what is stored of it is better.
  public boolean isIncomplete() {
    return mismatches.stream().anyMatch(Mismatch::lost);
  }

  /// The same organization, of which more is known.
  public OrganizationRecord with(OrganizationAccess otherAccess, Set<RecordKind> otherWithheld) {
    return new OrganizationRecord(
        providerOrgId, name, otherAccess, managementUri, otherWithheld, mismatches);
  }
}
