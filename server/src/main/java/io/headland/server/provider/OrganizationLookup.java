package io.headland.server.provider;

/// The result of requesting one organization.
public sealed interface OrganizationLookup {
  record Found(OrganizationRecord organization) implements OrganizationLookup {}

  /// The customer must act at the provider first; `actionUri` is the address, blank when unknown.
  record ActionRequired(String actionUri) implements OrganizationLookup {}

  /// It does not exist, or is not visible to the credential.
  record NotVisible() implements OrganizationLookup {}

  record Failed(ProviderFailure failure) implements OrganizationLookup {}
}
