package io.headland.server.provider;

import io.headland.server.platform.config.Secret;

/// The content of a provider's post. It must not be used before its token is verified.
public sealed interface ChangeNotification {
  /// The token with which the subscription was created.
  Secret token();

  /// A record was created, changed or removed; the notification does not state which.
  ///
  /// @param kind of the record
  /// @param providerFieldId the field itself, or the field to which the record belongs
  /// @param fingerprint of the complete content of the notification: repeated notifications have
  ///   the same
  record Changed(
      Secret token,
      RecordKind kind,
      String providerOrgId,
      String providerFieldId,
      String fingerprint)
      implements ChangeNotification {}

  /// A field operation was created, changed or removed; the notification does not state which.
  ///
  /// @param providerOrgId blank when the notification does not name it
  /// @param providerFieldId blank when the notification does not name it
  record OperationChanged(
      Secret token, String providerOperationId, String providerOrgId, String providerFieldId)
      implements ChangeNotification {}

  /// A request that verifies the address.
  record Verification(Secret token) implements ChangeNotification {}

  /// A notification without a subscription.
  record Other(Secret token) implements ChangeNotification {}
}
