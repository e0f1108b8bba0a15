package io.headland.server.api.system;

import io.headland.server.core.system.NodeStore;
import io.headland.server.core.system.SystemStore;
import io.headland.server.engine.system.NodePresence;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The state of the system: for an API owner its own tasks, for an operator the complete
/// installation. Added by Headland.
public final class SystemResource {
  /// The number of missed heartbeats after which a node is regarded as failed.
  private static final int MISSED = 4;

  private final NodeStore nodes;
  private final SystemStore system;
  private final Predicate<ApiOwnerId> isOperator;
  private final String version;
  private final InstantSource clock;

  /// @param isOperator whether an API owner can read the state of the installation
  public SystemResource(
      NodeStore nodes,
      SystemStore system,
      Predicate<ApiOwnerId> isOperator,
      String version,
      InstantSource clock) {
    this.isOperator = isOperator;
    this.nodes = nodes;
    this.system = system;
    this.version = version;
    this.clock = clock;
  }

  /// The response.
  ///
  /// @param version of the responding node
  /// @param nodes only for operators, like `database`
  record View(
      String version,
      Instant time,
      @Nullable List<NodeView> nodes,
      List<SystemStore.Queue> queues,
      SystemStore.@Nullable DatabaseState database) {}

  record NodeView(
      String name,
      String host,
      String version,
      Instant startedAt,
      Instant seenAt,
      boolean alive,
      int working) {
    static NodeView of(NodeStore.Seen node, Instant now) {
      Instant lastMoment = now.minus(NodePresence.EVERY.multipliedBy(MISSED));
      return new NodeView(
          node.name(),
          node.host(),
          node.version(),
          node.startedAt(),
          node.seenAt(),
          !node.seenAt().isBefore(lastMoment),
          node.working());
    }
  }

  public void addTo(Routes routes) {
    routes.owned("GET", "/services/headland/api/system", this::get);
  }

  private Response get(ApiOwnerId owner, Request request) {
    Instant now = clock.instant();
    return Response.ok(
        isOperator.test(owner)
            ? new View(
                version,
                now,
                nodes.list(now).stream().map(node -> NodeView.of(node, now)).toList(),
                system.queues(now),
                system.database())
            : new View(version, now, null, system.queues(owner, now), null));
  }
}
