package io.headland.server.api.upload;

import io.headland.server.core.upload.Upload;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// One file of an upload in a response, with Leaf's keys except `originalFileUrl`.
record UploadEntryView(
    UUID id,
    List<UUID> fieldId,
    String converterFormat,
    String leafUserId,
    String uploadId,
    String status,
    List<String> createFieldErrorDetails,
    Instant createdTime,
    Instant processedTime) {

  static UploadEntryView of(Upload upload, Upload.Entry entry) {
    return new UploadEntryView(
        entry.id(),
        entry.fieldIds(),
        entry.format().name(),
        upload.leafUser().toString(),
        upload.id().toString(),
        entry.status(),
        entry.errors(),
        upload.createdAt(),
        upload.createdAt());
  }
}
