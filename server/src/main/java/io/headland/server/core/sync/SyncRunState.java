package io.headland.server.core.sync;

/// The state of a sync run.
///
/// `RUNNING` can change to any of the others, which are final.
public enum SyncRunState {
  RUNNING,
  /// Changes were stored.
  SUCCEEDED,
  /// The provider reported, or the comparison showed, that nothing changed.
  UNCHANGED,
  /// Some organizations are up to date, others could not be read.
  PARTIAL,
  /// So much would have been lost that nothing was changed; a caller may force it.
  GUARDED,
  /// The provider could not be read; nothing was changed.
  FAILED
}
