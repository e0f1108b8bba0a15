package io.headland.server.core.sync;

/// How far a run has come with one organization.
///
/// | from | to |
/// |---|---|
/// | `WAITING` | `RUNNING` when a worker claims it, `STOPPED` |
/// | `RUNNING` | any of the others; `WAITING` when it was requested again meanwhile |
public enum SyncRunOrganizationState {
  WAITING,
  RUNNING,
  /// The organization's field data was stored, with changes.
  SUCCEEDED,
  UNCHANGED,
  /// So many records were missing that nothing was removed; a caller may force it.
  GUARDED,
  FAILED,
  /// A caller deselected the organization, or its account got another credential.
  STOPPED;

  boolean isOver() {
    return this != WAITING && this != RUNNING;
  }
}
