package io.headland.server.engine.operationsync;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.machinefile.MachineFileFormat;
import io.headland.server.core.machinefile.store.FileFields;
import io.headland.server.core.machinefile.store.MachineFileRecord.Origin;
import io.headland.server.core.machinefile.summary.OperationSummary;
import io.headland.server.core.operationsync.OperationTotalsStore;
import io.headland.server.core.operationsync.OperationTotalsStore.ListedTotals;
import io.headland.server.core.operationsync.ProviderOperationStore.DueExport;
import io.headland.server.core.operationsync.ProviderOperationStore.EndState;
import io.headland.server.core.operationsync.TillageSummary;
import io.headland.server.engine.machinefile.FileConversion;
import io.headland.server.usecase.machinefile.RecordConversion;
import io.headland.server.usecase.operationsync.RecordOperations;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Stores tillage of which the provider exports no points as a machine file without points, whose
/// summary consists of the provider's totals. It is merged, hidden and deleted like any other file.
public final class TotalsConversion {
  private static final String FILE_NAME = "totals";

  private final OperationTotalsStore totals;
  private final FileConversion conversion;
  private final RecordConversion record;
  private final RecordOperations operations;
  private final InstantSource clock;

  public TotalsConversion(
      OperationTotalsStore totals,
      FileConversion conversion,
      RecordConversion record,
      RecordOperations operations,
      InstantSource clock) {
    this.totals = totals;
    this.conversion = conversion;
    this.record = record;
    this.operations = operations;
    this.clock = clock;
  }

  /// Ends the request of an export that does not exist, until the operation changes.
  ///
  /// @param reason why there is none
  /// @throws IOException when a file of the store cannot be written; the request can be repeated
  void convert(DueExport export, String reason) throws IOException {
    AccountKey account = export.organization().account();
    Optional<ListedTotals> listed = totals.findTillage(account, export);
    if (listed.isEmpty()) {
      operations.ended(export, EndState.ABSENT, reason, clock.instant());
      return;
    }
    Optional<UUID> begun =
        operations.begin(export, FILE_NAME, MachineFileFormat.PROVIDER_TOTALS, 0, clock.instant());
    if (begun.isPresent()) {
      store(export, listed.get(), begun.get());
    }
  }

  private void store(DueExport export, ListedTotals listed, UUID id) throws IOException {
    AccountKey account = export.organization().account();
    OperationSummary summary = TillageSummary.of(listed);
    boolean isStored =
        record.finish(
            account.owner(),
            account.leafUser(),
            id,
            Origin.PROVIDER,
            conversion.withoutPoints(account.owner(), id, summary),
            new FileFields(Optional.empty(), "", Map.of(listed.field(), 0L)),
            clock.instant());
    if (isStored) {
      operations.stored(export, List.of(id), clock.instant());
    }
  }
}
