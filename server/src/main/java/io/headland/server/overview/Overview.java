package io.headland.server.overview;

import io.headland.server.background.BackgroundLoops;
import io.headland.server.http.Routes;
import java.time.InstantSource;

/// Everything of this package, put together.
public final class Overview implements AutoCloseable {
  private final NodePresence presence;
  private final AccountOverviewResource accounts;
  private final SystemResource system;

  /// @param node this node's name, as the scheduler has it
  public Overview(
      AccountOverviewStore accounts,
      NodeStore nodes,
      SystemStore system,
      String node,
      String version,
      InstantSource clock,
      BackgroundLoops loops) {
    this.presence = NodePresence.start(nodes, node, version, clock, loops);
    this.accounts = new AccountOverviewResource(accounts);
    this.system = new SystemResource(nodes, system, version, clock);
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
