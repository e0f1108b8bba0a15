package io.headland.server.module;

import io.headland.server.api.health.AccountOverviewResource;
import io.headland.server.api.system.SystemResource;
import io.headland.server.core.health.AccountOverviewStore;
import io.headland.server.core.system.NodeStore;
import io.headland.server.core.system.SystemStore;
import io.headland.server.engine.system.NodePresence;
import io.headland.server.platform.config.Version;
import io.headland.server.platform.http.Routes;
import org.jdbi.v3.core.Jdbi;

/// The health of accounts and the state of the installation.
public final class HealthModule implements AutoCloseable {
  private final NodePresence presence;
  private final AccountOverviewResource accounts;
  private final SystemResource system;

  /// Starts to record the presence of this node.
  public HealthModule(Platform platform, OwnerModule owners) {
    Jdbi jdbi = platform.jdbi();
    NodeStore nodes = new NodeStore(jdbi);
    this.presence =
        NodePresence.start(
            nodes, platform.node(), Version.number(), platform.clock(), platform.loops());
    this.accounts = new AccountOverviewResource(new AccountOverviewStore(jdbi));
    this.system =
        new SystemResource(
            nodes, new SystemStore(jdbi), owners::isOperator, Version.number(), platform.clock());
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
