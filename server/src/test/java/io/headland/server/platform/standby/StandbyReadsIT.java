package io.headland.server.platform.standby;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.server.Concurrency;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.jdbc.Database;
import io.headland.server.platform.jdbc.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which of two databases a request reads, at times that the test determines.
class StandbyReadsIT {
  private static final ApiOwnerId JANE = new ApiOwnerId(new UUID(0, 1));
  private static final ApiOwnerId JOE = new ApiOwnerId(new UUID(0, 2));
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final AtomicLong now = new AtomicLong(100 * SECOND);
  private final List<StandbyReads.Source> counted = new ArrayList<>();
  private Database primary;
  private Database standby;
  private StandbyState next = StandbyState.NOT_CHECKED;
  private StandbyReads reads;
  private String text = "";
  private Jdbi jdbi;

  @BeforeEach
  void open() {
    primary = TestDatabase.create();
    standby = TestDatabase.create();
    write(primary, "primary");
    write(standby, "standby");
    reads =
        new StandbyReads(
            primary.dataSource(),
            new StandbyReads.StateCheck() {
              @Override
              public StandbyState check() {
                return next;
              }

              @Override
              public void close() {
                // nothing is open
              }
            },
            now::get,
            counted::add);
    jdbi = Database.jdbi(reads.dataSource());
  }

  @AfterEach
  void close() {
    primary.close();
    standby.close();
  }

  @Test
  void readsFromTheStandbyForOneSecondAfterItWasComplete() throws InterruptedException {
    assertThat(read(JANE)).isEqualTo("primary");

    completeUntil(now.get());
    assertThat(read(JANE)).isEqualTo("standby");
    now.addAndGet(SECOND);
    assertThat(read(JANE)).isEqualTo("standby");
    now.addAndGet(1);
    assertThat(read(JANE)).isEqualTo("primary");
    assertThat(reads.report().condition()).isEqualTo(StandbyCondition.LAGGING);
    assertThat(counted)
        .containsExactly(
            StandbyReads.Source.PRIMARY,
            StandbyReads.Source.STANDBY,
            StandbyReads.Source.STANDBY,
            StandbyReads.Source.PRIMARY);
  }

  @Test
  void statementsOutsideOfReadingRoutesUseThePrimary() throws InterruptedException {
    completeUntil(now.get());

    assertThat(marker()).isEqualTo("primary");
    reads.write(JOE, this::respond);
    assertThat(text).isEqualTo("primary");
  }

  @Test
  void readsOfAnApiOwnerUseThePrimaryUntilTheStandbyHasItsLastWrite() throws InterruptedException {
    completeUntil(now.get());
    now.addAndGet(1_000);
    reads.write(JANE, Response::noContent);

    assertThat(read(JANE)).isEqualTo("primary");
    assertThat(read(JOE)).isEqualTo("standby");
    completeUntil(now.get() - 1);
    assertThat(read(JANE)).isEqualTo("primary");
    completeUntil(now.get());
    assertThat(read(JANE)).isEqualTo("standby");
  }

  @Test
  void aWriteThatFailedCountsAsOne() {
    completeUntil(now.get());
    now.addAndGet(1);
    assertThatThrownBy(
            () ->
                reads.write(
                    JANE,
                    () -> {
                      throw new IllegalStateException("the outcome of the commit is unknown");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(readUnchecked(JANE)).isEqualTo("primary");
  }

  @Test
  void whatTheStandbyDoesNotHaveIsReadFromThePrimary() throws InterruptedException {
    completeUntil(now.get());
    Response response =
        reads.read(
            JANE,
            () -> {
              text = marker();
              if (text.equals("standby")) {
                throw new ProblemException(Problem.notFound("There is no such field."));
              }
              return Response.ok(text);
            });

    assertThat(response.status()).isEqualTo(200);
    assertThat(text).isEqualTo("primary");
    assertThat(counted).containsExactly(StandbyReads.Source.REPEATED);
  }

  @Test
  void aFailureOfTheStandbyIsRepeatedOnThePrimary() throws InterruptedException {
    completeUntil(now.get());
    standby.close();

    assertThat(read(JANE)).isEqualTo("primary");
    assertThat(counted).containsExactly(StandbyReads.Source.REPEATED);
  }

  @Test
  void afterAnOutageOfTheStandbyRequestsUseThePrimaryForASecond() throws InterruptedException {
    completeUntil(now.get());
    reads.read(
        JANE,
        () -> {
          if (marker().equals("standby")) {
            throw new IllegalStateException(new SQLException("connection lost", "08006"));
          }
          return Response.noContent();
        });

    assertThat(read(JOE)).isEqualTo("primary");
    now.addAndGet(SECOND);
    completeUntil(now.get());
    assertThat(read(JOE)).isEqualTo("standby");
  }

  @Test
  void aProblemThatNeedsNoDatabaseIsNotRepeated() {
    completeUntil(now.get());
    var calls = new AtomicLong();

    assertThatThrownBy(
            () ->
                reads.read(
                    JANE,
                    () -> {
                      calls.incrementAndGet();
                      throw new ProblemException(Problem.of(400, "wrong"));
                    }))
        .isInstanceOf(ProblemException.class);
    assertThat(calls).hasValue(1);
  }

  @Test
  void aNotificationWaitsUntilTheStandbyHasTheChange() throws Exception {
    completeUntil(now.get());
    now.addAndGet(1_000);
    var done = new CompletableFuture<Void>();
    Thread waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    reads.await();
                    done.complete(null);
                  } catch (InterruptedException e) {
                    done.completeExceptionally(e);
                  }
                });
    Concurrency.await(() -> waiting.getState() == Thread.State.TIMED_WAITING);
    assertThat(done).isNotDone();

    completeUntil(now.get());

    done.get();
    waiting.join();
  }

  private String read(ApiOwnerId owner) throws InterruptedException {
    reads.read(owner, this::respond);
    return text;
  }

  private String readUnchecked(ApiOwnerId owner) {
    try {
      return read(owner);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Response respond() {
    text = marker();
    return Response.ok(text);
  }

  private String marker() {
    return jdbi.withHandle(
        handle -> handle.createQuery("select name from marker").mapTo(String.class).one());
  }

  private void completeUntil(long time) {
    next =
        new StandbyState(StandbyCondition.IN_USE, "", OptionalLong.of(time), Optional.of(standby));
    reads.check();
  }

  private static void write(Database database, String name) {
    database
        .jdbi()
        .useHandle(
            handle -> handle.execute("create table marker as select '" + name + "' as name"));
  }
}
