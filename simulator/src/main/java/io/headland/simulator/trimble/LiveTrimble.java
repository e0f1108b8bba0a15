package io.headland.simulator.trimble;

import java.util.function.UnaryOperator;

/// Trimble as it is now.
public final class LiveTrimble {
  private volatile TrimbleWorld world;

  public LiveTrimble(TrimbleWorld world) {
    this.world = world;
  }

  public TrimbleWorld world() {
    return world;
  }

  /// Changes one organization; one that is not there stays so.
  public synchronized void change(String orgId, UnaryOperator<TrimbleOrganization> change) {
    TrimbleWorld before = world;
    world = before.findOrganization(orgId).map(change).map(before::with).orElse(before);
  }

  public synchronized void add(TrimbleOrganization organization) {
    world = world.with(organization);
  }

  /// Registers an address to which browsers may be redirected.
  public synchronized void registerRedirectUri(String uri) {
    world = world.with(world.application().withRedirectUri(uri));
  }

  public void rename(String orgId, String name) {
    change(orgId, organization -> organization.withName(name));
  }

  public void authorize(String orgId) {
    change(orgId, organization -> organization.authorized(true));
  }

  public void unauthorize(String orgId) {
    change(orgId, organization -> organization.authorized(false));
  }
}
