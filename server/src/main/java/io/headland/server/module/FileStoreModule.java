package io.headland.server.module;

import io.headland.server.engine.machinefile.PointEngines;
import io.headland.server.engine.retention.OrphanedFiles;
import io.headland.server.platform.files.FolderFiles;
import io.headland.server.platform.files.S3Clients;
import io.headland.server.platform.files.S3Files;
import io.headland.server.platform.files.StoredFiles;
import io.headland.server.platform.tasks.BackgroundLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// The file store with the bytes of machine files, and DuckDB, which reads their points.
public final class FileStoreModule implements AutoCloseable {
  private static final Duration FIRST_CLEANUP = Duration.ofMinutes(1);
  private static final Duration CLEANUP_INTERVAL = Duration.ofHours(1);

  private final StoredFiles files;
  private final PointEngines engines;
  private final BackgroundLoop cleanup;

  /// Opens the file store.
  public FileStoreModule(Platform platform) {
    this.files = files(platform);
    this.engines =
        new PointEngines(files::temporaryFolder, platform.config().machineFiles().maxMemory());
    // On every node, since each may have a folder of its own.
    OrphanedFiles orphans = new OrphanedFiles(files, platform.jdbi(), platform.clock());
    this.cleanup =
        platform
            .loops()
            .startMaintenance(
                "orphaned-files",
                FIRST_CLEANUP,
                CLEANUP_INTERVAL,
                loop -> orphans.delete(loop::isClosed));
  }

  private static StoredFiles files(Platform platform) {
    Path folder = platform.config().machineFileFolder();
    return platform
        .config()
        .machineFiles()
        .bucket()
        .<StoredFiles>map(
            bucket ->
                S3Files.open(
                    S3Clients.fromEnvironment(), bucket, folder, platform.ids(), platform.clock()))
        .orElseGet(() -> FolderFiles.open(folder, platform.ids()));
  }

  StoredFiles files() {
    return files;
  }

  PointEngines engines() {
    return engines;
  }

  @Override
  public void close() throws IOException {
    cleanup.close();
    engines.close();
    files.close();
  }
}
