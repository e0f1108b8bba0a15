package io.headland.bench.soak;

import io.headland.bench.server.SupervisedServer;
import io.headland.bench.soak.check.History;
import io.headland.bench.soak.check.Sample;
import io.headland.bench.soak.check.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// Restarts processes that ended, as a process manager does, and measures the resources of the
/// servers.
final class ProcessSupervisor implements AutoCloseable {
  private static final Duration CHECK_INTERVAL = Duration.ofMillis(250);
  private static final int SAMPLE_EVERY = 20;
  private static final int HEAP_EVERY = 120;

  /// A server that starts without a database exits with a message.
  private static final Duration START = Duration.ofSeconds(60);

  private final Installation installation;
  private final History history;
  private final AtomicBoolean databaseHeld = new AtomicBoolean();
  private final List<Sample> samples = new ArrayList<>();
  private final List<Double> loads = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  private ProcessSupervisor(Installation installation, History history) {
    this.installation = installation;
    this.history = history;
  }

  static ProcessSupervisor start(Installation installation, History history) {
    ProcessSupervisor supervisor = new ProcessSupervisor(installation, history);
    supervisor.threads.add(Thread.ofVirtual().start(supervisor::superviseServers));
    supervisor.threads.add(Thread.ofVirtual().start(supervisor::superviseDatabase));
    supervisor.threads.add(Thread.ofVirtual().start(supervisor::measure));
    return supervisor;
  }

  /// Prevents the restart of PostgreSQL, or allows it again.
  void holdDatabase(boolean hold) {
    databaseHeld.set(hold);
  }

  synchronized List<Sample> samples() {
    return List.copyOf(samples);
  }

  /// Load averages of the machine over a minute, if it reports them.
  synchronized List<Double> loads() {
    return List.copyOf(loads);
  }

  private void superviseServers() {
    while (!stopped) {
      for (int node = 0; node < installation.servers().size(); node++) {
        superviseServer(node);
      }
      LockSupport.parkNanos(CHECK_INTERVAL.toNanos());
    }
  }

  private void superviseServer(int node) {
    try {
      Optional<SupervisedServer.End> end = installation.servers().get(node).restartIfEnded();
      end.filter(e -> e.age().compareTo(START) > 0)
          .ifPresent(
              e ->
                  history.add(
                      new Violation(
                          Violation.Type.UNEXPECTED_EXIT,
                          "node %d ended with code %d after %d s"
                              .formatted(node + 1, e.code(), e.age().toSeconds()),
                          Instant.now())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void superviseDatabase() {
    while (!stopped) {
      try {
        if (!databaseHeld.get()) {
          boolean _ = installation.database().restartIfEnded();
        }
      } catch (IOException _) {
        // The disk is full, or the file is being written: the action is retried.
      }
      LockSupport.parkNanos(CHECK_INTERVAL.toNanos());
    }
  }

  private void measure() {
    try {
      for (long round = 0; !stopped; round++) {
        if (round % SAMPLE_EVERY == 0) {
          sample(round % HEAP_EVERY == 0);
        }
        LockSupport.parkNanos(CHECK_INTERVAL.toNanos());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void sample(boolean withHeap) throws InterruptedException {
    for (int node = 0; node < installation.servers().size(); node++) {
      SupervisedServer server = installation.servers().get(node);
      OptionalLong heap = withHeap ? server.heapBytes() : OptionalLong.empty();
      add(
          new Sample(
              node, Instant.now(), server.age(), server.residentBytes(), server.handles(), heap),
          ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
  }

  private synchronized void add(Sample sample, double load) {
    samples.add(sample);
    if (load >= 0) {
      loads.add(load);
    }
  }

  @Override
  public void close() {
    stopped = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
