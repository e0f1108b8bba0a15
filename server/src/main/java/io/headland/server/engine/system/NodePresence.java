package io.headland.server.engine.system;

import io.headland.server.core.system.NodeStore;
import io.headland.server.platform.tasks.BackgroundLoop;
import io.headland.server.platform.tasks.BackgroundLoops;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This node's heartbeat for the system view. It has no other effect: the takeover of tasks is
/// based on the scheduler's heartbeats.
public final class NodePresence implements AutoCloseable {
  public static final Duration EVERY = Duration.ofSeconds(15);
  private static final Logger log = LoggerFactory.getLogger(NodePresence.class);

  private final NodeStore nodes;
  private final String name;
  private final BackgroundLoop loop;

  private NodePresence(NodeStore nodes, String name, InstantSource clock, BackgroundLoops loops) {
    this.nodes = nodes;
    this.name = name;
    this.loop =
        loops.start("node-presence", EVERY, _ -> nodes.recordPresence(name, clock.instant()));
  }

  public static NodePresence start(
      NodeStore nodes, String name, String version, InstantSource clock, BackgroundLoops loops) {
    nodes.add(name, host(), version, clock.instant());
    return new NodePresence(nodes, name, clock, loops);
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
    loop.close();
    try {
      nodes.remove(name);
    } catch (RuntimeException e) {
      // Other nodes detect that it has ended.
      log.debug("This node could not be removed", e);
    }
  }
}
