package io.headland.server.platform.files;

import io.headland.server.platform.config.StartupException;
import io.headland.server.platform.id.UuidGenerator;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The temporary files of one process, in a folder that it has claimed. A folder whose process has
/// ended is not claimed, and is deleted by the next one.
final class TemporaryFolder implements AutoCloseable {
  static final String NAME = "temporary";

  private static final Logger log = LoggerFactory.getLogger(TemporaryFolder.class);
  private static final int ATTEMPTS = 10;

  private final DataFolder claim;

  private TemporaryFolder(DataFolder claim) {
    this.claim = claim;
  }

  /// Creates a folder for this process in the folder `temporary`, and deletes those of processes
  /// that have ended.
  static TemporaryFolder claim(Path folder, UuidGenerator ids) throws IOException {
    Path all = folder.resolve(NAME);
    OwnerOnly.createFolder(all);
    DataFolder claim = create(all, ids);
    try (DirectoryStream<Path> others = Files.newDirectoryStream(all)) {
      for (Path other : others) {
        if (!other.equals(claim.dir())) {
          deleteUnclaimed(other);
        }
      }
    }
    return new TemporaryFolder(claim);
  }

  private static DataFolder create(Path all, UuidGenerator ids) throws IOException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Optional<DataFolder> claim = DataFolder.tryClaim(all.resolve(ids.next().toString()));
      // Another process may have deleted the folder before it was claimed.
      if (claim.isPresent() && DataFolder.isClaimable(claim.get().dir())) {
        return claim.get();
      }
      claim.ifPresent(DataFolder::close);
    }
    throw new IOException("No temporary folder could be claimed in " + all);
  }

  private static void deleteUnclaimed(Path folder) {
    try {
      // One without a lock file is being created.
      if (DataFolder.isClaimable(folder)) {
        Optional<DataFolder> claim = DataFolder.tryClaim(folder);
        if (claim.isPresent()) {
          try (DataFolder claimed = claim.get()) {
            FileTree.delete(claimed.dir());
          }
        }
      }
    } catch (IOException | StartupException e) {
      log.warn("The temporary folder {} could not be deleted", folder, e);
    }
  }

  Path path(String name) {
    return claim.dir().resolve(name);
  }

  @Override
  public void close() throws IOException {
    try {
      FileTree.delete(claim.dir());
    } finally {
      claim.close();
    }
  }
}
