package io.headland.simulator;

import io.headland.simulator.http.Request;
import io.headland.simulator.http.Response;
import io.headland.simulator.http.WebHost;
import io.headland.simulator.johndeere.JohnDeere;
import io.headland.simulator.johndeere.world.LiveWorld;
import io.headland.simulator.johndeere.world.World;
import io.headland.simulator.world.Minter;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// A running simulator. Several may run in one program; they share nothing.
public final class Simulator implements AutoCloseable {
  private final URI baseUri;
  private final WebHost host;
  private final Front front;
  private final List<DemoCredentials> credentials;
  private final SimulatorControl control;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Simulator(
      URI baseUri,
      WebHost host,
      Front front,
      List<DemoCredentials> credentials,
      SimulatorControl control) {
    this.baseUri = baseUri;
    this.host = host;
    this.front = front;
    this.credentials = credentials;
    this.control = control;
  }

  /// Binds and answers from here on.
  public static Simulator start(SimulatorOptions options) {
    World world = options.findWorld().orElseGet(options.worldSeed()::grow);
    SettableClock clock = new SettableClock(options.clock());
    LiveWorld live = new LiveWorld(world, options.switches());
    JohnDeere site = new JohnDeere(live, clock, options.worldSeed().seed());
    FaultBook faults = new FaultBook();
    RequestLog log = new RequestLog();
    Front front = new Front(site, faults, log, clock);
    SimulatorControl control =
        new SimulatorControl(
            live, site, faults, log, clock, new Minter(options.worldSeed().seed()));
    List<DemoCredentials> credentials = credentialsOf(world);
    ControlApi api = new ControlApi(control, credentials);
    WebHost host =
        WebHost.start(options.host(), options.port(), request -> answer(request, api, front));
    URI baseUri = URI.create("http://" + reachableHost(options.host()) + ":" + host.port());
    live.reachableAt(baseUri);
    return new Simulator(baseUri, host, front, credentials, control);
  }

  private static Response answer(Request request, ControlApi api, Front front) {
    return ControlApi.owns(request) ? api.answer(request) : front.answer(request);
  }

  private static String reachableHost(String host) {
    return host.equals("0.0.0.0") ? "127.0.0.1" : host;
  }

  private static List<DemoCredentials> credentialsOf(World world) {
    return world.grants().stream()
        .flatMap(
            grant ->
                world.findApplication(grant.clientKey()).stream()
                    .flatMap(
                        application ->
                            world.findGrower(grant.userName()).stream()
                                .map(
                                    grower ->
                                        new DemoCredentials(
                                            application.clientKey(),
                                            application.clientSecret(),
                                            grant.refreshToken(),
                                            grower.userName(),
                                            grower.password()))))
        .toList();
  }

  public URI baseUri() {
    return baseUri;
  }

  /// The first user's; refused when the world has no grant.
  public DemoCredentials demoCredentials() {
    if (credentials.isEmpty()) {
      throw new IllegalStateException("this world has no grant with a refresh token");
    }
    return credentials.getFirst();
  }

  /// One for each grant of the world.
  public List<DemoCredentials> allCredentials() {
    return credentials;
  }

  public SimulatorControl control() {
    return control;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      front.close();
      host.close();
    }
  }
}
