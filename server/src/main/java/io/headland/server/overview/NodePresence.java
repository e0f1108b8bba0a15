package io.headland.server.overview;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This node's sign of life, for those who look at the state of the system. Nothing is decided by
/// it: who takes over whose work is between the scheduler and its own heartbeats.
public final class NodePresence implements AutoCloseable {
  static final Duration EVERY = Duration.ofSeconds(15);
  private static final Logger log = LoggerFactory.getLogger(NodePresence.class);

  private final NodeStore nodes;
  private final String name;
  private final InstantSource clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("node-presence").factory());

  private NodePresence(NodeStore nodes, String name, InstantSource clock) {
    this.nodes = nodes;
    this.name = name;
    this.clock = clock;
  }

  public static NodePresence start(
      NodeStore nodes, String name, String version, InstantSource clock) {
    NodePresence presence = new NodePresence(nodes, name, clock);
    nodes.add(name, host(), version, clock.instant());
    var _ =
        presence.timer.scheduleWithFixedDelay(
            presence::show, EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
    return presence;
  }

  private void show() {
    try {
      nodes.seen(name, clock.instant());
    } catch (RuntimeException e) {
      // The edge of the loop: an exception here would end the timer for good.
      log.debug("This node could not give its sign of life", e);
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "unknown";
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    try {
      nodes.remove(name);
    } catch (RuntimeException e) {
      // The others see for themselves that it is gone.
      log.debug("This node could not be signed off", e);
    }
  }
}
