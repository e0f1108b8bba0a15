package io.headland.simulator;

import io.headland.simulator.johndeere.world.Switches;
import io.headland.simulator.johndeere.world.World;
import io.headland.simulator.johndeere.world.WorldSeed;
import io.headland.simulator.trimble.TrimbleSeed;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The options with which a simulator starts.
///
/// @param world the world to serve; absent: one is generated from the seed
/// @param operationsFrom a folder with exports of field operations; absent: they are generated
public record SimulatorOptions(
    String host,
    int port,
    WorldSeed worldSeed,
    TrimbleSeed trimbleSeed,
    @Nullable World world,
    @Nullable Path operationsFrom,
    Switches switches,
    Clock clock) {

  /// A free local port, twelve organizations from seed 7, the system clock.
  public static SimulatorOptions defaults() {
    return new SimulatorOptions(
        "127.0.0.1",
        0,
        new WorldSeed(7, 12, 1, 4),
        new TrimbleSeed(3, 1, 4),
        null,
        null,
        Switches.defaults(),
        Clock.systemUTC());
  }

  public Optional<World> findWorld() {
    return Optional.ofNullable(world);
  }

  public Optional<Path> findOperationsFrom() {
    return Optional.ofNullable(operationsFrom);
  }

  /// A folder with exports that replace the generated field operations.
  public SimulatorOptions withOperationsFrom(Path folder) {
    return new SimulatorOptions(host, port, worldSeed, trimbleSeed, world, folder, switches, clock);
  }

  public SimulatorOptions withHost(String other) {
    return new SimulatorOptions(
        other, port, worldSeed, trimbleSeed, world, operationsFrom, switches, clock);
  }

  public SimulatorOptions withPort(int other) {
    return new SimulatorOptions(
        host, other, worldSeed, trimbleSeed, world, operationsFrom, switches, clock);
  }

  public SimulatorOptions withSeed(long seed) {
    return withWorldSeed(
        new WorldSeed(seed, worldSeed.organizations(), worldSeed.users(), worldSeed.fields()));
  }

  /// The number of organizations that each user sees.
  public SimulatorOptions withOrganizations(int count) {
    return withWorldSeed(
        new WorldSeed(worldSeed.seed(), count, worldSeed.users(), worldSeed.fields()));
  }

  /// The number of users, each with organizations and a refresh token of their own.
  public SimulatorOptions withUsers(int count) {
    return withWorldSeed(
        new WorldSeed(worldSeed.seed(), worldSeed.organizations(), count, worldSeed.fields()));
  }

  /// The number of fields in a connected organization.
  public SimulatorOptions withFields(int count) {
    return withWorldSeed(
        new WorldSeed(worldSeed.seed(), worldSeed.organizations(), worldSeed.users(), count));
  }

  /// The number of organizations of each user of Trimble.
  public SimulatorOptions withTrimbleOrganizations(int count) {
    return withTrimble(new TrimbleSeed(count, trimbleSeed.users(), trimbleSeed.fields()));
  }

  /// The number of users of Trimble, each with a refresh token of their own.
  public SimulatorOptions withTrimbleUsers(int count) {
    return withTrimble(new TrimbleSeed(trimbleSeed.organizations(), count, trimbleSeed.fields()));
  }

  /// The number of fields in an organization at Trimble.
  public SimulatorOptions withTrimbleFields(int count) {
    return withTrimble(new TrimbleSeed(trimbleSeed.organizations(), trimbleSeed.users(), count));
  }

  private SimulatorOptions withTrimble(TrimbleSeed other) {
    return new SimulatorOptions(
        host, port, worldSeed, other, world, operationsFrom, switches, clock);
  }

  private SimulatorOptions withWorldSeed(WorldSeed other) {
    return new SimulatorOptions(
        host, port, other, trimbleSeed, world, operationsFrom, switches, clock);
  }

  public SimulatorOptions withWorld(World other) {
    return new SimulatorOptions(
        host, port, worldSeed, trimbleSeed, other, operationsFrom, switches, clock);
  }

  public SimulatorOptions withClock(Clock other) {
    return new SimulatorOptions(
        host, port, worldSeed, trimbleSeed, world, operationsFrom, switches, other);
  }

  public SimulatorOptions withSwitches(Switches other) {
    return new SimulatorOptions(
        host, port, worldSeed, trimbleSeed, world, operationsFrom, other, clock);
  }

  public SimulatorOptions withRotation(boolean on) {
    return withSwitches(switches.withRotation(on));
  }

  public SimulatorOptions withRevokeOnReuse(boolean on) {
    return withSwitches(switches.withRevokeOnReuse(on));
  }

  public SimulatorOptions withLinkBase(URI base) {
    return withSwitches(switches.withLinkBase(base));
  }

  public SimulatorOptions withConnectionsBase(URI base) {
    return withSwitches(switches.withConnectionsBase(base));
  }

  public SimulatorOptions withAccessTokenLifetime(Duration lifetime) {
    return withSwitches(switches.withAccessTokenLifetime(lifetime));
  }

  /// The largest number of records in one response of Trimble.
  public SimulatorOptions withTrimblePageSize(int records) {
    return withSwitches(switches.withTrimblePageSize(records));
  }

  /// The delay of every response of a provider.
  public SimulatorOptions withLatency(Duration wait) {
    return withSwitches(switches.withLatency(wait));
  }

  /// Calls per second that one application may make.
  public SimulatorOptions withRateLimit(double callsPerSecond) {
    return withSwitches(switches.withRateLimit(callsPerSecond));
  }
}
