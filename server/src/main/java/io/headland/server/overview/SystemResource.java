package io.headland.server.overview;

import io.headland.server.http.Answer;
import io.headland.server.http.Call;
import io.headland.server.http.Routes;
import io.headland.server.id.ApiOwnerId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// The state of the system. Added by Headland.
public final class SystemResource {
  /// A node that gave no sign of life for so many of its turns is taken for gone.
  private static final int MISSED = 4;

  private final NodeStore nodes;
  private final SystemStore system;
  private final String version;
  private final InstantSource clock;

  public SystemResource(NodeStore nodes, SystemStore system, String version, InstantSource clock) {
    this.nodes = nodes;
    this.system = system;
    this.version = version;
    this.clock = clock;
  }

  /// @param version of the node that answers
  record View(
      String version,
      Instant time,
      List<NodeView> nodes,
      List<SystemStore.Queue> queues,
      SystemStore.DatabaseState database) {}

  record NodeView(
      String name,
      String host,
      String version,
      Instant startedAt,
      Instant seenAt,
      boolean alive,
      int working) {
    static NodeView of(NodeStore.Seen seen, Instant now) {
      Instant lastMoment = now.minus(NodePresence.EVERY.multipliedBy(MISSED));
      return new NodeView(
          seen.name(),
          seen.host(),
          seen.version(),
          seen.startedAt(),
          seen.seenAt(),
          !seen.seenAt().isBefore(lastMoment),
          seen.working());
    }
  }

  public void addTo(Routes routes) {
    routes.owned("GET", "/services/headland/api/system", this::get);
  }

  private Answer get(ApiOwnerId owner, Call call) {
    Instant now = clock.instant();
    return Answer.ok(
        new View(
            version,
            now,
            nodes.list(now).stream().map(node -> NodeView.of(node, now)).toList(),
            system.queues(now),
            system.database()));
  }
}
