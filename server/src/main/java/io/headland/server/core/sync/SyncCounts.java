package io.headland.server.core.sync;

/// The results of a run for organizations.
///
/// @param blocked those that became inaccessible; included in `changed`, or in the changes that a
///   guarded run would have made
public record SyncCounts(int added, int changed, int unchanged, int blocked) {
  public static final SyncCounts NONE = new SyncCounts(0, 0, 0, 0);
}
