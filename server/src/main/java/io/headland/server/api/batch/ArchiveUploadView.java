package io.headland.server.api.batch;

import io.headland.server.core.batch.ArchiveUpload;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An upload of an archive in a response to GET.
///
/// @param size of the archive in bytes
/// @param received number of bytes
/// @param batchId only when it is complete
record ArchiveUploadView(
    String id,
    String leafUserId,
    String provider,
    String fileName,
    long size,
    long received,
    Instant createdAt,
    Instant expiresAt,
    @Nullable String batchId) {

  static ArchiveUploadView of(ArchiveUpload upload) {
    return new ArchiveUploadView(
        upload.id().toString(),
        upload.leafUser().toString(),
        upload.provider().wireName(),
        upload.fileName(),
        upload.size(),
        upload.received(),
        upload.createdAt(),
        upload.expiresAt(),
        upload.batch().map(Object::toString).orElse(null));
  }
}
