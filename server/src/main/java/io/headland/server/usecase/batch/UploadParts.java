package io.headland.server.usecase.batch;

import io.headland.server.core.batch.ArchiveUpload;
import io.headland.server.core.batch.ArchiveUpload.Part;
import io.headland.server.core.batch.ArchiveUploadPartStore;
import io.headland.server.core.batch.ArchiveUploadStore;
import io.headland.server.platform.files.StoredFiles;
import io.headland.server.platform.id.ApiOwnerId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The parts of uploads: their rows, and their files.
public final class UploadParts {
  private final ArchiveUploadStore uploads;
  private final ArchiveUploadPartStore rows;
  private final StoredFiles files;

  public UploadParts(ArchiveUploadStore uploads, ArchiveUploadPartStore rows, StoredFiles files) {
    this.uploads = uploads;
    this.rows = rows;
    this.files = files;
  }

  /// The parts of an upload in the order of their positions.
  List<Part> list(ApiOwnerId owner, ArchiveUpload upload) {
    return rows.list(owner, upload.id());
  }

  /// Deletes the parts of an upload after they were joined.
  void delete(ApiOwnerId owner, ArchiveUpload upload) throws IOException {
    rows.delete(owner, upload.id());
    files.deleteAll(upload.folderKey(owner));
  }

  /// Deletes the files of an upload that has no rows of parts.
  void deleteUnused(ApiOwnerId owner, ArchiveUpload upload) throws IOException {
    if (list(owner, upload).isEmpty()) {
      files.deleteAll(upload.folderKey(owner));
    }
  }

  /// Deletes the file of a part that did not become part of its upload.
  void discard(ApiOwnerId owner, ArchiveUpload upload, Part part, Instant now) throws IOException {
    // The folder of an upload that has ended is deleted; this part may have been stored afterwards.
    boolean hasEnded =
        uploads.find(owner, upload.id(), now).filter(found -> found.batch().isEmpty()).isEmpty();
    if (hasEnded && list(owner, upload).isEmpty()) {
      files.deleteAll(upload.folderKey(owner));
    } else {
      files.delete(upload.partKey(owner, part.file()));
    }
  }

  /// Copies parts one after another.
  ///
  /// @return false when one does not exist, also when another request has deleted it meanwhile
  /// @throws IOException when the store cannot be reached, or the bytes cannot be written
  boolean copy(ApiOwnerId owner, ArchiveUpload upload, List<Part> parts, OutputStream out)
      throws IOException {
    for (Part part : parts) {
      if (!copy(upload.partKey(owner, part.file()), out)) {
        return false;
      }
    }
    return true;
  }

  private boolean copy(String key, OutputStream out) throws IOException {
    Optional<Path> file = files.find(key);
    if (file.isEmpty()) {
      return false;
    }
    try {
      Files.copy(file.get(), out);
      return true;
    } catch (NoSuchFileException _) {
      // It was deleted since it was found.
      return false;
    }
  }
}
