package io.headland.server.engine.clock;

import io.headland.server.platform.tasks.BackgroundLoop;
import io.headland.server.platform.tasks.BackgroundLoops;
import io.headland.server.platform.tasks.TaskScheduler;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compares the wall clock of this node with the monotonic clock and with the clock of the
/// database.
///
/// When the wall clock or the database's clock was set by more than [#TOLERANCE], one line is
/// logged and `headland.clock.jumps` counts it. After a clock was set back the schedulers are
/// restarted, because the library waits by the wall clock, and stored times that are too far in the
/// future are corrected ([StoredTimesStore]). They are also corrected once after the start, because
/// the clock may have been set while no server was running.
///
/// A node whose clock differs from the database's by more than the tolerance corrects nothing: it
/// is not known which of the two is right, and other nodes may agree with the database. It logs the
/// difference, which is the metric `headland.clock.database.difference` in seconds.
public final class ClockWatch implements AutoCloseable {
  static final Duration TOLERANCE = Duration.ofMinutes(1);

  /// Operations that were in progress when the clock was set may still store times of the earlier
  /// clock.
  private static final Duration SECOND_CORRECTION = Duration.ofMinutes(1);

  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Logger log = LoggerFactory.getLogger(ClockWatch.class);

  private final InstantSource clock;
  private final InstantSource steady;
  private final DatabaseClock database;
  private final StoredTimesStore times;
  private final Counter forward;
  private final Counter back;
  private List<TaskScheduler> schedulers = List.of();
  private Optional<BackgroundLoop> loop = Optional.empty();
  private Duration wallAhead;
  private boolean setBack;
  private boolean correctionDue = true;
  private Optional<Instant> secondCorrection = Optional.empty();
  private boolean differs;

  public ClockWatch(
      InstantSource clock,
      InstantSource steady,
      DatabaseClock database,
      StoredTimesStore times,
      MeterRegistry meters) {
    this.clock = clock;
    this.steady = steady;
    this.database = database;
    this.times = times;
    this.wallAhead = Duration.between(steady.instant(), clock.instant());
    this.forward = jumps("forward", meters);
    this.back = jumps("back", meters);
    Gauge.builder("headland.clock.database.difference", this, ClockWatch::differenceInSeconds)
        .register(meters);
  }

  private static Counter jumps(String direction, MeterRegistry meters) {
    return Counter.builder("headland.clock.jumps").tag("direction", direction).register(meters);
  }

  /// Checks the clocks now and every few seconds, on a thread of its own: the first correction may
  /// read all rows of large tables, for which the start of the node does not wait.
  ///
  /// @param toRestart the schedulers that are restarted when a clock was set back
  public void start(List<TaskScheduler> toRestart, BackgroundLoops loops) {
    schedulers = List.copyOf(toRestart);
    loop = Optional.of(loops.startMaintenance("clock", Duration.ZERO, INTERVAL, _ -> check()));
  }

  @Override
  public void close() {
    loop.ifPresent(BackgroundLoop::close);
  }

  private void check() {
    readWallClock();
    try {
      readDatabaseClock();
    } finally {
      recover();
    }
  }

  private void readWallClock() {
    Duration now = Duration.between(steady.instant(), clock.instant());
    report("The clock of this node", now.minus(wallAhead));
    wallAhead = now;
  }

  private void readDatabaseClock() {
    report("The clock of the database", database.read());
    compareWithDatabase();
  }

  private void report(String which, Duration jump) {
    if (jump.abs().compareTo(TOLERANCE) <= 0) {
      return;
    }
    if (jump.isNegative()) {
      log.warn("{} was set back by {}", which, text(jump));
      back.increment();
      setBack = true;
      correctionDue = true;
    } else {
      log.warn("{} was set forward by {}, or the machine was suspended", which, text(jump));
      forward.increment();
    }
  }

  private void compareWithDatabase() {
    Duration difference = Duration.between(database.instant(), clock.instant());
    boolean now = difference.abs().compareTo(TOLERANCE) > 0;
    if (now && !differs) {
      log.error(
          "The clock of this node is {} {} the clock of the database; tasks and leases depend on"
              + " clocks that agree",
          text(difference),
          difference.isNegative() ? "behind" : "ahead of");
    } else if (differs && !now) {
      log.info("The clock of this node agrees with the clock of the database again");
    }
    differs = now;
  }

  private void recover() {
    if (setBack) {
      restartTasks();
    } else {
      correctIfDue();
    }
  }

  /// No task may store a time of the earlier clock after the correction, so the schedulers are
  /// stopped meanwhile.
  private void restartTasks() {
    schedulers.forEach(TaskScheduler::stop);
    try {
      times.deleteThrottles();
      correctIfDue();
    } finally {
      schedulers.forEach(TaskScheduler::start);
    }
    setBack = false;
    secondCorrection = Optional.of(steady.instant().plus(SECOND_CORRECTION));
  }

  private void correctIfDue() {
    boolean second = secondCorrection.filter(at -> !at.isAfter(steady.instant())).isPresent();
    if (differs || !(correctionDue || second)) {
      return;
    }
    times
        .correct(clock.instant())
        .forEach(
            (what, count) ->
                log.warn("{}: {} were too far in the future and have been corrected", what, count));
    correctionDue = false;
    if (second) {
      secondCorrection = Optional.empty();
    }
  }

  private double differenceInSeconds() {
    return Duration.between(database.instant(), clock.instant()).toMillis() / 1_000.0;
  }

  private static String text(Duration duration) {
    Duration rounded = duration.abs().plusSeconds(30);
    return "%d h %d min".formatted(rounded.toHours(), rounded.toMinutesPart());
  }
}
