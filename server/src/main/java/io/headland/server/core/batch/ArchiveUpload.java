package io.headland.server.core.batch;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// An archive that is received in several requests.
///
/// @param fileName given by the client, for display
/// @param metadata as sent by the client; blank for none
/// @param size of the whole archive in bytes
/// @param received number of bytes, from the first one, that are in the file store; the size when
///   there is a batch
/// @param batch that the archive became, and that may have been deleted since
public record ArchiveUpload(
    UUID id,
    LeafUserId leafUser,
    BatchProvider provider,
    String fileName,
    String metadata,
    long size,
    long received,
    Optional<UUID> batch,
    Instant createdAt,
    Instant expiresAt) {

  /// A file of the file store with some of the bytes.
  ///
  /// @param position of its first byte in the archive
  /// @param file name of the file
  public record Part(long position, long size, UUID file) {
    public long end() {
      return position + size;
    }
  }

  /// The key of a part in the file store.
  public String partKey(ApiOwnerId owner, UUID file) {
    return folderKey(owner) + "/" + file + ".part";
  }

  /// The beginning of the keys of all parts.
  public String folderKey(ApiOwnerId owner) {
    return folderKey(owner, id);
  }

  /// The beginning of the keys of all parts of an upload.
  public static String folderKey(ApiOwnerId owner, UUID id) {
    return owner + "/" + id;
  }

  /// The same after more bytes.
  public ArchiveUpload received(long bytes, Instant expiry) {
    return new ArchiveUpload(
        id, leafUser, provider, fileName, metadata, size, bytes, batch, createdAt, expiry);
  }

  /// The same with its batch.
  public ArchiveUpload complete(UUID batchId, Instant expiry) {
    return new ArchiveUpload(
        id,
        leafUser,
        provider,
        fileName,
        metadata,
        size,
        size,
        Optional.of(batchId),
        createdAt,
        expiry);
  }
}
