package io.headland.server.provider.johndeere;

import io.headland.server.platform.config.HeadlandConfig.JohnDeereConfig;
import io.headland.server.platform.config.HeadlandConfig.ProviderHttpConfig;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.providerhttp.ProviderCall;
import io.headland.server.platform.providerhttp.ProviderHttpClient;
import io.headland.server.platform.providerhttp.ScriptedServer;
import io.headland.server.provider.ProviderCredential;
import io.headland.server.provider.ProviderSession;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// Two servers with scripted responses, and an adapter that uses them as John Deere's API and token
/// endpoint. For answers that the simulator does not give.
///
/// @param hastyAdapter the same with little patience
record ScriptedDeere(
    ScriptedServer api,
    ScriptedServer tokens,
    List<ProviderCall> calls,
    ProviderHttpClient httpClient,
    ProviderHttpClient hasty,
    JohnDeereAdapter adapter,
    JohnDeereAdapter hastyAdapter)
    implements AutoCloseable {

  static ScriptedDeere start() {
    var api = ScriptedServer.start();
    var tokens = ScriptedServer.start();
    var config =
        new JohnDeereConfig(
            api.uri("/platform"),
            URI.create("http://127.0.0.1:1/"),
            tokens.uri("/token"),
            tokens.uri("/authorize"),
            tokens.uri(""),
            api.uri("/isg"));
    var httpClient = clientWithTimeout(Duration.ofSeconds(20));
    var hasty = clientWithTimeout(Duration.ofMillis(300));
    return new ScriptedDeere(
        api,
        tokens,
        new CopyOnWriteArrayList<>(),
        httpClient,
        hasty,
        new JohnDeereAdapter(config, httpClient),
        new JohnDeereAdapter(config, hasty));
  }

  ProviderCredential credential() {
    return new ProviderCredential(
        Map.of("clientKey", "0oa1", "clientEnvironment", "STAGE"),
        Map.of("clientSecret", Secret.of("s3cret"), "refreshToken", Secret.of("sent")));
  }

  ProviderSession session() {
    return new ProviderSession(credential(), Secret.of("a.b.c"), calls::add);
  }

  @Override
  public void close() {
    httpClient.close();
    hasty.close();
    api.close();
    tokens.close();
  }

  private static ProviderHttpClient clientWithTimeout(Duration limit) {
    var clock = Clock.fixed(Instant.parse("2026-08-22T10:00:00Z"), ZoneOffset.UTC);
    return new ProviderHttpClient(
        new ProviderHttpConfig(Duration.ofSeconds(5), limit, 0), "test", clock);
  }
}
