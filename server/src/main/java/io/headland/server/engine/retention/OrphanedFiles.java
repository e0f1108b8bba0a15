package io.headland.server.engine.retention;

import io.headland.server.platform.files.StoredFiles;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.Uuids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes folders `<API owner>/<id>` of the file store whose batch, upload, machine file or
/// operation does not exist: it was deleted, for example with its Leaf user, or the process ended
/// before it was stored.
///
/// Folders of API owners that do not exist are kept: API owners are never deleted, so that the
/// files belong to another database.
public final class OrphanedFiles {
  private static final Logger log = LoggerFactory.getLogger(OrphanedFiles.class);

  /// Files are stored before their rows, so that recent ones are kept.
  private static final Duration GRACE = Duration.ofHours(1);

  private static final int BATCH = 1_000;

  private final StoredFiles files;
  private final StoredFileStore rows;
  private final InstantSource clock;

  public OrphanedFiles(StoredFiles files, Jdbi jdbi, InstantSource clock) {
    this.files = files;
    this.rows = new StoredFileStore(jdbi);
    this.clock = clock;
  }

  /// Deletes them.
  ///
  /// @param isStopping ends the deletion
  public void delete(BooleanSupplier isStopping) {
    try {
      for (String name : files.names()) {
        Optional<ApiOwnerId> owner = ApiOwnerId.parse(name);
        if (owner.isPresent() && !rows.exists(owner.get())) {
          log.warn(
              "The folder of machine files has files of the API owner {}, who is not in the"
                  + " database: the folder may belong to another database. They are kept.",
              name);
        } else if (owner.isPresent()) {
          delete(owner.get(), isStopping);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void delete(ApiOwnerId owner, BooleanSupplier isStopping) throws IOException {
    List<UUID> ids =
        files.names(owner.toString()).stream().flatMap(name -> Uuids.parse(name).stream()).toList();
    for (int from = 0; from < ids.size() && !isStopping.getAsBoolean(); from += BATCH) {
      List<UUID> some = ids.subList(from, Math.min(ids.size(), from + BATCH));
      Set<UUID> existing = rows.existing(owner, some);
      for (UUID id : some) {
        if (!existing.contains(id)) {
          deleteUnlessRecent(owner + "/" + id);
        }
      }
    }
  }

  private void deleteUnlessRecent(String folder) throws IOException {
    Instant before = clock.instant().minus(GRACE);
    if (files.lastModified(folder).filter(before::isAfter).isPresent()) {
      files.deleteAll(folder);
    }
  }
}
