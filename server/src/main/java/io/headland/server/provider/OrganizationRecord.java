package io.headland.server.provider;

import java.util.Set;

/// An organization as the provider shows it to one credential.
///
/// @param providerOrgId text, leading zeros kept
/// @param managementUri where a person mends the connection, untouched; blank when the provider
///   gives none
/// @param withheld kinds of records that the provider has and does not give to this credential
public record OrganizationRecord(
    String providerOrgId,
    String name,
    OrganizationAccess access,
    String managementUri,
    Set<RecordKind> withheld) {

  public OrganizationRecord {
    withheld = Set.copyOf(withheld);
  }
}
