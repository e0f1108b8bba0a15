package io.headland.server.engine.operationsync;

import io.headland.server.core.asset.AssetListingStore.DueAssets;
import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.operationsync.OperationListingStore;
import io.headland.server.core.operationsync.OperationListingStore.DueListing;
import io.headland.server.core.operationsync.ProviderOperationStore;
import io.headland.server.core.operationsync.ProviderOperationStore.DueExport;
import io.headland.server.core.operationsync.ProviderOperationStore.EndState;
import io.headland.server.engine.grant.Access;
import io.headland.server.engine.grant.CredentialRefresher;
import io.headland.server.engine.machinefile.ConversionStep;
import io.headland.server.engine.sync.TimeSlice;
import io.headland.server.platform.files.FullDisk;
import io.headland.server.platform.files.StoredFiles;
import io.headland.server.platform.tasks.Backoff;
import io.headland.server.provider.AssetReads;
import io.headland.server.provider.ExportResponse;
import io.headland.server.provider.FieldOperationReads;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderSession;
import io.headland.server.provider.Providers;
import io.headland.server.usecase.operationsync.RecordOperations;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the due listings of an account's machines, implements, operators and field operations,
/// requests the exports of new and changed operations, and converts those that are ready. Every
/// step is recorded, so that an execution can end after any of them.
public final class OperationSync {
  private static final Logger log = LoggerFactory.getLogger(OperationSync.class);

