package io.headland.simulator;

import io.headland.simulator.control.ControlApi;
import io.headland.simulator.control.Credentials;
import io.headland.simulator.control.DemoCredentials;
import io.headland.simulator.control.SettableClock;
import io.headland.simulator.control.SimulatorControl;
import io.headland.simulator.control.TrimbleControl;
import io.headland.simulator.control.TrimbleCredentials;
import io.headland.simulator.fault.FaultRegistry;
import io.headland.simulator.fielddata.IdGenerator;
import io.headland.simulator.http.Request;
import io.headland.simulator.http.Response;
import io.headland.simulator.http.WebHost;
import io.headland.simulator.johndeere.JohnDeere;
import io.headland.simulator.johndeere.operations.ExportFolder;
import io.headland.simulator.johndeere.world.LiveWorld;
import io.headland.simulator.johndeere.world.Switches;
import io.headland.simulator.johndeere.world.World;
import io.headland.simulator.traffic.CallCounter;
import io.headland.simulator.traffic.RequestFilter;
import io.headland.simulator.traffic.RequestLog;
import io.headland.simulator.trimble.LiveTrimble;
import io.headland.simulator.trimble.Trimble;
import io.headland.simulator.trimble.TrimbleRules;
import io.headland.simulator.trimble.TrimbleWorld;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// A running simulator. Several may run in one process; they share no state.
public final class Simulator implements AutoCloseable {
  private final URI baseUri;
  private final WebHost host;
  private final Providers site;
  private final RequestFilter requestFilter;
  private final Credentials credentials;
  private final SimulatorControl control;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Simulator(
      URI baseUri,
      WebHost host,
      Providers site,
      RequestFilter requestFilter,
      Credentials credentials,
      SimulatorControl control) {
    this.baseUri = baseUri;
    this.host = host;
    this.site = site;
    this.requestFilter = requestFilter;
    this.credentials = credentials;
    this.control = control;
  }

  /// Binds the port and starts to accept requests.
  public static Simulator start(SimulatorOptions options) {
    long seed = options.worldSeed().seed();
    World world = options.findWorld().orElseGet(options.worldSeed()::generate);
    TrimbleWorld trimbleWorld = options.trimbleSeed().generate(seed);
    ExportFolder exports =
        options.findOperationsFrom().map(ExportFolder::read).orElse(ExportFolder.NONE);
    SettableClock clock = new SettableClock(options.clock());
    LiveWorld live = new LiveWorld(world, options.switches());
    LiveTrimble liveTrimble = new LiveTrimble(trimbleWorld);
    Providers site =
        new Providers(
            new JohnDeere(live, clock, seed, exports),
            new Trimble(liveTrimble, () -> rules(live), clock, seed));
    FaultRegistry faults = new FaultRegistry();
    RequestFilter.Records records = new RequestFilter.Records(new RequestLog(), new CallCounter());
    RequestFilter requestFilter = new RequestFilter(site, faults, records, live::switches, clock);
    IdGenerator idGenerator = new IdGenerator(seed);
    TrimbleControl trimble =
        new TrimbleControl(liveTrimble, site.trimble().grants(), clock, idGenerator);
    SimulatorControl control =
        new SimulatorControl(live, site.johnDeere(), faults, records, clock, idGenerator, trimble);
    Credentials credentials = Credentials.of(world, trimbleWorld);
    ControlApi api = new ControlApi(control, credentials);
    WebHost host =
        WebHost.start(
            options.host(), options.port(), request -> respond(request, api, requestFilter));
    URI baseUri = URI.create("http://" + reachableHost(options.host()) + ":" + host.port());
    live.reachableAt(baseUri);
    return new Simulator(baseUri, host, site, requestFilter, credentials, control);
  }

  /// Access tokens of Trimble are valid for one hour, or for the configured lifetime if that is
  /// shorter.
  private static TrimbleRules rules(LiveWorld live) {
    Switches switches = live.switches();
    Duration hour = Duration.ofHours(1);
    Duration lifetime = switches.accessTokenLifetime();
    return new TrimbleRules(
        switches.trimblePageSize(),
        switches.trimbleForms(),
        switches.revokeOnReuse(),
        lifetime.compareTo(hour) < 0 ? lifetime : hour,
        live.now().ownBase());
  }

  private static Response respond(Request request, ControlApi api, RequestFilter requestFilter) {
    return ControlApi.owns(request) ? api.respond(request) : requestFilter.respond(request);
  }

  private static String reachableHost(String host) {
    return host.equals("0.0.0.0") ? "127.0.0.1" : host;
  }

  public URI baseUri() {
    return baseUri;
  }

  /// The credentials of the first user; throws when the world has no grant.
  public DemoCredentials demoCredentials() {
    return credentials(0);
  }

  /// The credentials of one user of John Deere, counted from 0.
  public DemoCredentials credentials(int user) {
    List<DemoCredentials> all = allCredentials();
    if (user >= all.size()) {
      throw new IllegalStateException("this world has no grant with a refresh token for " + user);
    }
    return all.get(user);
  }

  /// The credentials of each grant of the world.
  public List<DemoCredentials> allCredentials() {
    return credentials.johnDeere();
  }

  /// The credentials of the first user at Trimble.
  public TrimbleCredentials trimbleCredentials() {
    return trimbleCredentials(0);
  }

  /// The credentials of one user of Trimble, counted from 0. The refresh token is the first one of
  /// the user; after it has been used, [TrimbleControl#issueGrant] issues another.
  public TrimbleCredentials trimbleCredentials(int user) {
    return allTrimbleCredentials().get(user);
  }

  /// The credentials of each user of Trimble.
  public List<TrimbleCredentials> allTrimbleCredentials() {
    return credentials.trimble();
  }

  public SimulatorControl control() {
    return control;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      site.johnDeere().close();
      requestFilter.close();
      host.close();
    }
  }
}
