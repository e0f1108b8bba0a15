package io.headland.server.engine.operationsync;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.operationsync.ProviderOperationStore;
import io.headland.server.core.operationsync.ProviderOperationStore.DueExport;
import io.headland.server.core.operationsync.ProviderOperationStore.EndState;
import io.headland.server.engine.machinefile.ConversionSlots;
import io.headland.server.engine.machinefile.ConversionStep;
import io.headland.server.engine.sync.TimeSlice;
import io.headland.server.platform.files.FullDisk;
import io.headland.server.platform.files.StoredFiles;
import io.headland.server.platform.tasks.Backoff;
import io.headland.server.provider.ExportResponse;
import io.headland.server.provider.FieldOperationReads;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderSession;
import io.headland.server.usecase.operationsync.RecordOperations;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Requests the exports of operations, two of an account at the same time, and converts those that
/// are ready. [ConversionSlots] limits the conversions of all accounts on a node.
public final class ExportSync {
  private static final Logger log = LoggerFactory.getLogger(ExportSync.class);

  /// The exports of an account between two searches for listings that are due.
  private static final int BATCH = 16;

  private static final int AT_THE_SAME_TIME = 2;

  /// The pauses of an export that is being built: building takes up to 30 minutes.
  private static final Backoff BUILDING = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(5));

  /// Requests of an export in about two hours, with these pauses.
  private static final int MAX_ATTEMPTS = 30;

  private static final int MAX_REJECTED_DOWNLOADS = 5;
  private static final Duration WHILE_DISK_IS_FULL = Duration.ofMinutes(5);

  private final ProviderOperationStore operations;
  private final RecordOperations record;
  private final ExportDownload download;
  private final ExportConversion conversion;
  private final TotalsConversion totals;
  private final StoredFiles files;
  private final ConversionSlots slots;
  private final InstantSource clock;

  public ExportSync(
      ProviderOperationStore operations,
      RecordOperations record,
      ExportDownload download,
      ExportConversion conversion,
      TotalsConversion totals,
      StoredFiles files,
      ConversionSlots slots,
      InstantSource clock) {
    this.operations = operations;
    this.record = record;
    this.download = download;
    this.conversion = conversion;
    this.totals = totals;
    this.files = files;
    this.slots = slots;
    this.clock = clock;
  }

  List<DueExport> findDue(AccountKey account) {
    return operations.listDue(account, clock.instant(), BATCH);
  }

  /// Works on exports of an account until the end of the time slice, or until the provider cannot
  /// be called.
  ///
  /// @param freshToken whether the token of the session is the one after a rejected one
  /// @return why exports could not be requested; those that could be have been recorded
  List<ProviderFailure> work(
      AccountKey account,
      List<DueExport> due,
      FieldOperationReads reads,
      ProviderSession session,
      boolean freshToken,
      TimeSlice timeSlice)
      throws InterruptedException {
    AccountExports exports = new AccountExports(account, reads, session, freshToken, timeSlice);
    List<Callable<Optional<ProviderFailure>>> each =
        due.stream()
            .map(export -> (Callable<Optional<ProviderFailure>>) () -> exports.work(export))
            .toList();
    List<ProviderFailure> failures = new ArrayList<>();
    // A conversion occupies its thread, and a virtual one occupies one of those that serve
    // requests.
    try (ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.min(AT_THE_SAME_TIME, due.size()),
            Thread.ofPlatform().daemon().name("export-", 1).factory())) {
      for (Future<Optional<ProviderFailure>> result : threads.invokeAll(each)) {
        result.get().ifPresent(failures::add);
      }
    } catch (ExecutionException e) {
      throw unchecked(e);
    }
    return failures;
  }

  private static RuntimeException unchecked(ExecutionException failure)
      throws InterruptedException {
    switch (failure.getCause()) {
      case RuntimeException bug -> throw bug;
      case Error fatal -> throw fatal;
      case InterruptedException interrupted -> throw interrupted;
      case null, default -> throw new IllegalStateException(failure);
    }
  }

  /// What stores an export.
  private interface Conversion {
    void run() throws IOException, InterruptedException;
  }

  /// The exports of one account.
  private final class AccountExports {
    private final AccountKey account;
    private final FieldOperationReads reads;
    private final ProviderSession session;
    private final boolean freshToken;
    private final TimeSlice timeSlice;
    private volatile boolean isStopped;

    AccountExports(
        AccountKey account,
        FieldOperationReads reads,
        ProviderSession session,
        boolean freshToken,
        TimeSlice timeSlice) {
      this.account = account;
      this.reads = reads;
      this.session = session;
      this.freshToken = freshToken;
      this.timeSlice = timeSlice;
    }

    Optional<ProviderFailure> work(DueExport export) throws InterruptedException {
      if (isStopped || timeSlice.isOver()) {
        return Optional.empty();
      }
      if (export.attempts() >= MAX_ATTEMPTS) {
        record.ended(export, EndState.FAILED, "The export failed repeatedly.", clock.instant());
        return Optional.empty();
      }
      switch (reads.requestExport(session, export.providerOperationId())) {
        case ExportResponse.Building _ -> defer(export);
        case ExportResponse.Ready(URI location) -> store(export, () -> convert(export, location));
        case ExportResponse.Absent(String reason) ->
            store(export, () -> totals.convert(export, reason));
        case ExportResponse.Failed(ProviderFailure failure) -> {
          failed(export, failure);
          return Optional.of(failure);
        }
      }
      return Optional.empty();
    }

    private void failed(DueExport export, ProviderFailure failure) {
      isStopped |= !RetryDelay.concernsOne(failure);
      boolean isRejected = failure instanceof ProviderFailure.Unauthorized;
      if (!isRejected || freshToken) {
        operations.defer(
            account,
            export,
            clock.instant().plus(RetryDelay.after(failure)),
            RetryDelay.concernsOne(failure) || isRejected);
      }
    }

    private void defer(DueExport export) {
      operations.defer(
          account, export, clock.instant().plus(BUILDING.after(export.attempts() + 1)), true);
    }

    private void convert(DueExport export, URI location) throws IOException, InterruptedException {
      Path archive = files.temporaryFile(".zip");
      try {
        switch (download.download(location, archive)) {
          case ExportDownload.Outcome.Complete(long bytes) -> convert(export, archive, bytes);
          case ExportDownload.Outcome.Rejected(String reason) -> rejected(export, reason);
        }
      } finally {
        Files.deleteIfExists(archive);
      }
    }

    private void convert(DueExport export, Path archive, long bytes)
        throws IOException, InterruptedException {
      slots.acquire(bytes);
      try {
        conversion.convert(export, archive);
      } finally {
        slots.release(bytes);
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
