package io.headland.server.core.sync;

/// Why a run was started.
public enum SyncCause {
  /// An account got a credential.
  CREDENTIAL,
  /// It was time.
  SCHEDULE,
  /// A caller asked for a sync of the organizations.
  REQUEST,
  /// A caller selected an organization.
  SELECTION,
  /// A caller asked for a sync of the fields.
  FIELDS,
  /// A caller enabled fields that were previews.
  ENABLE,
  /// The provider told that records changed: they alone are read.
  NOTIFICATION
}
