package io.headland.server.core.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ServerFixture;
import io.headland.server.api.batch.Archives;
import io.headland.server.api.batch.BatchRows;
import io.headland.server.core.machinefile.store.BatchFileStore;
import io.headland.server.core.machinefile.store.BatchFileStore.BatchFile;
import io.headland.server.platform.files.FolderFiles;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.usecase.batch.RetryBatch;
import io.headland.server.usecase.batch.StoreBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Batches and their tasks in a database on which no node runs.
class BatchStoreIT {
  private static final UuidGenerator IDS = new UuidGenerator(Clock.systemUTC(), new Random(11));

  private static ServerFixture server;
  private static ApiOwnerId owner;
  private static ApiOwnerId otherOwner;
  private static String user;
  private static BatchStore store;
  private static BatchFileStore files;

  @BeforeAll
  static void start() {
    server = ServerFixture.startWithoutProvider();
    user = Archives.newUser(server.owner());
    server.newOwner("other@example.com");
    owner = server.ownerId(ServerFixture.OWNER_EMAIL);
    otherOwner = server.ownerId("other@example.com");
    server.stopNodes();
    store = new BatchStore(server.jdbi(), new BatchTaskStore());
    files = new BatchFileStore(server.jdbi());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aBatchIsStoredWithItsTaskOnce() {
    Batch batch = batch(user);

    BatchStore.Inserted first = store.insert(owner, batch, new byte[] {1});
    BatchStore.Inserted second = store.insert(owner, batch(user), new byte[] {1});

    assertThat(first).isEqualTo(new BatchStore.Inserted(java.util.Optional.of(batch), true));
    assertThat(second.isNew()).isFalse();
    assertThat(second.batch()).contains(batch);
    assertThat(store.find(owner, batch.id())).contains(batch);
    assertThat(store.find(otherOwner, batch.id())).isEmpty();
    List<String> tasks = tasks(batch.id());
    assertThat(tasks).containsExactly(owner + "/" + batch.id());
    assertThat(BatchTaskStore.Instance.parse(tasks.getFirst()))
        .isEqualTo(new BatchTaskStore.Instance(owner, batch.id()));
  }

  @Test
  void aBatchOfALeafUserOfAnotherOwnerIsNotStored() {
    Batch batch = batch(user);

    BatchStore.Inserted inserted = store.insert(otherOwner, batch, new byte[] {2});

    assertThat(inserted.batch()).isEmpty();
    assertThat(inserted.isNew()).isFalse();
    assertThat(tasks(batch.id())).isEmpty();
  }

  @Test
  void aFailedBatchIsConvertedAgainByATaskOfItsOwn() {
    Batch batch = batch(user);
    store.insert(owner, batch, new byte[] {3});
    finish(batch.id(), Batch.Status.FAILED, "No valid files found");
    // The task of the first attempt is still in the table while it ends.

    assertThat(retry().retry(otherOwner, batch.id())).isFalse();
    assertThat(retry().retry(owner, batch.id())).isTrue();
    assertThat(retry().retry(owner, batch.id())).isTrue();

    assertThat(store.find(owner, batch.id())).contains(batch);
    assertThat(tasks(batch.id()))
        .hasSize(2)
        .allSatisfy(
            task ->
                assertThat(BatchTaskStore.Instance.parse(task))
                    .isEqualTo(new BatchTaskStore.Instance(owner, batch.id())));
  }

  @Test
  void onlyAFailedBatchTakesAnotherProvider(@TempDir Path folder) throws Exception {
    try (FolderFiles stored = FolderFiles.open(folder, IDS)) {
      StoreBatch storing =
          new StoreBatch(
              store, retry(), stored, IDS, Clock.systemUTC(), new AtomicInteger()::incrementAndGet);
      Batch batch = batch(user);
      store.insert(owner, batch, new byte[] {4});

      assertThat(again(storing, batch).map(Batch::provider)).contains(BatchProvider.OTHER);
      finish(batch.id(), Batch.Status.FAILED, "No valid files found");
      Batch changed = again(storing, batch).orElseThrow();

      assertThat(changed.id()).isEqualTo(batch.id());
      assertThat(changed.provider()).isEqualTo(BatchProvider.TRIMBLE);
      assertThat(changed.status()).isEqualTo(Batch.Status.RECEIVED);
      assertThat(tasks(batch.id())).hasSize(2);
    }
  }

  private static Optional<Batch> again(StoreBatch storing, Batch batch) throws IOException {
    return storing.store(
        owner,
        batch.leafUser(),
        BatchProvider.TRIMBLE,
        new StoreBatch.Archive(Path.of("unused"), "a.zip", 1),
        new byte[] {4});
  }

  @Test
  void onlyFilesThatFailedAreConvertedAgain() {
    BatchRows rows = BatchRows.of(server, ServerFixture.OWNER_EMAIL);
    String batch = rows.insert(user, "PROCESSED", "");
    String good = rows.file(user, batch, "PROCESSED", "", "");
    String bad = rows.file(user, batch, "FAILED", "rawGeojson", "No points.");
    UUID id = UUID.fromString(batch);

    assertThat(retry().retry(owner, id)).isTrue();

    assertThat(store.find(owner, id))
        .hasValueSatisfying(found -> assertThat(found.status()).isEqualTo(Batch.Status.RECEIVED));
    assertThat(files.list(owner, List.of(id)))
        .containsExactlyInAnyOrder(
            new BatchFile(id, UUID.fromString(good), BatchFile.Status.PROCESSED, "", ""),
            new BatchFile(id, UUID.fromString(bad), BatchFile.Status.PROCESSING, "", ""));
    assertThat(files.list(otherOwner, List.of(id))).isEmpty();
    assertThat(tasks(id)).hasSize(1);
  }

  @Test
  void aBatchWithoutFailuresIsNotConvertedAgain() {
    BatchRows rows = BatchRows.of(server, ServerFixture.OWNER_EMAIL);
    String batch = rows.insert(user, "PROCESSED", "");
    rows.file(user, batch, "PROCESSED", "", "");

    assertThat(retry().retry(owner, UUID.fromString(batch))).isTrue();

    assertThat(store.find(owner, UUID.fromString(batch)))
        .hasValueSatisfying(found -> assertThat(found.status()).isEqualTo(Batch.Status.PROCESSED));
    assertThat(tasks(UUID.fromString(batch))).isEmpty();
  }

  private static Batch batch(String leafUser) {
    return new Batch(
        IDS.next(),
        LeafUserId.parse(leafUser).orElseThrow(),
        BatchProvider.OTHER,
        "harvest.zip",
        10,
        Batch.Status.RECEIVED,
        "",
        Instant.now().truncatedTo(ChronoUnit.MICROS));
  }

  private static void finish(UUID id, Batch.Status status, String details) {
    assertThat(
            server
                .jdbi()
                .<Boolean, RuntimeException>inTransaction(
                    handle -> store.setStatus(handle, owner, id, status, details, Instant.now())))
        .isTrue();
  }

  private static RetryBatch retry() {
    return new RetryBatch(
        server.jdbi(), store, files, IDS, Clock.systemUTC(), new AtomicInteger()::incrementAndGet);
  }

  private static List<String> tasks(UUID batch) {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select task_instance
                          from scheduled_tasks
                         where task_name = 'convert-batch'
                           and task_instance like '%' || :batch || '%'
                        """)
                    .bind("batch", batch.toString())
                    .mapTo(String.class)
                    .list());
  }
}
