package io.headland.server.core.explain;

import io.headland.server.core.credential.AccountKey;

/// The subject of an explanation.
///
/// @param id of the subject; blank for an account
/// @param providerOrgId of its organization; blank when not given
public record ExplanationTarget(
    AccountKey account, Subject subject, String id, String providerOrgId) {

  /// The possible subjects.
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
