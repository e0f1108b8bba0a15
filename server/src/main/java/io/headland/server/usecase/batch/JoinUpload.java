package io.headland.server.usecase.batch;

import io.headland.server.core.batch.ArchiveUpload;
import io.headland.server.core.batch.ArchiveUpload.Part;
import io.headland.server.core.batch.ArchiveUploadStore;
import io.headland.server.core.batch.Batch;
import io.headland.server.platform.files.StoredFiles;
import io.headland.server.platform.id.ApiOwnerId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Joins the parts of an upload to the archive of its batch, before the archive is read. Until then
/// the parts are the archive: the request with the last byte does not wait for the copy of a large
/// archive.
public final class JoinUpload {
  private final ArchiveUploadStore uploads;
  private final UploadParts parts;
  private final StoredFiles files;

  public JoinUpload(ArchiveUploadStore uploads, UploadParts parts, StoredFiles files) {
    this.uploads = uploads;
    this.parts = parts;
    this.files = files;
  }

  /// The archive of a batch. The parts are deleted when the archive is durable; a repetition after
  /// a failure continues.
  ///
  /// @throws IOException when it does not exist, or cannot be read or written
  public Path archive(ApiOwnerId owner, UUID batch) throws IOException {
    String key = Batch.archiveKey(owner, batch);
    Optional<ArchiveUpload> upload = uploads.findUnjoined(owner, batch);
    if (upload.isPresent()) {
      if (files.find(key).isEmpty()) {
        join(owner, upload.get(), key);
      }
      parts.delete(owner, upload.get());
    }
    return files.find(key).orElseThrow(() -> new NoSuchFileException(key));
  }

  private void join(ApiOwnerId owner, ArchiveUpload upload, String key) throws IOException {
    List<Part> listed = parts.list(owner, upload);
    // They are deleted when another node, which took this one for dead, has joined them.
    if (listed.stream().mapToLong(Part::size).sum() != upload.size()) {
      throw new NoSuchFileException(upload.folderKey(owner));
    }
    Path archive = files.temporaryFile(".upload");
    try {
      try (OutputStream out = Files.newOutputStream(archive, StandardOpenOption.WRITE)) {
        if (!parts.copy(owner, upload, listed, out)) {
          throw new NoSuchFileException(upload.folderKey(owner));
        }
      }
      files.commit(archive, key);
    } finally {
      Files.deleteIfExists(archive);
    }
  }
}
