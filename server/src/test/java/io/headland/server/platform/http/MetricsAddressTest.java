package io.headland.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.api.system.MonitoringResource;
import io.headland.server.platform.config.HeadlandConfig.LeafConfig;
import io.headland.server.platform.config.HttpConfig;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.tasks.BackgroundLoops;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsAddressTest {
  private HttpServer server;

  @BeforeEach
  void start() {
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    BackgroundLoops loops = new BackgroundLoops(meters);
    Routes routes = new Routes();
    new MonitoringResource(Optional::empty, Optional::empty, meters, loops).addTo(routes);
    server =
        HttpServer.start(
            new HttpConfig("127.0.0.1", 0, Duration.ofSeconds(1), "")
                .withMetricsAddress("127.0.0.1:0"),
            new LeafConfig(false),
            routes,
            _ -> Optional.empty(),
            meters,
            new UuidGenerator(Clock.systemUTC(), new Random(1)),
            loops);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void servesTheMeasurementsAtTheirOwnAddressAlone() {
    URI metrics = URI.create("http://127.0.0.1:" + server.metricsPort().orElseThrow());

    assertThat(get(metrics, "/metrics")).startsWith("HTTP/1.1 200 ").contains("headland_loop");
    assertThat(get(metrics, "/health/live")).startsWith("HTTP/1.1 404 ");
    assertThat(get(server.baseUri(), "/health/live")).startsWith("HTTP/1.1 200 ");
    assertThat(get(server.baseUri(), "/metrics"))
        .startsWith("HTTP/1.1 404 ")
        .doesNotContain("headland_loop");
  }

  private static String get(URI address, String path) {
    try (RawSocket socket = RawSocket.to(address)) {
      return socket
          .send("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
          .readToEnd();
    }
  }
}
