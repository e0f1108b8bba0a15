package io.headland.server.core.credential;

/// The known state of a credential.
public enum CredentialStatus {
  OK,
  /// The provider rejects the grant. A new credential is required.
  UNAUTHENTICATED,
  /// The grant is valid and lacks a permission that Headland requires.
  MISSING_PERMISSION,
  /// The call to the provider failed for another reason.
  TEMPORARILY_UNAVAILABLE,
  /// Stored and never sent to the provider, which Headland cannot call.
  UNVERIFIED
}
