package io.headland.server.core.sync;

/// What a run came upon.
///
/// @param blocked those that stood open and no longer do; part of `changed`, or of what a guarded
///   run would have changed
public record SyncCounts(int added, int changed, int unchanged, int blocked) {
  public static final SyncCounts NONE = new SyncCounts(0, 0, 0, 0);
}
