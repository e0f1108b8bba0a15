package io.headland.server.usecase.leafuser;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.api.batch.Archives;
import io.headland.server.api.machinefile.UploadedFiles;
import io.headland.server.api.operation.UploadedOperation;
import io.headland.server.core.machinefile.DeereSample;
import io.headland.server.core.machinefile.MachineFileSamples.Passes;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/// A Leaf user is deleted while its operations, files and batches are written.
class DeletionDuringMergeIT {
  private static final String LOCK = "(40, 1)";

  @Test
  void aDeletionWaitsForAMergeInsteadOfADeadlock() throws Exception {
    try (ServerFixture server = ServerFixture.startWithoutProvider();
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      ApiClient api = server.owner();
      String leafUser = Archives.newUser(api);
      UploadedOperation operation = UploadedOperation.create(api, leafUser);
      Future<ApiResponse> deletion;
      try (Handle test = server.jdbi().open()) {
        // A merge has locked its operation then, and inserts the files of it next.
        stop(test, "insert on field_operation_file");
        test.execute("select pg_advisory_lock" + LOCK);
        assertThat(
                api.post(
                        "/services/operations/api/operations/"
                            + operation.operationId()
                            + "/reprocess",
                        "")
                    .status())
            .isEqualTo(202);
        Concurrency.await(() -> waiting(test) == 1);

        deletion = executor.submit(() -> delete(api, leafUser));
        Concurrency.await(() -> waiting(test) == 2);
        test.execute("select pg_advisory_unlock" + LOCK);
      }
      assertThat(deletion.get().status()).isEqualTo(204);
      assertThat(count(server, "field_operation")).isZero();
    }
  }

  @Test
  void aDeletionWaitsForTheRequestToMergeFilesInsteadOfADeadlock() throws Exception {
    try (ServerFixture server = ServerFixture.startWithoutProvider();
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      UploadedFiles files = UploadedFiles.ofNewUser(server.owner());
      Passes passes = UploadedFiles.passes(10, 50, Instant.parse("2026-10-01T08:00:00Z"));
      int half = passes.positions().size() / 2;
      List<String> sources =
          List.of(
              files.upload(DeereSample.of(OperationType.HARVESTED, passes.first(half))),
              files.upload(DeereSample.of(OperationType.HARVESTED, passes.from(half))));
      Future<ApiResponse> merge;
      Future<ApiResponse> deletion;
      try (Handle test = server.jdbi().open()) {
        stop(test, "insert on machine_file");
        test.execute("select pg_advisory_lock" + LOCK);
        merge = executor.submit(() -> files.merge(sources));
        Concurrency.await(() -> waiting(test) == 1);

        deletion = executor.submit(() -> delete(files.api(), files.leafUser()));
        Concurrency.await(() -> waiting(test) == 2);
        test.execute("select pg_advisory_unlock" + LOCK);
      }
      assertThat(merge.get().status()).isLessThan(300);
      assertThat(deletion.get().status()).isEqualTo(204);
      assertThat(count(server, "machine_file")).isZero();
    }
  }

  @Test
  void aRepeatedConversionLocksTheLeafUserBeforeTheBatch() throws Exception {
    try (ServerFixture server = ServerFixture.startWithoutProvider();
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      ApiClient api = server.owner();
      String leafUser = Archives.newUser(api);
      String batch =
          Archives.BATCHES + "/" + Archives.upload(api, leafUser, Archives.archive("notes")).id();
      Concurrency.await(() -> api.get(batch).json().path("status").stringValue().equals("FAILED"));
      Future<ApiResponse> retry;
      Future<ApiResponse> deletion;
      try (Handle test = server.jdbi().open()) {
        stop(test, "update on batch");
        test.execute("select pg_advisory_lock" + LOCK);
        retry = executor.submit(() -> api.put(batch + "/retry", ""));
        Concurrency.await(() -> waiting(test) == 1);

        assertThat(lockable(test, leafUser)).isZero();
        deletion = executor.submit(() -> delete(api, leafUser));
        Concurrency.await(() -> waiting(test) == 2);
        test.execute("select pg_advisory_unlock" + LOCK);
      }
      assertThat(retry.get().status()).isLessThan(300);
      assertThat(deletion.get().status()).isEqualTo(204);
      assertThat(count(server, "batch")).isZero();
    }
  }

  private static ApiResponse delete(ApiClient api, String leafUser) {
    return api.delete("/services/usermanagement/api/users/" + leafUser);
  }

  private static int count(ServerFixture server, String table) {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle.createQuery("select count(*) from " + table).mapTo(Integer.class).one());
  }

  /// The number of rows that a deletion of the Leaf user can lock.
  private static int lockable(Handle handle, String leafUser) {
    return handle
        .createQuery("select id from leaf_user where id = cast(:id as uuid) for update skip locked")
        .bind("id", leafUser)
        .mapTo(String.class)
        .list()
        .size();
  }

  /// Statements of this kind wait for the lock of the test.
  private static void stop(Handle handle, String statement) {
    handle.execute(
        """
        create function await_test() returns trigger language plpgsql as
        $$ begin perform pg_advisory_xact_lock(40, 1); return new; end $$
        """);
    handle.execute(
        """
        create trigger await_test before %s
        for each row execute function await_test()
        """
            .formatted(statement));
  }

  /// The number of transactions that wait for a lock.
  private static int waiting(Handle handle) {
    return handle
        .createQuery("select count(distinct pid) from pg_locks where not granted")
        .mapTo(Integer.class)
        .one();
  }
}
