package io.headland.server.platform.standby;

import io.headland.server.platform.config.DatabaseConfig;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes.OwnedRoute;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.jdbc.ConnectionPlan;
import io.headland.server.platform.jdbc.Database;
import io.headland.server.platform.jdbc.DatabaseOutage;
import io.headland.server.platform.jdbc.JdbcTarget;
import io.headland.server.platform.jdbc.ReplayWait;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides for each request whether it reads from the standby, and repeats on the primary what the
/// standby cannot answer.
public final class StandbyReads implements ReplayWait, AutoCloseable {
  /// Between checks of the standby. After a write, the reads of an API owner use the primary until
  /// the next check that began after it.
  public static final Duration INTERVAL = Duration.ofMillis(50);

  private static final Logger log = LoggerFactory.getLogger(StandbyReads.class);
  private static final int FIRST_ERROR = 400;

  /// After an outage of the standby.
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /// After it a request uses the primary.
  private static final Duration LONGEST_CONNECTION_WAIT = Duration.ofSeconds(1);

  private final DataSource dataSource;
  private final StateCheck check;
  private final LongSupplier nanoTime;
  private final Counting counting;
  private final LastWrites writes = new LastWrites();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition checked = lock.newCondition();
  private volatile StandbyState state = StandbyState.NOT_CHECKED;

  /// The end of a pause after an outage that a request reported.
  private volatile OptionalLong pausedUntil = OptionalLong.empty();

  /// What answered a request that may read from the standby.
  public enum Source {
    STANDBY,
    PRIMARY,
    /// The primary, after an attempt on the standby.
    REPEATED
  }

  /// Determines the present state of the standby.
  interface StateCheck extends AutoCloseable {
    StandbyState check();

    @Override
    void close();
  }

  /// Counts requests.
  @FunctionalInterface
  public interface Counting {
    void count(Source source);
  }

  StandbyReads(DataSource primary, StateCheck check, LongSupplier nanoTime, Counting counting) {
    this.dataSource = new RoutedDataSource(primary);
    this.check = check;
    this.nanoTime = nanoTime;
    this.counting = counting;
  }

  /// Reads from the configured standby of a database.
  public static StandbyReads open(DatabaseConfig config, Database primary, Counting counting) {
    JdbcTarget target = JdbcTarget.ofStandby(config);
    StandbyCheck check =
        new StandbyCheck(
            primary,
            target.url(),
            ConnectionPlan.direct(target, config.limits()).driverProperties(),
            startedAt ->
                Database.openStandby(
                    target,
                    ConnectionPlan.standby(target, startedAt, config.limits()),
                    config.poolSize(),
                    shorter(config.connectionTimeout(), LONGEST_CONNECTION_WAIT)),
            System::nanoTime);
    return new StandbyReads(primary.dataSource(), check, System::nanoTime, counting);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /// The state of the standby for operators.
  ///
  /// @param lag an upper bound of the age of a read; empty when it is not known
  public record Report(StandbyCondition condition, Optional<Duration> lag) {
    public boolean isInUse() {
      return condition == StandbyCondition.IN_USE;
    }
  }

  /// The primary, and the standby in a request that reads from it.
  public DataSource dataSource() {
    return dataSource;
  }

  public Report report() {
    StandbyState last = state;
    long now = nanoTime.getAsLong();
    boolean late = last.condition() == StandbyCondition.IN_USE && !last.isRecentAt(now);
    return new Report(late ? StandbyCondition.LAGGING : last.condition(), last.lagAt(now));
  }

  /// Checks the standby; to be called every [#INTERVAL].
  public void check() {
    StandbyState last = state;
    StandbyState next = check.check();
    state = next;
    writes.removeThoseOn(next);
    lock.lock();
    try {
      checked.signalAll();
    } finally {
      lock.unlock();
    }
    if (next.condition() != last.condition()) {
      report(next);
    }
  }

  private static void report(StandbyState next) {
    if (next.condition() == StandbyCondition.IN_USE) {
      log.info("The standby {}", next.condition().predicate());
    } else {
      String detail = next.detail().isBlank() ? "" : " (" + next.detail() + ")";
      log.warn("Reads use the primary: the standby {}{}", next.condition().predicate(), detail);
    }
  }

  /// A route that may read from the standby.
  public OwnedRoute reading(OwnedRoute route) {
    return (owner, request) -> read(owner, () -> route.handle(owner, request));
  }

  /// A route that may write.
  public OwnedRoute writing(OwnedRoute route) {
    return (owner, request) -> write(owner, () -> route.handle(owner, request));
  }

  /// The action of a request.
  @FunctionalInterface
  interface Action {
    Response run() throws InterruptedException;
  }

  Response read(ApiOwnerId owner, Action action) throws InterruptedException {
    Optional<DataSource> pool = poolFor(owner);
    if (pool.isPresent()) {
      Optional<Response> response = readWith(new StandbyUse(pool.get()), action);
      if (response.isPresent()) {
        counting.count(Source.STANDBY);
        return response.get();
      }
    }
    counting.count(pool.isPresent() ? Source.REPEATED : Source.PRIMARY);
    return action.run();
  }

  Response write(ApiOwnerId owner, Action action) throws InterruptedException {
    try {
      return action.run();
    } finally {
      // Also after a failure: the outcome of a commit may be unknown.
      writes.wrote(owner, nanoTime.getAsLong());
    }
  }

  private Optional<DataSource> poolFor(ApiOwnerId owner) {
    StandbyState last = state;
    long now = nanoTime.getAsLong();
    return last.isRecentAt(now) && !isPausedAt(now) && writes.areOn(last, owner)
        ? last.pool().map(Database::dataSource)
        : Optional.empty();
  }

  private boolean isPausedAt(long now) {
    OptionalLong end = pausedUntil;
    return end.isPresent() && now - end.getAsLong() < 0;
  }

  /// The response from the standby; empty when it must be repeated: what does not exist there may
  /// exist on the primary, and a failure of the standby must not be one of the request.
  private Optional<Response> readWith(StandbyUse use, Action action) throws InterruptedException {
    try {
      Response response =
          ScopedValue.where(RoutedDataSource.STANDBY, use)
              .<Response, InterruptedException>call(action::run);
      return response.status() < FIRST_ERROR || !use.hasConnected()
          ? Optional.of(response)
          : Optional.empty();
    } catch (ProblemException e) {
      if (!use.hasConnected()) {
        throw e;
      }
      return Optional.empty();
    } catch (RuntimeException e) {
      // Of any kind: the primary decides whether it is a defect.
      if (!use.hasConnected()) {
        throw e;
      }
      log.debug("A read from the standby failed and is repeated on the primary", e);
      if (DatabaseOutage.isCauseOf(e)) {
        // The next requests would wait for a connection as well.
        pausedUntil = OptionalLong.of(nanoTime.getAsLong() + PAUSE.toNanos());
      }
      return Optional.empty();
    }
  }

  /// Waits until the standby has everything that was committed before the call. No longer than a
  /// second: after that no node uses a standby that lacks it.
  @Override
  public void await() throws InterruptedException {
    long start = nanoTime.getAsLong();
    long remaining = StandbyState.TOLERANCE.toNanos();
    lock.lockInterruptibly();
    try {
      while (!state.isCompleteAt(start) && remaining > 0) {
        remaining = checked.awaitNanos(remaining);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    state = StandbyState.NOT_CHECKED;
    check.close();
  }
}
