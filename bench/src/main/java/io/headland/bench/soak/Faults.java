package io.headland.bench.soak;

import io.headland.bench.server.ClockFile;
import io.headland.bench.server.SupervisedServer;
import io.headland.bench.soak.check.GrantHistory;
import io.headland.bench.soak.check.History;
import io.headland.bench.soak.fault.Fault;
import io.headland.bench.soak.fault.PlannedFault;
import io.headland.bench.soak.fault.SmallDisk;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Causes the faults of a schedule, and ends them. Two of one kind do not overlap.
final class Faults {
  private static final Duration RETRY = Duration.ofMillis(250);
  private static final int MOST_ATTEMPTS = 400;

  private final Installation installation;
  private final ProcessSupervisor supervisor;
  private final History history;
  private final GrantHistory grants;
  private final Consumer<String> progress;
  private final Map<Fault, String> skipped = new EnumMap<>(Fault.class);
  private final Map<Fault, ReentrantLock> locks = new EnumMap<>(Fault.class);

  Faults(
      Installation installation,
      ProcessSupervisor supervisor,
      History history,
      GrantHistory grants,
      Consumer<String> progress) {
    this.installation = installation;
    this.supervisor = supervisor;
    this.history = history;
    this.grants = grants;
    this.progress = progress;
    for (Fault fault : Fault.values()) {
      locks.put(fault, new ReentrantLock());
    }
    if (installation.disk().isEmpty()) {
      skipped.put(
          Fault.DISK_FULL, "the file system of the database can only be mounted by root on Linux");
    }
    if (installation.clock(0).isEmpty()) {
      skipped.put(Fault.CLOCK_JUMP, "libfaketime is not installed (Debian: libfaketime)");
    }
  }

  /// Kinds that cannot be caused here, with the reason.
  Map<Fault, String> skipped() {
    return Map.copyOf(skipped);
  }

  /// Follows the schedule; returns when every fault has ended.
  void run(List<PlannedFault> schedule, Instant begin) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (PlannedFault planned : schedule) {
      if (!skipped.containsKey(planned.fault())) {
        sleepUntil(begin.plus(planned.at()));
        threads.add(Thread.ofVirtual().start(() -> cause(planned)));
      }
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void cause(PlannedFault planned) {
    ReentrantLock lock = Objects.requireNonNull(locks.get(planned.fault()));
    lock.lock();
    try {
      switch (planned.fault()) {
        case KILL_SERVER -> killServer(planned);
        case KILL_DATABASE -> killDatabase(planned);
        case READ_ONLY -> readOnly(planned);
        case DISK_FULL -> diskFull(planned, installation.disk().orElseThrow());
        case STALLED_NETWORK -> stall(planned);
        case PROVIDER_FAILURE -> failProvider(planned);
        case CLOCK_JUMP -> setClock(planned);
      }
    } catch (IOException | SQLException e) {
      progress.accept(planned.fault().text() + " was not possible: " + e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void killServer(PlannedFault planned) {
    SupervisedServer server = installation.servers().get(planned.node());
    Instant at = server.kill();
    grants.killed(planned.node(), at);
    int fault = began(planned, "node " + (planned.node() + 1));
    sleep(planned.length());
    server.release();
    history.ended(fault, Instant.now());
  }

  private void killDatabase(PlannedFault planned) throws IOException {
    supervisor.holdDatabase(true);
    installation.database().kill();
    int fault = began(planned, "");
    sleep(planned.length().dividedBy(2));
    supervisor.holdDatabase(false);
    history.ended(fault, Instant.now());
  }

  private void readOnly(PlannedFault planned)
      throws IOException, SQLException, InterruptedException {
    repeat(() -> execute("alter system set default_transaction_read_only = on"));
    int fault = began(planned, "");
    sleep(planned.length());
    repeat(() -> execute("alter system reset default_transaction_read_only"));
    history.ended(fault, Instant.now());
  }

  private void execute(String command) throws SQLException {
    try (Connection connection = installation.database().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(command);
      statement.execute("select pg_reload_conf()");
    }
  }

  private void diskFull(PlannedFault planned, SmallDisk disk)
      throws IOException, SQLException, InterruptedException {
    repeat(disk::fill);
    int fault = began(planned, "");
    sleep(planned.length());
    repeat(disk::free);
    history.ended(fault, Instant.now());
  }

  private void stall(PlannedFault planned) {
    installation.proxy(planned.node()).stall(true);
    int fault = began(planned, "node %d to PostgreSQL".formatted(planned.node() + 1));
    sleep(planned.length());
    installation.proxy(planned.node()).stall(false);
    history.ended(fault, Instant.now());
  }

  private void failProvider(PlannedFault planned)
      throws IOException, SQLException, InterruptedException {
    Provider failure = Provider.of(planned.variant());
    repeat(() -> failure.begin(installation.simulator()));
    int fault = began(planned, failure.text());
    sleep(planned.length());
    repeat(installation.simulator()::clearFaults);
    history.ended(fault, Instant.now());
  }

  private void setClock(PlannedFault planned) throws IOException {
    ClockFile clock = installation.clock(planned.node()).orElseThrow();
    Duration jump = ClockFile.jump(planned.variant());
    clock.set(jump);
    int fault = began(planned, "node %d by %s and back".formatted(planned.node() + 1, jump));
    sleep(planned.length());
    clock.set(Duration.ZERO);
    history.ended(fault, Instant.now());
  }

  private int began(PlannedFault planned, String where) {
    String what = planned.fault().text() + (where.isEmpty() ? "" : ": " + where);
    progress.accept(
        "%4d s %s, for %.1f s"
            .formatted(planned.at().toSeconds(), what, planned.length().toMillis() / 1e3));
    return history.began(what, Instant.now());
  }

  /// An operation that a fault in progress may prevent.
  private interface Attempt {
    void run() throws IOException, SQLException, InterruptedException;
  }

  private static void repeat(Attempt attempt)
      throws IOException, SQLException, InterruptedException {
    for (int i = 1; ; i++) {
      try {
        attempt.run();
        return;
      } catch (IOException | SQLException e) {
        if (i == MOST_ATTEMPTS) {
          throw e;
        }
        sleep(RETRY);
      }
    }
  }

  private static void sleepUntil(Instant moment) {
    sleep(Duration.between(Instant.now(), moment));
  }

  private static void sleep(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    for (long left = length.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
