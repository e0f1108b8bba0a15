package io.headland.server.provider;

/// What asking for one organization came to.
public sealed interface OrganizationLookup {
  record Found(OrganizationRecord organization) implements OrganizationLookup {}

  /// The customer must act at the provider first; `actionUri` says where, blank when unknown.
  record ActionRequired(String actionUri) implements OrganizationLookup {}

  /// It is there for others, or not at all: we may not see it.
  record NotVisible() implements OrganizationLookup {}

  record Failed(ProviderFailure failure) implements OrganizationLookup {}
}
