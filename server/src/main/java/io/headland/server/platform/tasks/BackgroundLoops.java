package io.headland.server.platform.tasks;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Starts the loops of this node and monitors them. `headland.loop.running` is 1 while a loop runs,
/// and 0 otherwise; `headland.loop.failures` counts failed runs.
public final class BackgroundLoops {
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

  private final MeterRegistry meters;
  private final Duration shortestPause;
  private final List<BackgroundLoop> loops = new CopyOnWriteArrayList<>();

  public BackgroundLoops(MeterRegistry meters) {
    this(meters, SHORTEST_PAUSE);
  }

  /// With a given delay before restarts.
  ///
  /// @param shortestPause pause after the first failure; doubled with each failure in sequence
  public BackgroundLoops(MeterRegistry meters, Duration shortestPause) {
    this.meters = meters;
    this.shortestPause = shortestPause;
  }

  /// Starts a loop on which requests depend, such as the publishing of events: while it does not
  /// run, the node is not ready.
  ///
  /// @param name such as `event-publisher`
  /// @param pause before the first run, and from the end of each run to the start of the next
  public BackgroundLoop start(String name, Duration pause, BackgroundLoop.Work work) {
    return start(name, true, pause, pause, work);
  }

  /// Starts a loop of maintenance, such as the recovery of grants: while it does not run, the node
  /// is ready, and the readiness response lists the loop.
  ///
  /// @param first delay before the first run
  /// @param pause from the end of each run to the start of the next
  public BackgroundLoop startMaintenance(
      String name, Duration first, Duration pause, BackgroundLoop.Work work) {
    return start(name, false, first, pause, work);
  }

  private BackgroundLoop start(
      String name, boolean essential, Duration first, Duration pause, BackgroundLoop.Work work) {
    Counter failures = Counter.builder("headland.loop.failures").tag("loop", name).register(meters);
    BackgroundLoop loop =
        new BackgroundLoop(name, essential, first, pause, shortestPause, work, failures);
    loops.removeIf(BackgroundLoop::isClosed);
    loops.add(loop);
    Gauge.builder("headland.loop.running", loop, one -> one.isRunning() ? 1 : 0)
        .tag("loop", name)
        .register(meters);
    loop.start();
    return loop;
  }

  /// Names of the loops on which requests depend and that do not run.
  public List<String> notRunning() {
    return notRunning(true);
  }

  /// Names of the loops of maintenance that do not run.
  public List<String> maintenanceNotRunning() {
    return notRunning(false);
  }

  private List<String> notRunning(boolean essential) {
    return loops.stream()
        .filter(loop -> loop.isEssential() == essential && !loop.isClosed() && !loop.isRunning())
        .map(BackgroundLoop::name)
        .toList();
  }
}
