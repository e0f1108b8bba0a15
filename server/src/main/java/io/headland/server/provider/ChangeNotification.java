package io.headland.server.provider;

import io.headland.server.platform.config.Secret;

/// What a provider's post says. None is to be believed before its token is known to be right.
public sealed interface ChangeNotification {
  /// What the subscription was made with.
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

  /// Whether anybody is there.
  record Verification(Secret token) implements ChangeNotification {}

  /// Something that we asked nothing about.
  record Other(Secret token) implements ChangeNotification {}
}
