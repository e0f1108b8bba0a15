package io.headland.server.provider;

/// What a subscription notifies of. The name is stored.
public enum SubscriptionKind {
  FIELD,
  /// The boundary of a field.
  BOUNDARY,
  FIELD_OPERATION
}
