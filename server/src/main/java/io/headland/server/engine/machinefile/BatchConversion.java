package io.headland.server.engine.machinefile;

import io.headland.server.core.batch.Batch;
import io.headland.server.core.batch.BatchStore;
import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.machinefile.MachineFile;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.archive.MachineFileArchive;
import io.headland.server.core.machinefile.store.BatchFileStore;
import io.headland.server.core.machinefile.store.BatchFileStore.BatchFile;
import io.headland.server.core.machinefile.store.MachineFileRecord.Origin;
import io.headland.server.core.machinefile.store.MachineFileWriteStore.NewFile;
import io.headland.server.core.operation.OperationConfiguration;
import io.headland.server.platform.files.FileTree;
import io.headland.server.platform.files.StoredFiles;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.usecase.batch.FinishBatch;
import io.headland.server.usecase.batch.JoinUpload;
import io.headland.server.usecase.machinefile.RecordConversion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/// Converts the files of an uploaded archive, one after another. The result of each is committed,
/// so that a repetition continues with the first one that has none.
public final class BatchConversion {
  /// As at Leaf.
  private static final String NOTHING_FOUND = "No valid files found";

  private static final String NOTHING_READABLE = "Files found but unable to read: %s";
  private static final String INTERNAL_ERROR =
      "The archive could not be processed because of an internal error; it can be retried.";

  private final BatchStore batches;
  private final BatchFileStore batchFiles;
  private final JoinUpload archives;
  private final StoredFiles files;
  private final FileConversion conversion;
  private final RecordConversion record;
  private final FinishBatch finish;
  private final Configurations configurations;
  private final UuidGenerator ids;
  private final InstantSource clock;

  public BatchConversion(
      BatchStore batches,
      BatchFileStore batchFiles,
      JoinUpload archives,
      StoredFiles files,
      FileConversion conversion,
      RecordConversion record,
      FinishBatch finish,
      Configurations configurations,
      UuidGenerator ids,
      InstantSource clock) {
    this.batches = batches;
    this.batchFiles = batchFiles;
    this.archives = archives;
    this.files = files;
    this.conversion = conversion;
    this.record = record;
    this.finish = finish;
    this.configurations = configurations;
    this.ids = ids;
    this.clock = clock;
  }

  /// The batch, if it has to be converted.
  Optional<Batch> find(ApiOwnerId owner, UUID id) {
    return batches.find(owner, id).filter(batch -> batch.status() == Batch.Status.RECEIVED);
  }

  /// Converts the files that have no result.
  ///
  /// @param isStopping ends the conversion before the next file
  /// @return whether the batch is finished
  /// @throws IOException when a file of the store cannot be read or written
  boolean convert(ApiOwnerId owner, Batch batch, BooleanSupplier isStopping) throws IOException {
    Path folder = files.temporaryFolder();
    try (MachineFileArchive archive =
        MachineFileArchive.open(archives.archive(owner, batch.id()), folder)) {
      OperationConfiguration configuration =
          OperationConfiguration.of(configurations.effective(owner, batch.leafUser()));
      for (MachineFile file : archive.files()) {
        if (isStopping.getAsBoolean()) {
          return false;
        }
        convert(owner, batch, file, configuration);
      }
    } catch (MachineFileException e) {
      String reason = Optional.ofNullable(e.getMessage()).orElse("");
      finish(owner, batch, Batch.Status.FAILED, NOTHING_READABLE.formatted(reason));
      return true;
    } finally {
      FileTree.delete(folder);
    }
    finish(owner, batch);
    return true;
  }

  private void convert(
      ApiOwnerId owner, Batch batch, MachineFile file, OperationConfiguration configuration)
      throws IOException {
    NewFile found =
        new NewFile(
            ids.next(),
            batch.leafUser(),
            batch.provider().wireName(),
            batch.id(),
            file.name(),
            file.format(),
            batch.size());
    Optional<UUID> id = record.begin(owner, found, clock.instant());
    if (id.isEmpty()) {
      return;
    }
    switch (conversion.convert(owner, batch.leafUser(), id.get(), file, configuration)) {
      case FileConversion.Result.Converted(var content, var fields) ->
          record.finish(
              owner, batch.leafUser(), id.get(), Origin.UPLOADED, content, fields, clock.instant());
      case FileConversion.Result.Failed(ConversionStep step, String message) ->
          record.fail(
              owner,
              batch.leafUser(),
              id.get(),
              Origin.UPLOADED,
              step.leafName(),
              message,
              clock.instant());
    }
  }

  private void finish(ApiOwnerId owner, Batch batch) {
    List<BatchFile> all = batchFiles.list(owner, List.of(batch.id()));
    boolean any = all.stream().anyMatch(file -> file.status() == BatchFile.Status.PROCESSED);
    if (any) {
      finish(owner, batch, Batch.Status.PROCESSED, "");
    } else if (all.isEmpty()) {
      finish(owner, batch, Batch.Status.FAILED, NOTHING_FOUND);
    } else {
      finish(
          owner, batch, Batch.Status.FAILED, NOTHING_READABLE.formatted(all.getFirst().message()));
    }
  }

  /// Records that a batch waits for space on the disk, as those of its files that have no result.
  void waitForDisk(ApiOwnerId owner, UUID id) {
    Instant now = clock.instant();
    batches.noteWaiting(owner, id, ConversionStep.DISK_IS_FULL, now);
    batchFiles.noteWaiting(owner, id, ConversionStep.DISK_IS_FULL, now);
  }

  /// Ends a batch whose conversion has failed repeatedly for a reason that is not in its files.
  void abandon(ApiOwnerId owner, UUID id) {
    find(owner, id).ifPresent(batch -> finish(owner, batch, Batch.Status.FAILED, INTERNAL_ERROR));
  }

  private void finish(ApiOwnerId owner, Batch batch, Batch.Status status, String details) {
    finish.finish(owner, batch, status, details, clock.instant());
  }
}
