package io.headland.server.provider;

import io.headland.server.platform.config.Secret;

/// The content of a provider's post. It must not be used before its token is verified.
public sealed interface ChangeNotification {
  /// The token with which the subscription was created.
  Secret token();

  /// A record changed, came, or went: which of these is not said.
  ///
  /// @param kind of the record
  /// @param providerFieldId the field that it is, or that it belongs to
  /// @param fingerprint of everything that the notification says: the same for one that comes twice
  record Changed(
      Secret token,
      RecordKind kind,
      String providerOrgId,
      String providerFieldId,
      String fingerprint)
      implements ChangeNotification {}

  /// Asks whether the address is served.
  record Verification(Secret token) implements ChangeNotification {}

  /// A notification to which there is no subscription.
  record Other(Secret token) implements ChangeNotification {}
}
