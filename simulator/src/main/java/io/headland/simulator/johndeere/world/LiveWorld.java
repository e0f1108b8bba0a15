package io.headland.simulator.johndeere.world;

import java.net.URI;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// The current world and switches. Readers use a consistent snapshot; data rendered from a snapshot
/// is valid until its revision changes.
public final class LiveWorld {
  /// A consistent snapshot.
  public record Snapshot(long revision, World world, Switches switches, URI ownBase) {
    /// The base of API links, without a trailing slash.
    public String linkBase() {
      URI base = switches.linkBase();
      return withoutSlash(base == null ? ownBase : base);
    }

    public String connectionsBase() {
      URI base = switches.connectionsBase();
      return withoutSlash(base == null ? ownBase : base);
    }

    private static String withoutSlash(URI base) {
      String text = base.toString();
      return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
  }

  private volatile Snapshot now;

  public LiveWorld(World world, Switches switches) {
    now = new Snapshot(1, world, switches, URI.create("http://localhost"));
  }

  public Snapshot now() {
    return now;
  }

  public World world() {
    return now.world();
  }

  public Switches switches() {
    return now.switches();
  }

  /// Applies one change and returns the resulting world.
  public synchronized World change(UnaryOperator<World> change) {
    World changed = change.apply(now.world());
    now = new Snapshot(now.revision() + 1, changed, now.switches(), now.ownBase());
    return changed;
  }

  /// The result of one change.
  public record Changed<T>(World world, T result) {}

  /// Applies one change and returns its result; nothing is changed when `change` throws.
  public synchronized <T> T changeFor(Function<World, Changed<T>> change) {
    Changed<T> changed = change.apply(now.world());
    now = new Snapshot(now.revision() + 1, changed.world(), now.switches(), now.ownBase());
    return changed.result();
  }

  public synchronized void changeSwitches(UnaryOperator<Switches> change) {
    now =
        new Snapshot(now.revision() + 1, now.world(), change.apply(now.switches()), now.ownBase());
  }

  /// Sets the address of this server, once it is known.
  public synchronized void reachableAt(URI ownBase) {
    now = new Snapshot(now.revision() + 1, now.world(), now.switches(), ownBase);
  }
}
