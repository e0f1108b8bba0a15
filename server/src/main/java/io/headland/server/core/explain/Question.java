package io.headland.server.core.explain;

import io.headland.server.core.credential.AccountKey;

/// What is to be explained.
///
/// @param id that the subject is asked for by; blank for an account
/// @param providerOrgId of the organization that it lies beneath; blank when the caller did not say
public record Question(AccountKey account, Subject subject, String id, String providerOrgId) {

  /// What a question can be about.
  public enum Subject {
    ACCOUNT,
    ORGANIZATION,
    GROWER,
    FARM,
    FIELD,
    /// A field, by the provider's id.
    PROVIDER_FIELD;

    public boolean isRecord() {
      return this != ACCOUNT && this != ORGANIZATION;
    }

    /// Whether the id is the provider's.
    boolean isAtProvider() {
      return this == ORGANIZATION || this == PROVIDER_FIELD;
    }

    public boolean isField() {
      return this == FIELD || this == PROVIDER_FIELD;
    }
  }
}
