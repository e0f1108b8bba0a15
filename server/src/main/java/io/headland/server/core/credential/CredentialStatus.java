package io.headland.server.core.credential;

/// What is known about a credential.
public enum CredentialStatus {
  OK,
  /// The provider refuses the grant. Only a new credential helps.
  UNAUTHENTICATED,
  /// The grant is good and lacks a right that Headland needs.
  MISSING_PERMISSION,
  /// The provider could not be asked; nothing is known to be wrong.
  TEMPORARILY_UNAVAILABLE,
  /// Headland keeps it and has never asked the provider: it cannot call this one.
  UNVERIFIED
}