  /// The pauses of an export that is being built: building takes up to 30 minutes.
  private static final Backoff BUILDING = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(5));

  /// Requests of an export in about two hours, with these pauses.
  private static final int MAX_ATTEMPTS = 30;

  private static final int MAX_REJECTED_DOWNLOADS = 5;
  private static final Duration WHILE_DISK_IS_FULL = Duration.ofMinutes(5);

  private final CredentialRefresher refresher;
  private final Providers providers;
  private final Configurations configurations;
  private final OperationListingStore listings;
  private final ProviderOperationStore operations;
  private final RecordOperations record;
  private final ExportDownload download;
  private final ExportConversion conversion;
  private final TotalsConversion totals;
  private final StoredFiles files;
  private final AssetSync assets;
  private final InstantSource clock;

  public OperationSync(
      CredentialRefresher refresher,
      Providers providers,
      Configurations configurations,
      OperationListingStore listings,
      ProviderOperationStore operations,
      RecordOperations record,
      ExportDownload download,
      ExportConversion conversion,
      TotalsConversion totals,
      StoredFiles files,
      AssetSync assets,
      InstantSource clock) {
    this.refresher = refresher;
    this.providers = providers;
    this.configurations = configurations;
    this.listings = listings;
    this.operations = operations;
    this.record = record;
    this.download = download;
    this.conversion = conversion;
    this.totals = totals;
    this.files = files;
    this.assets = assets;
    this.clock = clock;
  }

  /// Works on what is due until the end of the time slice.
  ///
  /// @return when something is due next; empty when nothing is
  Optional<Instant> work(AccountKey account, TimeSlice timeSlice) throws InterruptedException {
    Optional<FieldOperationReads> reads = providers.adapter(account.provider()).fieldOperations();
    if (reads.isEmpty()) {
      return Optional.empty();
    }
    return switch (refresher.open(account, _ -> {})) {
      // The next sync of the account requests the listings again.
      case Access.Missing _, Access.Refused _ -> Optional.empty();
      case Access.Failed(ProviderFailure failure) ->
          Optional.of(clock.instant().plus(RetryDelay.after(failure)));
      case Access.Ready ready -> {
        Execution execution = new Execution(account, reads.get(), ready);
        while (!timeSlice.isOver() && execution.step()) {
          // The step has done its work.
        }
        yield findNext(account).map(execution::notBefore);
      }
    };
  }

  /// Schedules the task again if something became due after [#work].
  void scheduleNext(AccountKey account) {
    findNext(account).ifPresent(at -> listings.schedule(account, at));
  }

  private Optional<Instant> findNext(AccountKey account) {
    return Stream.of(listings.findNext(account), assets.findNext(account))
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  /// What stores an export.
  private interface Conversion {
    void run() throws IOException, InterruptedException;
  }

  private final class Execution {
    private final AccountKey account;
    private final FieldOperationReads reads;
    private Access.Ready access;
    private boolean renewed;
    private Instant pausedUntil = Instant.MIN;

    Execution(AccountKey account, FieldOperationReads reads, Access.Ready access) {
      this.account = account;
      this.reads = reads;
      this.access = access;
    }

    Instant notBefore(Instant due) {
      return due.isAfter(pausedUntil) ? due : pausedUntil;
    }

    /// @return false when nothing is due, or the provider cannot be called
    boolean step() throws InterruptedException {
      Optional<DueAssets> dueAssets = assets.begin(account);
      Optional<AssetReads> assetReads = providers.adapter(account.provider()).assets();
      if (dueAssets.isPresent() && assetReads.isPresent()) {
        Optional<ProviderFailure> failure =
            assets.read(assetReads.get(), session(), renewed, dueAssets.get());
        return failure.isEmpty() || mayContinue(failure.get());
      }
      Instant now = clock.instant();
      Optional<DueListing> listing = listings.begin(account, now);
      if (listing.isPresent()) {
        Optional<ProviderFailure> failure =
            new ListingReader(reads, session(), renewed, configurations, record, listings, clock)
                .read(listing.get());
        return failure.isEmpty() || mayContinue(failure.get());
      }
      Optional<DueExport> export = operations.findDue(account, now);
      return export.isPresent() && export(export.get());
    }

    private ProviderSession session() {
      return access.session();
    }

    /// A rejected token is renewed once; if the fresh one is rejected too, that is recorded, which
    /// ends the grant after several times. Other failures have been recorded, and either concern
    /// only the listing or export, or end the execution.
    private boolean mayContinue(ProviderFailure failure) throws InterruptedException {
      if (failure instanceof ProviderFailure.Unauthorized) {
        return renew();
      }
      if (RetryDelay.concernsOne(failure)) {
        return true;
      }
      pausedUntil = clock.instant().plus(RetryDelay.after(failure));
      return false;
    }

    private boolean renew() throws InterruptedException {
      Access next =
          renewed
              ? refresher.recordRejectedToken(account, access.credential())
              : refresher.renew(account, access.credential(), _ -> {});
      renewed = true;
      if (next instanceof Access.Ready fresh) {
        access = fresh;
        return true;
      }
      Duration pause =
          next instanceof Access.Failed(ProviderFailure failure)
              ? RetryDelay.after(failure)
              : RetryDelay.after(new ProviderFailure.Unauthorized());
      pausedUntil = clock.instant().plus(pause);
      return false;
    }

    private boolean export(DueExport export) throws InterruptedException {
      if (export.attempts() >= MAX_ATTEMPTS) {
        record.ended(export, EndState.FAILED, "The export failed repeatedly.", clock.instant());
        return true;
      }
      switch (reads.requestExport(session(), export.providerOperationId())) {
        case ExportResponse.Building _ -> defer(export);
        case ExportResponse.Ready(URI location) -> store(export, () -> convert(export, location));
        case ExportResponse.Absent(String reason) ->
            store(export, () -> totals.convert(export, reason));
        case ExportResponse.Failed(ProviderFailure failure) -> {
          boolean first = failure instanceof ProviderFailure.Unauthorized && !renewed;
          if (!first) {
            boolean counts =
                RetryDelay.concernsOne(failure) || failure instanceof ProviderFailure.Unauthorized;
            operations.defer(
                account, export, clock.instant().plus(RetryDelay.after(failure)), counts);
          }
          return mayContinue(failure);
        }
      }
      return true;
    }

    private void defer(DueExport export) {
      operations.defer(
          account, export, clock.instant().plus(BUILDING.after(export.attempts() + 1)), true);
    }

    private void convert(DueExport export, URI location) throws IOException, InterruptedException {
      Path archive = files.temporaryFile(".zip");
      try {
        switch (download.download(location, archive)) {
          case ExportDownload.Outcome.Complete _ -> conversion.convert(export, archive);
          case ExportDownload.Outcome.Rejected(String reason) -> rejected(export, reason);
        }
      } finally {
        Files.deleteIfExists(archive);
      }
    }

    /// An address that has expired is replaced by the next request.
    private void rejected(DueExport export, String reason) {
      boolean last =
          operations
              .countRejectedDownload(account, export)
              .filter(count -> count >= MAX_REJECTED_DOWNLOADS)
              .isPresent();
      if (last) {
        record.ended(export, EndState.FAILED, reason, clock.instant());
      }
    }

    /// Stores an export. The attempt is recorded before the conversion: an export that ends the
    /// process, or causes an internal error, does not delay the others of the account, and is not
    /// repeated without end.
    private void store(DueExport export, Conversion work) throws InterruptedException {
      defer(export);
      try {
        work.run();
      } catch (IOException | RuntimeException e) {
        boolean full = FullDisk.isCauseOf(e);
        if (!full && e instanceof RuntimeException unchecked) {
          throw unchecked;
        }
        log.warn(
            "The export of operation {} could not be downloaded or stored",
            export.providerOperationId(),
            e);
        if (full) {
          Instant now = clock.instant();
          record.postpone(export, now.plus(WHILE_DISK_IS_FULL), ConversionStep.DISK_IS_FULL, now);
        }
      }
    }
  }
}
