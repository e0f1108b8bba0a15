package io.headland.server.platform.postgres;

import io.headland.server.platform.config.StartupException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Restarts an embedded PostgreSQL that ended without being stopped: killed, crashed, or without
/// disk space. The delays between attempts grow; when the attempts within a time limit have failed,
/// the server exits.
///
/// PostgreSQL itself recovers when one of its processes other than the postmaster ends.
public final class PostgresSupervisor {
  /// The interval at which the process is checked.
  public static final Duration INTERVAL = Duration.ofMillis(500);

  private static final Logger log = LoggerFactory.getLogger(PostgresSupervisor.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  private static final int MAX_DOUBLINGS = 5;

  /// A process that ends again within this time does not count as restarted.
  private static final Duration STEADY = Duration.ofSeconds(30);

  private final EmbeddedPostgres postgres;
  private final Duration limit;
  private final LongSupplier nanoTime;
  private final CompletableFuture<String> failure = new CompletableFuture<>();
  private @Nullable Outage outage;

  /// From the end of the process until it has run for a sufficient time again.
  ///
  /// @param since when the end was detected
  /// @param attempts to restart it
  /// @param next time of the next attempt
  /// @param runningSince when the last attempt succeeded
  private record Outage(long since, int attempts, long next, long runningSince, String reason) {}

  PostgresSupervisor(EmbeddedPostgres postgres, Duration limit) {
    this(postgres, limit, System::nanoTime);
  }

  PostgresSupervisor(EmbeddedPostgres postgres, Duration limit, LongSupplier nanoTime) {
    this.postgres = postgres;
    this.limit = limit;
    this.nanoTime = nanoTime;
  }

  /// Completed with one sentence when PostgreSQL cannot be restarted.
  public CompletableFuture<String> failure() {
    return failure;
  }

  /// Checks the process and restarts it if necessary. To be called at the interval.
  public void check() throws InterruptedException {
    if (failure.isDone()) {
      return;
    }
    long now = nanoTime.getAsLong();
    if (isRunning()) {
      if (outage != null && now - outage.runningSince() > steady()) {
        outage = null;
      }
      return;
    }
    if (outage == null) {
      log.error("The embedded PostgreSQL ended unexpectedly and is restarted");
      outage = new Outage(now, 0, now, now, "it ended again after each restart");
    }
    if (now - outage.since() > limit.toNanos()) {
      failure.complete(
          "The embedded PostgreSQL ended and could not be restarted for %d s: %s"
              .formatted(limit.toSeconds(), outage.reason()));
    } else if (now >= outage.next()) {
      outage = restart(outage);
    }
  }

  private long steady() {
    return Math.min(STEADY.toNanos(), limit.toNanos() / 2);
  }

  private Outage restart(Outage before) throws InterruptedException {
    int attempts = before.attempts() + 1;
    String reason = before.reason();
    try {
      postgres.restart();
      log.warn("The embedded PostgreSQL is running again (attempt {})", attempts);
    } catch (IOException | StartupException e) {
      reason = String.valueOf(e.getMessage());
      log.debug("Attempt {} to restart the embedded PostgreSQL failed", attempts, e);
    }
    Duration pause = Duration.ofMillis(250L << Math.min(attempts, MAX_DOUBLINGS + 1));
    long wait = Math.min(pause.toNanos(), LONGEST_PAUSE.toNanos());
    return new Outage(
        before.since(), attempts, nanoTime.getAsLong() + wait, nanoTime.getAsLong(), reason);
  }

  private boolean isRunning() {
    try {
      return postgres.isRunning();
    } catch (IOException e) {
      log.debug("The state of the embedded PostgreSQL cannot be read", e);
      return false;
    }
  }
}
