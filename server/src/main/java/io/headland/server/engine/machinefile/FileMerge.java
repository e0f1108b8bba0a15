package io.headland.server.engine.machinefile;

import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.machinefile.store.MachineFileRecord.Origin;
import io.headland.server.core.machinefile.store.MergedFileStore;
import io.headland.server.core.machinefile.store.MergedFileStore.Waiting;
import io.headland.server.core.operation.OperationConfiguration;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.usecase.machinefile.RecordConversion;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// Merges files into a new one on request. A repetition after a crash has the same result.
public final class FileMerge {
  private static final String SOURCE_DELETED = "A file from which it is merged was deleted.";
  private static final String INTERNAL_ERROR =
      "The files could not be merged because of an internal error; the request can be repeated.";

  private final MergedFileStore merged;
  private final FileConversion conversion;
  private final RecordConversion record;
  private final Configurations configurations;
  private final InstantSource clock;

  public FileMerge(
      MergedFileStore merged,
      FileConversion conversion,
      RecordConversion record,
      Configurations configurations,
      InstantSource clock) {
    this.merged = merged;
    this.conversion = conversion;
    this.record = record;
    this.configurations = configurations;
    this.clock = clock;
  }

  /// The file, if it has to be merged.
  Optional<Waiting> find(ApiOwnerId owner, UUID id) {
    return merged.findWaiting(owner, id);
  }

  /// Merges a file.
  ///
  /// @throws IOException when a file of the store cannot be read or written; the merge can be
  ///   repeated
  void merge(ApiOwnerId owner, Waiting file) throws IOException {
    if (!file.isComplete()) {
      fail(owner, file, ConversionStep.RAW_GEOJSON, SOURCE_DELETED);
      return;
    }
    OperationConfiguration configuration =
        OperationConfiguration.of(configurations.effective(owner, file.leafUser()));
    switch (conversion.merge(owner, file, configuration)) {
      case FileConversion.Result.Converted(var content, var fields) ->
          record.finish(
              owner, file.leafUser(), file.id(), Origin.MERGED, content, fields, clock.instant());
      case FileConversion.Result.Failed(ConversionStep step, String message) ->
          fail(owner, file, step, message);
    }
  }

  /// Records that a file waits for space on the disk.
  void waitForDisk(ApiOwnerId owner, UUID id) {
    merged.noteWaiting(owner, id, ConversionStep.DISK_IS_FULL, clock.instant());
  }

  /// Ends a merge that has failed repeatedly for a reason that is not in the files.
  void abandon(ApiOwnerId owner, UUID id) {
    find(owner, id)
        .ifPresent(file -> fail(owner, file, ConversionStep.RAW_GEOJSON, INTERNAL_ERROR));
  }

  private void fail(ApiOwnerId owner, Waiting file, ConversionStep step, String message) {
    record.fail(
        owner,
        file.leafUser(),
        file.id(),
        Origin.MERGED,
        step.leafName(),
        message,
        clock.instant());
  }
}
