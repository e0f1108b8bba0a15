package io.headland.server.module;

import io.headland.server.api.batch.BatchResource;
import io.headland.server.core.batch.BatchListStore;
import io.headland.server.core.batch.BatchStore;
import io.headland.server.core.batch.BatchTaskStore;
import io.headland.server.core.leafuser.LeafUserStore;
import io.headland.server.core.machinefile.store.BatchFiles;
import io.headland.server.engine.retention.OrphanedFiles;
import io.headland.server.platform.config.MachineFileConfig;
import io.headland.server.platform.files.StoredFiles;
import io.headland.server.platform.http.FileUploads;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.tasks.BackgroundLoop;
import io.headland.server.platform.tasks.TaskSignal;
import io.headland.server.usecase.batch.RetryBatch;
import io.headland.server.usecase.batch.StoreBatch;
import java.io.IOException;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;

/// Uploaded machine files, and the file store with their bytes.
public final class MachineFileModule implements AutoCloseable {
  private static final Duration FIRST_CLEANUP = Duration.ofMinutes(1);
  private static final Duration CLEANUP_INTERVAL = Duration.ofHours(1);

  private final Platform platform;
  private final TaskSignal signal;
  private final StoredFiles files;
  private final BatchStore batches;
  private final BackgroundLoop cleanup;

  /// Opens the file store.
  ///
  /// @param signal wakes the scheduler of this node after a commit
  public MachineFileModule(Platform platform, TaskSignal signal) {
    this.platform = platform;
    this.signal = signal;
    this.files = StoredFiles.open(platform.config().machineFileFolder(), platform.ids());
    this.batches = new BatchStore(platform.jdbi(), new BatchTaskStore());
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

  public void addTo(Routes routes, LeafUserStore users) {
    Jdbi jdbi = platform.jdbi();
    MachineFileConfig config = platform.config().machineFiles();
    BatchFiles batchFiles = new BatchFiles(jdbi);
    new BatchResource(
            new FileUploads(files, config.maxUploadBytes(), config.freeSpaceBytes()),
            users,
            batches,
            new BatchListStore(jdbi),
            batchFiles,
            new StoreBatch(batches, files, platform.ids(), platform.clock(), signal::send),
            new RetryBatch(
                jdbi, batches, batchFiles, platform.ids(), platform.clock(), signal::send))
        .addTo(routes);
  }

  @Override
  public void close() throws IOException {
    cleanup.close();
    files.close();
  }
}
