package io.headland.server.api.upload;

import io.headland.server.core.upload.Upload;
import java.time.Instant;

/// An upload in an answer, with Leaf's keys but `originalFileUrl`: the file is not kept.
record UploadView(
    String id, String leafUserId, String fileName, String status, Instant createdTime) {

  static UploadView of(Upload upload) {
    return new UploadView(
        upload.id().toString(),
        upload.leafUser().toString(),
        upload.fileName(),
        upload.status().name(),
        upload.createdAt());
  }
}
