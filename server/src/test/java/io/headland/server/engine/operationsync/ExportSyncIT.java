package io.headland.server.engine.operationsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.server.ServerFixture;
import io.headland.server.core.asset.FileMachineStore;
import io.headland.server.core.configuration.ConfigurationStore;
import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.FieldSearchStore;
import io.headland.server.core.field.OrganizationKey;
import io.headland.server.core.machinefile.store.MachineFileWriteStore;
import io.headland.server.core.machinefile.store.ProviderFileStore;
import io.headland.server.core.operation.MergeTaskStore;
import io.headland.server.core.operationsync.OperationListingStore;
import io.headland.server.core.operationsync.OperationTotalsStore;
import io.headland.server.core.operationsync.ProviderOperationStore;
import io.headland.server.core.operationsync.ProviderOperationStore.DueExport;
import io.headland.server.engine.machinefile.ConversionSlots;
import io.headland.server.engine.machinefile.FileConversion;
import io.headland.server.engine.machinefile.PointEngines;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.files.FolderFiles;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.provider.Cursor;
import io.headland.server.provider.ExportResponse;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.FieldOperationReads;
import io.headland.server.provider.FieldOperationRecord;
import io.headland.server.provider.Provider;
import io.headland.server.provider.ProviderCredential;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderSession;
import io.headland.server.usecase.machinefile.RecordConversion;
import io.headland.server.usecase.operationsync.RecordOperations;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The exports of one account, from a provider that returns given responses.
class ExportSyncIT {
  private static final UuidGenerator IDS = new UuidGenerator(Clock.systemUTC(), new Random(12));
  private static final ProviderSession SESSION =
      new ProviderSession(new ProviderCredential(Map.of(), Map.of()), Secret.of("token"), _ -> {});

  private static ServerFixture server;
  private static AccountKey account;

  @TempDir private Path folder;
  private FolderFiles files;
  private PointEngines engines;
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
  private final ConversionSlots slots = ConversionSlots.ofNode();

