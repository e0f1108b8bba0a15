package io.headland.server.provider.johndeere;

import io.headland.server.platform.config.HeadlandConfig.JohnDeereConfig;
import io.headland.server.platform.config.HeadlandConfig.ProviderHttpConfig;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.providerhttp.ProviderCall;
import io.headland.server.platform.providerhttp.ProviderHttpClient;
import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.GrantRefresh;
import io.headland.server.provider.OrganizationRecord;
import io.headland.server.provider.ProviderCredential;
import io.headland.server.provider.ProviderSession;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.DemoCredentials;
import io.headland.simulator.control.SimulatorControl;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// The simulator with 45 organizations of one grower, and an adapter that takes it for John Deere.
final class SimulatedDeere implements AutoCloseable {
  private final Simulator simulator =
      Simulator.start(SimulatorOptions.defaults().withPort(0).withSeed(7).withOrganizations(45));
  private final List<ProviderCall> calls = new CopyOnWriteArrayList<>();
  private final ProviderHttpClient httpClient = clientWithTimeout(Duration.ofSeconds(20));
  private final JohnDeereAdapter adapter = new JohnDeereAdapter(config(), httpClient);

  SimulatorControl control() {
    return simulator.control();
  }

  DemoCredentials demo() {
    return simulator.demoCredentials();
  }

  List<ProviderCall> calls() {
    return calls;
  }

  JohnDeereAdapter adapter() {
    return adapter;
  }

  JohnDeereClient client() {
    return new JohnDeereClient(config(), httpClient);
  }

  GrantRefresh refresh() throws InterruptedException {
    return refresh(Secret.of(demo().refreshToken()));
  }

  GrantRefresh refresh(Secret refreshToken) throws InterruptedException {
    return adapter.refresh(credential(demo().clientSecret(), refreshToken), calls::add);
  }

  ProviderSession signIn() throws InterruptedException {
    var granted = (GrantRefresh.Granted) refresh();
    return new ProviderSession(credential(), granted.accessToken(), calls::add);
  }

  Fetch<OrganizationRecord> fetch(ProviderSession session, Cursor from)
      throws InterruptedException {
    return adapter.fetchOrganizations(session, from);
  }

  /// Everything, in the one page that it is expected to come in.
  Fetch.Last<OrganizationRecord> listed(ProviderSession session) throws InterruptedException {
    return (Fetch.Last<OrganizationRecord>) fetch(session, new Cursor.Start());
  }

  /// An adapter with little patience.
  Fetch<OrganizationRecord> fetchWithin(Duration limit, ProviderSession session)
      throws InterruptedException {
    try (var hasty = clientWithTimeout(limit)) {
      return new JohnDeereAdapter(config(), hasty).fetchOrganizations(session, new Cursor.Start());
    }
  }

  ProviderCredential credential() {
    return credential(demo().clientSecret(), Secret.of(demo().refreshToken()));
  }

  ProviderCredential credential(String clientSecret, Secret refreshToken) {
    return new ProviderCredential(
        Map.of("clientKey", demo().clientKey(), "clientEnvironment", "STAGE"),
        Map.of("clientSecret", Secret.of(clientSecret), "refreshToken", refreshToken));
  }

  @Override
  public void close() {
    httpClient.close();
    simulator.close();
  }

  private JohnDeereConfig config() {
    URI platform = simulator.baseUri().resolve("/platform");
    URI token = simulator.baseUri().resolve("/oauth2/aus78tnlaysMraFhC1t7/v1/token");
    return new JohnDeereConfig(
        platform,
        platform,
        token,
        token.resolve("authorize"),
        simulator.baseUri(),
        simulator.baseUri().resolve("/isg"));
  }

  private static ProviderHttpClient clientWithTimeout(Duration limit) {
    var limits = new ProviderHttpConfig(Duration.ofSeconds(5), limit, 0);
    return new ProviderHttpClient(limits, "test", Clock.systemUTC());
  }
}
