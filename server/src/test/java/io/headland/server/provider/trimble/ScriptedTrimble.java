package io.headland.server.provider.trimble;

import io.headland.server.platform.config.HeadlandConfig.ProviderHttpConfig;
import io.headland.server.platform.config.HeadlandConfig.TrimbleConfig;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.providerhttp.ProviderCall;
import io.headland.server.platform.providerhttp.ProviderHttpClient;
import io.headland.server.platform.providerhttp.ScriptedServer;
import io.headland.server.provider.ProviderCredential;
import io.headland.server.provider.ProviderSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// Two servers with scripted responses, and an adapter that uses them as Trimble's API and token
/// endpoint. For answers that the simulator does not give.
record ScriptedTrimble(
    ScriptedServer api,
    ScriptedServer tokens,
    List<ProviderCall> calls,
    ProviderHttpClient httpClient,
    TrimbleAdapter adapter)
    implements AutoCloseable {

  static ScriptedTrimble start() {
    var api = ScriptedServer.start();
    var tokens = ScriptedServer.start();
    var clock = Clock.fixed(Instant.parse("2026-08-22T10:00:00Z"), ZoneOffset.UTC);
    var limits = new ProviderHttpConfig(Duration.ofSeconds(5), Duration.ofSeconds(20), 0);
    var httpClient = new ProviderHttpClient(limits, "test", clock);
    var config =
        new TrimbleConfig(
            api.uri("/api/3.0/"),
            tokens.uri("/oauth/token"),
            tokens.uri("/oauth/authorize"),
            tokens.uri("/organizations"));
    return new ScriptedTrimble(
        api,
        tokens,
        new CopyOnWriteArrayList<>(),
        httpClient,
        new TrimbleAdapter(config, httpClient));
  }

  ProviderCredential credential() {
    return new ProviderCredential(
        Map.of("clientId", "4a0a"),
        Map.of("clientSecret", Secret.of("s3cret"), "refreshToken", Secret.of("sent")));
  }

  ProviderSession session() {
    return new ProviderSession(credential(), Secret.of("a.b.c"), calls::add);
  }

  @Override
  public void close() {
    httpClient.close();
    api.close();
    tokens.close();
  }
}
