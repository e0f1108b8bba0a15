package io.headland.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.api.system.MonitoringResource;
import io.headland.server.platform.config.HeadlandConfig.LeafConfig;
import io.headland.server.platform.config.HttpConfig;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.tasks.BackgroundLoop;
import io.headland.server.platform.tasks.BackgroundLoops;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadinessTest {
  private static final Duration SHORT = Duration.ofMillis(1);

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final BackgroundLoops loops = new BackgroundLoops(meters, SHORT);
  private HttpServer server;

  @BeforeEach
  void start() {
    Routes routes = new Routes();
    new MonitoringResource(Optional::empty, Optional::empty, meters, loops).addTo(routes);
    server =
        HttpServer.start(
            new HttpConfig("127.0.0.1", 0, Duration.ofSeconds(1), ""),
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
  void namesALoopThatDoesNotRun() {
    assertThat(ready().status()).isEqualTo(200);
    try (BackgroundLoop _ = loops.start("event-publisher", SHORT, _ -> fail())) {
      Concurrency.await(() -> ready().status() == 503);

      assertThat(ready().json().path("detail").stringValue()).contains("event-publisher");
      assertThat(ready().header("Retry-After")).isPresent();
      assertThat(ApiClient.of(server.baseUri()).get("/health/live").status()).isEqualTo(200);
      assertThat(ApiClient.of(server.baseUri()).get("/metrics").body())
          .contains("headland_loop_running{loop=\"event-publisher\"} 0.0")
          .contains("headland_loop_failures_total{loop=\"event-publisher\"}");
    }
  }

  @Test
  void staysReadyWithoutALoopOfMaintenanceAndNamesIt() {
    try (BackgroundLoop _ = loops.startMaintenance("pending-grants", SHORT, SHORT, _ -> fail())) {
      Concurrency.await(() -> ready().body().contains("pending-grants"));

      assertThat(ready().status()).isEqualTo(200);
    }
  }

  private ApiResponse ready() {
    return ApiClient.of(server.baseUri()).get("/health/ready");
  }

  private static void fail() {
    throw new StackOverflowError("thrown by the test");
  }
}
