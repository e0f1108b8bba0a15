package io.headland.server.engine.operationsync;

import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.machinefile.MachineFile;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.archive.MachineFileArchive;
import io.headland.server.core.machinefile.store.MachineFileKeys;
import io.headland.server.core.machinefile.store.MachineFileRecord.Origin;
import io.headland.server.core.operation.OperationConfiguration;
import io.headland.server.core.operationsync.ProviderOperationStore.DueExport;
import io.headland.server.core.operationsync.ProviderOperationStore.EndState;
import io.headland.server.engine.machinefile.ConversionStep;
import io.headland.server.engine.machinefile.FileConversion;
import io.headland.server.platform.files.FileTree;
import io.headland.server.platform.files.StoredFiles;
import io.headland.server.usecase.machinefile.RecordConversion;
import io.headland.server.usecase.operationsync.RecordOperations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Converts the files of an export. A repetition after a crash converts all of them again, with the
/// same result.
public final class ExportConversion {
  private final StoredFiles files;
  private final FileConversion conversion;
  private final RecordConversion record;
  private final RecordOperations operations;
  private final Configurations configurations;
  private final InstantSource clock;

  public ExportConversion(
      StoredFiles files,
      FileConversion conversion,
      RecordConversion record,
      RecordOperations operations,
      Configurations configurations,
      InstantSource clock) {
    this.files = files;
    this.conversion = conversion;
    this.record = record;
    this.operations = operations;
    this.configurations = configurations;
    this.clock = clock;
  }

  /// Converts an export and records its end. The files of an earlier export of the operation remain
  /// when one of this export cannot be converted. If the organization is deselected meanwhile, the
  /// export is converted again when it is selected.
  ///
  /// @param archive is kept with each file
  void convert(DueExport export, Path archive) throws IOException {
    Path folder = files.temporaryFolder();
    List<UUID> present = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    try (MachineFileArchive opened = MachineFileArchive.open(archive, folder)) {
      for (MachineFile file : opened.files()) {
        if (!convert(export, archive, file, present, failures)) {
          return;
        }
      }
    } catch (MachineFileException e) {
      failures.add(Optional.ofNullable(e.getMessage()).orElse("The export cannot be read."));
    } finally {
      FileTree.delete(folder);
    }
    if (failures.isEmpty() && !present.isEmpty()) {
      operations.stored(export, present, clock.instant());
    } else {
      String message = failures.isEmpty() ? "The export has no points." : failures.getFirst();
      operations.ended(export, EndState.FAILED, message, clock.instant());
    }
  }

  /// Converts a file, and adds its id and the reason why it could not be converted.
  ///
  /// @return false, with nothing recorded, when the Leaf user was deleted meanwhile, or the
  ///   organization was deselected
  private boolean convert(
      DueExport export, Path archive, MachineFile file, List<UUID> present, List<String> failures)
      throws IOException {
    AccountKey account = export.organization().account();
    Optional<UUID> begun =
        operations.begin(export, file.name(), file.format(), Files.size(archive), clock.instant());
    if (begun.isEmpty()) {
      return false;
    }
    UUID id = begun.get();
    present.add(id);
    OperationConfiguration configuration =
        OperationConfiguration.of(configurations.effective(account.owner(), account.leafUser()));
    return switch (conversion.convert(
        account.owner(), account.leafUser(), id, file, configuration)) {
      case FileConversion.Result.Converted(var content, var fields) -> {
        store(archive, MachineFileKeys.of(account.owner(), id).archive());
        yield record.finish(
            account.owner(),
            account.leafUser(),
            id,
            Origin.PROVIDER,
            content,
            fields,
            clock.instant());
      }
      case FileConversion.Result.Failed(ConversionStep step, String message) -> {
        failures.add(message);
        yield record.fail(
            account.owner(),
            account.leafUser(),
            id,
            Origin.PROVIDER,
            step.leafName(),
            message,
            clock.instant());
      }
    };
  }

  private void store(Path archive, String key) throws IOException {
    Path copy = files.temporaryFile(".zip");
    try {
      Files.copy(archive, copy, StandardCopyOption.REPLACE_EXISTING);
      files.commit(copy, key);
    } finally {
      Files.deleteIfExists(copy);
    }
  }
}
