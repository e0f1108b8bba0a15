package io.headland.server.core.organization;

/// The reason why an organization is `BLOCKED`.
public enum BlockedReason {
  /// It was never connected to the application, or disconnected; the `managementUri` leads to the
  /// repair.
  NOT_CONNECTED,
  /// It is visible, but the provider denied the application all its field data.
  SCOPE_MISSING,
  /// The customer must act at the provider first, at the `actionUri`.
  CUSTOMER_ACTION_REQUIRED,
  /// The provider no longer lists it for this account.
  NOT_VISIBLE,
  /// The provider rejects the account's credential.
  CREDENTIAL_REVOKED
}