  @BeforeAll
  static void start() {
    server = ServerFixture.startWithoutProvider();
    account =
        new AccountKey(
            server.ownerId(ServerFixture.OWNER_EMAIL),
            new LeafUserId(new UUID(1, 1)),
            Provider.JOHN_DEERE);
    server.stopNodes();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open() {
    files = FolderFiles.open(folder, IDS);
    engines = new PointEngines(files::temporaryFolder, 64);
  }

  @AfterEach
  void close() throws IOException {
    engines.close();
    files.close();
  }

  private ExportSync exports(ExportDownload download) {
    Jdbi jdbi = server.jdbi();
    MergeTaskStore merges = new MergeTaskStore(jdbi);
    ProviderOperationStore operations = new ProviderOperationStore(jdbi);
    FileConversion conversion = new FileConversion(files, engines, new FieldSearchStore(jdbi));
    RecordConversion record =
        new RecordConversion(jdbi, new MachineFileWriteStore(), merges, new FileMachineStore(IDS));
    RecordOperations recordOperations =
        new RecordOperations(
            jdbi,
            new OperationListingStore(jdbi),
            operations,
            new ProviderFileStore(),
            merges,
            IDS);
    Clock clock = Clock.systemUTC();
    return new ExportSync(
        operations,
        recordOperations,
        download,
        new ExportConversion(
            files,
            conversion,
            record,
            recordOperations,
            new Configurations(new ConfigurationStore(jdbi)),
            clock),
        new TotalsConversion(
            new OperationTotalsStore(jdbi), conversion, record, recordOperations, clock),
        files,
        slots,
        clock);
  }

  private List<ProviderFailure> work(
      int due, Supplier<ExportResponse> response, ExportDownload download)
      throws InterruptedException {
    OrganizationKey organization = new OrganizationKey(account, "1");
    FieldOperationReads reads =
        new FieldOperationReads() {
          @Override
          public Fetch<FieldOperationRecord> fetch(
              ProviderSession session, String providerOrgId, String providerFieldId, Cursor from) {
            throw new AssertionError("No listing is read");
          }

          @Override
          public ExportResponse requestExport(ProviderSession session, String operation) {
            requests.add(operation);
            return response.get();
          }
        };
    return exports(download)
        .work(
            account,
            IntStream.range(0, due)
                .mapToObj(i -> new DueExport(organization, "operation-" + i, "1", 0))
                .toList(),
            reads,
            SESSION,
            false,
            () -> false);
  }

  private static ExportResponse ready() {
    return new ExportResponse.Ready(URI.create("https://storage.example.com/export"));
  }

  private static ExportDownload.Outcome rejected() {
    return new ExportDownload.Outcome.Rejected("The export is empty.");
  }

  /// A thread of a pool that has been closed may still be returning.
  private static boolean ends(Thread thread) {
    try {
      return thread.join(Duration.ofSeconds(30));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void twoExportsAreDownloadedAtTheSameTime() throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);

    List<ProviderFailure> failures =
        work(
            6,
            ExportSyncIT::ready,
            (_, _) -> {
              threads.add(Thread.currentThread());
              try {
                both.await();
              } catch (BrokenBarrierException e) {
                throw new IOException(e);
              }
              return rejected();
            });

    assertThat(failures).isEmpty();
    assertThat(requests).hasSize(6).doesNotHaveDuplicates();
    assertThat(threads.stream().distinct()).hasSize(2).allMatch(ExportSyncIT::ends);
  }

  @Test
  void anExportWaitsWhileTheNodeConvertsALargeOneOfAnotherAccount() throws Exception {
    long large = 1_000_000_000;
    slots.acquire(large);
    CountDownLatch downloaded = new CountDownLatch(1);
    Thread worker =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    work(
                        1,
                        ExportSyncIT::ready,
                        (_, _) -> {
                          threads.add(Thread.currentThread());
                          downloaded.countDown();
                          return new ExportDownload.Outcome.Complete(large);
                        });
                  } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                  }
                });
    downloaded.await();
    Thread export = threads.element();
    while (export.getState() != Thread.State.WAITING && export.isAlive()) {
      Thread.onSpinWait();
    }
    assertThat(export.isAlive()).isTrue();

    slots.release(large);

    assertThat(ends(worker)).isTrue();
  }

  @Test
  void noExportIsRequestedAfterAResponseThatConcernsAllOfThem() throws Exception {
    List<ProviderFailure> failures =
        work(
            16,
            () -> new ExportResponse.Failed(new ProviderFailure.Throttled(Duration.ofMinutes(1))),
            (_, _) -> rejected());

    assertThat(requests).hasSizeBetween(1, 2);
    assertThat(failures).hasSameSizeAs(requests);
  }

  @Test
  void theOthersAreRequestedAfterAResponseThatConcernsOne() throws Exception {
    List<ProviderFailure> failures =
        work(
            16,
            () -> new ExportResponse.Failed(new ProviderFailure.NotFound()),
            (_, _) -> rejected());

    assertThat(requests).hasSize(16);
    assertThat(failures).hasSize(16);
  }

  @Test
  void anInternalErrorIsThrownAfterTheOthersHaveEnded() {
    IllegalStateException bug = new IllegalStateException("The program is wrong.");

    assertThatThrownBy(
            () ->
                work(
                    4,
                    ExportSyncIT::ready,
                    (_, _) -> {
                      threads.add(Thread.currentThread());
                      throw bug;
                    }))
        .isSameAs(bug);

    assertThat(requests).hasSize(4);
    assertThat(threads).hasSize(4).allMatch(ExportSyncIT::ends);
  }

  @Test
  void anInterruptionEndsTheDownloads() throws Exception {
    CountDownLatch waiting = new CountDownLatch(2);
    Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
    Thread worker =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    work(
                        6,
                        ExportSyncIT::ready,
                        (_, _) -> {
                          threads.add(Thread.currentThread());
                          waiting.countDown();
                          new CountDownLatch(1).await();
                          return rejected();
                        });
                  } catch (InterruptedException e) {
                    thrown.add(e);
                  }
                });
    waiting.await();

    worker.interrupt();
    worker.join();

    assertThat(thrown).hasSize(1);
    assertThat(requests).hasSize(2);
    assertThat(threads).hasSize(2).allMatch(ExportSyncIT::ends);
  }
}
