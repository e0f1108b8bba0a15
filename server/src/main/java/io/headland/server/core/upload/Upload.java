package io.headland.server.core.upload;

import io.headland.server.core.field.file.FieldFile;
import io.headland.server.platform.id.LeafUserId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A stored upload.
public record Upload(
    UUID id, LeafUserId leafUser, String fileName, Status status, Instant createdAt) {

  /// `PROCESSED` when at least one field was created.
  public enum Status {
    PROCESSED,
    FAILED
  }

  /// One file of an upload.
  ///
  /// @param fieldIds of the created fields
  /// @param errors of the rejected fields, each a problem document as text
  public record Entry(UUID id, FieldFile.Format format, List<UUID> fieldIds, List<String> errors) {
    public Entry {
      fieldIds = List.copyOf(fieldIds);
      errors = List.copyOf(errors);
    }

    public String status() {
      return errors.isEmpty() ? "FINISHED" : fieldIds.isEmpty() ? "FAILED" : "PARTIALLY_FINISHED";
    }
  }
}
