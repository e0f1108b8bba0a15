package io.headland.server.module;

import io.headland.server.api.health.AccountOverviewResource;
import io.headland.server.api.system.SystemResource;
import io.headland.server.core.health.AccountOverviewStore;
import io.headland.server.core.system.NodeStore;
import io.headland.server.core.system.SystemStore;
import io.headland.server.engine.system.NodePresence;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.tasks.BackgroundLoops;
import java.time.InstantSource;
import java.util.function.Predicate;

/// Everything of this package, put together.
public final class HealthModule implements AutoCloseable {
  private final NodePresence presence;
  private final AccountOverviewResource accounts;
  private final SystemResource system;

  /// Starts to record the presence of this node.
  ///
  /// @param isOperator whether an API owner sees the whole installation
  /// @param node this node's name, as the scheduler has it
  public HealthModule(
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
