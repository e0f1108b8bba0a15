package io.headland.server.provider.trimble;

import io.headland.server.platform.config.HeadlandConfig.ProviderHttpConfig;
import io.headland.server.platform.config.HeadlandConfig.TrimbleConfig;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.providerhttp.ProviderCall;
import io.headland.server.platform.providerhttp.ProviderHttpClient;
import io.headland.server.provider.GrantRefresh;
import io.headland.server.provider.ProviderCredential;
import io.headland.server.provider.ProviderSession;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.SimulatorControl;
import io.headland.simulator.control.TrimbleControl;
import io.headland.simulator.control.TrimbleCredentials;
import io.headland.simulator.fielddata.TrimbleForms;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/// The simulator with five organizations of twelve fields each at Trimble, two records to a page,
/// and an adapter that takes it for Trimble.
final class SimulatedTrimble implements AutoCloseable {
  static final int ORGANIZATIONS = 5;
  static final int FIELDS = 12;

  private final Simulator simulator =
      Simulator.start(
          SimulatorOptions.defaults()
              .withPort(0)
              .withTrimbleOrganizations(ORGANIZATIONS)
              .withTrimbleFields(FIELDS)
              .withTrimblePageSize(2));
  private final List<ProviderCall> calls = new CopyOnWriteArrayList<>();
  private final ProviderHttpClient httpClient =
      new ProviderHttpClient(
          new ProviderHttpConfig(Duration.ofSeconds(5), Duration.ofSeconds(20), 0),
          "test",
          Clock.systemUTC());
  private final TrimbleAdapter adapter =
      new TrimbleAdapter(
          new TrimbleConfig(
              simulator.baseUri().resolve("/Trimble-Ag-Software/externalApi/3.0"),
              simulator.baseUri().resolve("/oauth/token"),
              simulator.baseUri().resolve("/oauth/authorize"),
              simulator.baseUri().resolve("/ThirdPartyAccess/ThirdPartyAuthorizationRedirect")),
          httpClient);

  SimulatorControl control() {
    return simulator.control();
  }

  TrimbleControl trimble() {
    return control().trimble();
  }

  /// Changes the form of answers.
  void with(UnaryOperator<TrimbleForms> change) {
    control()
        .changeSwitches(
            switches -> switches.withTrimbleForms(change.apply(switches.trimbleForms())));
  }

  TrimbleCredentials demo() {
    return simulator.trimbleCredentials();
  }

  List<ProviderCall> calls() {
    return calls;
  }

  TrimbleAdapter adapter() {
    return adapter;
  }

  GrantRefresh refresh(Secret refreshToken) throws InterruptedException {
    return refresh(demo().clientSecret(), refreshToken);
  }

  GrantRefresh refresh(String clientSecret, Secret refreshToken) throws InterruptedException {
    return adapter.refresh(credential(clientSecret, refreshToken), calls::add);
  }

  /// With a grant of its own, since every refresh token is good once.
  ProviderSession signIn() throws InterruptedException {
    Secret refreshToken = Secret.of(trimble().issueGrant(demo().userName()));
    var granted = (GrantRefresh.Granted) refresh(refreshToken);
    return new ProviderSession(
        credential(demo().clientSecret(), granted.refreshToken()),
        granted.accessToken(),
        calls::add);
  }

  @Override
  public void close() {
    httpClient.close();
    simulator.close();
  }

  private ProviderCredential credential(String clientSecret, Secret refreshToken) {
    return new ProviderCredential(
        Map.of("clientId", demo().clientId()),
        Map.of("clientSecret", Secret.of(clientSecret), "refreshToken", refreshToken));
  }
}
