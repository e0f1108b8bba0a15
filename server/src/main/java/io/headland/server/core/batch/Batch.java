package io.headland.server.core.batch;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import java.time.Instant;
import java.util.UUID;

/// An uploaded archive of machine files.
///
/// @param fileName given by the client, for display
/// @param size in bytes
/// @param statusDetails why it failed or waits; blank otherwise
public record Batch(
    UUID id,
    LeafUserId leafUser,
    BatchProvider provider,
    String fileName,
    long size,
    Status status,
    String statusDetails,
    Instant createdAt) {

  /// The statuses, as at Leaf.
  public enum Status {
    /// Its files are being converted, or will be.
    RECEIVED,
    /// All files have been processed, at least one of them successfully.
    PROCESSED,
    FAILED
  }

  /// The key of the archive in the file store.
  public static String archiveKey(ApiOwnerId owner, UUID id) {
    return folderKey(owner, id) + "/archive.zip";
  }

  /// The beginning of the keys of all files of a batch.
  public static String folderKey(ApiOwnerId owner, UUID id) {
    return owner + "/" + id;
  }
}
