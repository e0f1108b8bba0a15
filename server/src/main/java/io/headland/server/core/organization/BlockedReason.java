package io.headland.server.core.organization;

/// Why an organization is `BLOCKED`.
public enum BlockedReason {
  /// It was never connected to the application, or disconnected; the `managementUri` mends it.
  NOT_CONNECTED,
  /// It is visible, but the provider refused the application everything beneath it.
  SCOPE_MISSING,
  /// The customer must act at the provider first; the `actionUri` says where.
  CUSTOMER_ACTION_REQUIRED,
  /// The provider no longer shows it to this account.
  NOT_VISIBLE,
  /// The provider refuses the account's credential.
  CREDENTIAL_REVOKED
}
