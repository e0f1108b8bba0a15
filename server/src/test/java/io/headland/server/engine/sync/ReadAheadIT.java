package io.headland.server.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.server.Concurrency;
import io.headland.server.core.organization.OrganizationStatus;
import io.headland.server.engine.sync.ScriptedFieldData.Style;
import io.headland.server.engine.sync.ScriptedFieldData.Trouble;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.jdbc.Database;
import io.headland.server.platform.jdbc.TestDatabase;
import io.headland.server.provider.RecordKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Readings that request a page while the one before it is stored. Requests on the same thread end
/// before that page is stored.
class ReadAheadIT {
  private static final String ORG = "1001";
  private static final ApiOwnerId OWNER = new ApiOwnerId(new UUID(0, 1));

  /// Growers and farms, before the first page of fields.
  private static final int EARLIER_LISTINGS = 2;

  private static Database database;

  private final ScriptedOrganization organization = ScriptedOrganization.withFields(6, true);
  private final AtomicInteger answers = new AtomicInteger();
  private ScriptedFieldData provider;
  private ScriptedWorkers workers;
  private SnapshotRows rows;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "insert into api_owner (id, email, password_hash, created_at)"
                        + " values (?, 'owner@example.com', '', now())",
                    OWNER.value()));
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void begin() {
    provider = new ScriptedFieldData(Style.DIGEST, Map.of(ORG, organization));
    workers = new ScriptedWorkers(database.jdbi(), OWNER, provider, List.of(ORG));
    workers.readAhead(new ReadAhead(1, Runnable::run));
    rows = new SnapshotRows(database.jdbi(), workers.account());
  }

  private long fields() {
    return rows.fields().stream().filter(SnapshotRows.FieldRow::live).count();
  }

  /// Executes an action with an answer, counted from 1.
  private void atAnswer(int number, Runnable action) {
    provider.onTheWay(
        () -> {
          if (answers.incrementAndGet() == number) {
            action.run();
          }
        });
  }

  @Test
  void eachPageIsRequestedBeforeTheOneBeforeItIsStored() throws InterruptedException {
    List<Long> stored = new ArrayList<>();
    provider.onTheWay(() -> stored.add(fields()));
    workers.sync(false);
    workers.finish();
    // Growers, farms, three pages of two fields.
    assertThat(stored).containsExactly(0L, 0L, 0L, 0L, 2L);
    assertThat(fields()).isEqualTo(6);
    assertThat(rows.runStates()).containsExactly("SUCCEEDED");
    assertThat(rows.leftovers()).isEmpty();
  }

  @Test
  void withRequestsOnOtherThreadsTheResultIsTheSame() throws InterruptedException {
    workers.readAhead(ReadAhead.ofNode());
    workers.sync(false);
    workers.finish();
    List<String> first = rows.live(ORG);
    assertThat(fields()).isEqualTo(6);
    assertThat(rows.runStates()).containsExactly("SUCCEEDED");

    workers.readAhead(new ReadAhead(0, Runnable::run));
    workers.sync(true);
    workers.finish();
    assertThat(rows.runStates()).containsExactly("SUCCEEDED", "UNCHANGED");
    assertThat(rows.live(ORG)).isEqualTo(first);
  }

  @Test
  void noPageIsRequestedAfterTheTimeSlice() throws InterruptedException {
    provider.onTheWay(answers::incrementAndGet);
    workers.sync(false);
    workers.work(0, 2);
    assertThat(fields()).isEqualTo(4);
    assertThat(answers).hasValue(EARLIER_LISTINGS + 2);

    workers.finish();
    assertThat(fields()).isEqualTo(6);
    assertThat(answers).hasValue(EARLIER_LISTINGS + 3);
  }

  @Test
  void aPageAheadThatFailsLeavesThePageBeforeItStored() throws InterruptedException {
    for (Trouble trouble :
        List.of(
            Trouble.UNAVAILABLE,
            Trouble.BROKEN,
            Trouble.THROTTLED,
            Trouble.RATE_LIMITED,
            Trouble.DEATH)) {
      begin();
      answers.set(0);
      atAnswer(EARLIER_LISTINGS + 1, () -> provider.trouble(trouble));
      workers.sync(false);
      workers.work(0, 50);
      assertThat(answers).as("answers with %s", trouble).hasValueBetween(3, 4);
      assertThat(fields()).as("fields after %s", trouble).isEqualTo(2);

      workers.finish();
      assertThat(fields()).isEqualTo(6);
      assertThat(rows.runStates()).containsExactly("SUCCEEDED");
      assertThat(rows.leftovers()).isEmpty();
    }
  }

  @Test
  void aPageAheadIsRequestedAgainWithAnotherToken() throws InterruptedException {
    atAnswer(EARLIER_LISTINGS + 1, () -> provider.trouble(Trouble.UNAUTHORIZED));
    workers.sync(false);
    workers.finish();
    assertThat(answers).hasValue(EARLIER_LISTINGS + 3 + 1);
    assertThat(fields()).isEqualTo(6);
    assertThat(rows.runStates()).containsExactly("SUCCEEDED");
  }

  @Test
  void aListingThatIsRefusedWhileAPageIsStoredIsOmitted() throws InterruptedException {
    atAnswer(EARLIER_LISTINGS + 1, () -> provider.trouble(Trouble.FORBIDDEN));
    workers.sync(false);
    workers.finish();
    assertThat(fields()).isEqualTo(2);
    assertThat(rows.leftovers()).isEmpty();
  }

  @Test
  void anOrganizationThatIsDeselectedWhileAPageIsRequestedStoresNothingMore()
      throws InterruptedException {
    atAnswer(EARLIER_LISTINGS + 3, () -> workers.choose(ORG, OrganizationStatus.PREVIEW));
    workers.sync(false);
    workers.finish();
    // The third page was requested, and the second could not be stored.
    assertThat(fields()).isEqualTo(2);
    assertThat(answers).hasValue(EARLIER_LISTINGS + 3);
    assertThat(rows.leftovers()).isEmpty();
    assertThat(rows.visible()).isEmpty();
  }

  @Test
  void anOrganizationThatIsSelectedAgainWhileAPageIsRequestedIsReadCompletely()
      throws InterruptedException {
    atAnswer(
        EARLIER_LISTINGS + 3,
        () -> {
          workers.choose(ORG, OrganizationStatus.PREVIEW);
          workers.choose(ORG, OrganizationStatus.SELECTED);
        });
    workers.sync(false);
    workers.finish();
    workers.sync(false);
    workers.finish();
    assertThat(fields()).isEqualTo(6);
    assertThat(rows.leftovers()).isEmpty();
    assertThat(rows.visible()).containsExactly(ORG);
  }

  @Test
  void aWorkerThatLostItsClaimStoresNeitherThePageNorTheOneAhead() throws InterruptedException {
    AtomicReference<String> before = new AtomicReference<>("");
    atAnswer(
        EARLIER_LISTINGS + 2,
        () -> {
          organization.change(RecordKind.FIELD);
          // The worker is restarted on another node and ends the run.
          finishUninterrupted();
          before.set(rows.fingerprint(true));
        });
    workers.sync(false);
    workers.work(0, 50);
    assertThat(before.get()).isNotEmpty().isEqualTo(rows.fingerprint(true));
    assertThat(fields()).isEqualTo(6);
  }

  @Test
  void aRequestThatIsInProgressWhenTheClaimIsLostIsCancelled() throws InterruptedException {
    CountDownLatch requested = new CountDownLatch(1);
    workers.readAhead(storingAfter(requested));
    AtomicBoolean cancelled = new AtomicBoolean();
    provider.onTheWay(
        () -> {
          int answer = answers.incrementAndGet();
          if (answer == EARLIER_LISTINGS + 1) {
            workers.choose(ORG, OrganizationStatus.PREVIEW);
          } else if (answer == EARLIER_LISTINGS + 2) {
            requested.countDown();
            cancelled.set(isInterruptedWaiting());
          }
        });
    workers.sync(false);
    workers.work(0, 50);
    assertThat(cancelled).isTrue();
    assertThat(fields()).isZero();
  }

  @Test
  void aPageThatCannotBeStoredCancelsTheRequest() throws InterruptedException {
    CountDownLatch requested = new CountDownLatch(1);
    workers.readAhead(storingAfter(requested));
    AtomicBoolean cancelled = new AtomicBoolean();
    provider.onTheWay(
        () -> {
          if (answers.incrementAndGet() == EARLIER_LISTINGS + 2) {
            requested.countDown();
            cancelled.set(isInterruptedWaiting());
          }
        });
    workers.sync(false);
    execute("alter table sync_run_page add constraint refused check (page < 0)");
    try {
      assertThatThrownBy(() -> workers.work(0, 50)).hasMessageContaining("refused");
    } finally {
      execute("alter table sync_run_page drop constraint refused");
    }
    assertThat(cancelled).isTrue();
    assertThat(fields()).isZero();

    workers.finish();
    assertThat(fields()).isEqualTo(6);
    assertThat(rows.runStates()).containsExactly("SUCCEEDED");
  }

  @Test
  void aNodeThatStopsCancelsTheRequestAndAnotherContinues() throws InterruptedException {
    workers.readAhead(ReadAhead.ofNode());
    AtomicBoolean cancelled = new AtomicBoolean();
    CountDownLatch requested = new CountDownLatch(1);
    provider.onTheWay(
        () -> {
          if (answers.incrementAndGet() == EARLIER_LISTINGS + 2) {
            requested.countDown();
            cancelled.set(isInterruptedWaiting());
          }
        });
    workers.sync(false);
    List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
    Thread node =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    workers.work(0, 50);
                  } catch (InterruptedException | RuntimeException e) {
                    thrown.add(e);
                  }
                });
    requested.await();
    Concurrency.await(() -> fields() == 2);
    node.interrupt();
    node.join();
    assertThat(thrown).hasSize(1).first().isInstanceOf(InterruptedException.class);
    assertThat(cancelled).isTrue();

    workers.finish();
    assertThat(fields()).isEqualTo(6);
    assertThat(rows.runStates()).containsExactly("SUCCEEDED");
    assertThat(rows.leftovers()).isEmpty();
  }

  /// On another thread, and a page is stored when the request of the next one is in progress.
  private static ReadAhead storingAfter(CountDownLatch requested) {
    return new ReadAhead(
        1,
        request -> {
          Thread.ofVirtual().start(request);
          try {
            requested.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /// Waits as for a response that does not arrive.
  private static boolean isInterruptedWaiting() {
    try {
      new CountDownLatch(1).await();
      return false;
    } catch (InterruptedException _) {
      return true;
    }
  }

  private static void execute(String sql) {
    database.jdbi().useHandle(handle -> handle.execute(sql));
  }

  private void finishUninterrupted() {
    try {
      workers.finish();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
