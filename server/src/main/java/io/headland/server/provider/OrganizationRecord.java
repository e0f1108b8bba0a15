package io.headland.server.provider;

/// An organization as the provider shows it to one credential.
///
/// @param providerOrgId text, leading zeros kept
/// @param managementUri where a person mends the connection, untouched; blank when the provider
///   gives none
public record OrganizationRecord(
    String providerOrgId, String name, OrganizationAccess access, String managementUri) {}
