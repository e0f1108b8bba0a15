package io.headland.server.overview;

import io.headland.server.background.BackgroundLoops;
import io.headland.server.http.Routes;
import io.headland.server.id.ApiOwnerId;
import java.time.InstantSource;
import java.util.function.Predicate;

/// Everything of this package, put together.
public final class Overview implements AutoCloseable {
  private final NodePresence presence;
  private final AccountOverviewResource accounts;
  private final SystemResource system;

  /// Starts to record the presence of this node.
  ///
  /// @param isOperator whether an API owner sees the whole installation
  /// @param node this node's name, as the scheduler has it
  public Overview(
      AccountOverviewStore accounts,
      NodeStore nodes,
      SystemStore system,
      Predicate<ApiOwnerId> isOperator,
      String node,
      String version,
      InstantSource clock,
      BackgroundLoops loops) {
    this.presence = NodePresence.start(nodes, node, version, clock, loops);
    this.accounts = new AccountOverviewResource(accounts);
    this.system = new SystemResource(nodes, system, isOperator, version, clock);
  }

  public void addTo(Routes routes) {
    accounts.addTo(routes);
    system.addTo(routes);
  }

  @Override
  public void close() {
    presence.close();
  }
}
