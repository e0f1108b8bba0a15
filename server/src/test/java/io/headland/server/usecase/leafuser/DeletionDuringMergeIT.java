package io.headland.server.usecase.leafuser;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.api.batch.Archives;
import io.headland.server.api.operation.UploadedOperation;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/// A Leaf user is deleted while the operations of it are written.
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
        stopInsertsOfFiles(test);
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

        deletion =
            executor.submit(() -> api.delete("/services/usermanagement/api/users/" + leafUser));
        Concurrency.await(() -> waiting(test) == 2);
        test.execute("select pg_advisory_unlock" + LOCK);
      }
      assertThat(deletion.get().status()).isEqualTo(204);
      assertThat(operations(server)).isZero();
    }
  }

  private static int operations(ServerFixture server) {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("select count(*) from field_operation")
                    .mapTo(Integer.class)
                    .one());
  }

  /// A merge has locked its operation then, and inserts the files of it next.
  private static void stopInsertsOfFiles(Handle handle) {
    handle.execute(
        """
        create function await_test() returns trigger language plpgsql as
        $$ begin perform pg_advisory_xact_lock(40, 1); return new; end $$
        """);
    handle.execute(
        """
        create trigger await_test before insert on field_operation_file
        for each row execute function await_test()
        """);
  }

  /// The number of transactions that wait for a lock.
  private static int waiting(Handle handle) {
    return handle
        .createQuery("select count(distinct pid) from pg_locks where not granted")
        .mapTo(Integer.class)
        .one();
  }
}
