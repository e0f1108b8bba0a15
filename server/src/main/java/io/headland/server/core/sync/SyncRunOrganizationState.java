package io.headland.server.core.sync;

/// How far a run has come with one organization.
///
/// | from | to |
/// |---|---|
/// | `WAITING` | `RUNNING` when a worker claims it, `STOPPED` |
/// | `RUNNING` | any of the others; `WAITING` when it was asked for anew meanwhile |
public enum SyncRunOrganizationState {
  WAITING,
  RUNNING,
  /// What lies beneath the organization is stored, and something of it was new.
  SUCCEEDED,
  UNCHANGED,
  /// So much was missing that nothing was taken away; a caller may insist.
  GUARDED,
  FAILED,
  /// A caller de-selected the organization, or its account got another credential.
  STOPPED;

  boolean isOver() {
    return this != WAITING && this != RUNNING;
  }
}
