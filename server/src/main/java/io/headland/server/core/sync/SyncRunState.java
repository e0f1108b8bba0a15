package io.headland.server.core.sync;

/// How far a sync run has come.
///
/// `RUNNING` goes to any of the others, and none of the others goes anywhere.
public enum SyncRunState {
  RUNNING,
  /// What the provider shows is stored.
  SUCCEEDED,
  /// The provider says, or the comparison showed, that nothing changed.
  UNCHANGED,
  /// Some organizations are up to date, others could not be read.
  PARTIAL,
  /// So much would have been lost that nothing was changed; a caller may insist.
  GUARDED,
  /// The provider could not be read; nothing was changed.
  FAILED
}
