package io.headland.server.provider;

import java.util.Set;

/// An organization as the provider shows it to one credential.
///
/// @param providerOrgId text, leading zeros kept
/// @param managementUri where a person mends the connection, untouched; blank when the provider
///   gives none
/// @param withheld kinds of records to which the provider shows no link. It may give them all the
///   same: only the answer to a request for them says so
public record OrganizationRecord(
    String providerOrgId,
    String name,
    OrganizationAccess access,
    String managementUri,
    Set<RecordKind> withheld) {

  public OrganizationRecord {
    withheld = Set.copyOf(withheld);
  }

  /// The same organization, of which more is known.
  public OrganizationRecord with(OrganizationAccess otherAccess, Set<RecordKind> otherWithheld) {
    return new OrganizationRecord(providerOrgId, name, otherAccess, managementUri, otherWithheld);
  }
}
