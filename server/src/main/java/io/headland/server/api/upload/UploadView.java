package io.headland.server.api.upload;

import io.headland.server.core.upload.Upload;
import java.time.Instant;

/// An upload in a response, with Leaf's keys except `originalFileUrl`, since the file is not
/// stored.
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
