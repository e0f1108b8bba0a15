package io.headland.server.core.sync;

/// The reason why a run was started.
public enum SyncCause {
  /// A credential was stored.
  CREDENTIAL,
  /// The scheduled time.
  SCHEDULE,
  /// A caller requested a sync of the organizations.
  REQUEST,
  /// A caller selected an organization.
  SELECTION,
  /// A caller requested a sync of the fields.
  FIELDS,
  /// A caller enabled fields that were previews.
  ENABLE,
  /// Notifications of the provider: only the changed records are read.
  NOTIFICATION
}
