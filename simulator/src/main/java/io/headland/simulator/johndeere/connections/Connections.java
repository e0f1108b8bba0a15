package io.headland.simulator.johndeere.connections;

import io.headland.simulator.johndeere.oauth.GrantRegistry;
import io.headland.simulator.johndeere.world.LiveWorld;
import io.headland.simulator.johndeere.world.Organization;
import io.headland.simulator.johndeere.world.World;
import java.time.InstantSource;
import java.util.Optional;

/// Connects and disconnects organizations. A user whose last connection to an application is
/// removed loses the refresh token as well, unless the switch is off.
public final class Connections {
  private final LiveWorld live;
  private final GrantRegistry book;
  private final InstantSource clock;

  public Connections(LiveWorld live, GrantRegistry book, InstantSource clock) {
    this.live = live;
    this.book = book;
    this.clock = clock;
  }

  public void connect(String orgId, String clientKey) {
    live.change(
        world ->
            world
                .findOrganization(orgId)
                .map(o -> world.with(o.connected(clientKey, clock.instant())))
                .orElse(world));
  }

  public void disconnect(String orgId, String clientKey) {
    Optional<Organization> before =
        live.world().findOrganization(orgId).filter(o -> o.isConnectedTo(clientKey));
    if (before.isEmpty()) {
      return;
    }
    World after =
        live.change(
            world ->
                world
                    .findOrganization(orgId)
                    .map(o -> world.with(o.disconnected(clientKey)))
                    .orElse(world));
    if (live.switches().endGrantWithLastConnection()) {
      before.get().members().keySet().stream()
          .filter(userName -> !after.hasConnection(userName, clientKey))
          .forEach(userName -> book.revokeRefreshTokensOf(userName, clientKey));
    }
  }
}
