package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.simulator.fault.Fault;
import io.headland.simulator.traffic.CallCounts;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LoadIT {
  private static final String ORGANIZATIONS = "/platform/organizations";

  private final TrimbleBrowser trimble =
      TrimbleBrowser.to(
          SimulatorOptions.defaults()
              .withClock(Clock.fixed(Instant.parse("2026-05-06T07:08:09Z"), ZoneOffset.UTC)));
  private final GrowerBrowser deere = GrowerBrowser.at(trimble.simulator());

  @AfterEach
  void close() {
    trimble.close();
    deere.close();
  }

  @Test
  void refusesWhatGoesBeyondTheRateUntilTimeHasPassed() {
    deere.refreshToken();
    deere.control().changeSwitches(switches -> switches.withRateLimit(5));
    for (int i = 0; i < 5; i++) {
      assertThat(deere.get(ORGANIZATIONS).statusCode()).isEqualTo(200);
    }
    HttpResponse<String> refused = deere.get(ORGANIZATIONS);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(GrowerBrowser.header(refused, "Retry-After")).isEqualTo("1");
    assertThat(refused.body()).contains("Too many requests");
    deere.control().clock().advance(Duration.ofMillis(400));
    assertThat(deere.get(ORGANIZATIONS).statusCode()).isEqualTo(200);
    assertThat(deere.get(ORGANIZATIONS).statusCode()).isEqualTo(200);
    assertThat(deere.get(ORGANIZATIONS).statusCode()).isEqualTo(429);
  }

  @Test
  void tellsHowLongToWaitWhenTheRateIsSlow() {
    deere.refreshToken();
    deere.control().changeSwitches(switches -> switches.withRateLimit(0.1));
    assertThat(deere.get(ORGANIZATIONS).statusCode()).isEqualTo(200);
    assertThat(GrowerBrowser.header(deere.get(ORGANIZATIONS), "Retry-After")).isEqualTo("10");
  }

  @Test
  void limitsEachApplicationSeparately() {
    deere.refreshToken();
    deere.control().changeSwitches(switches -> switches.withRateLimit(1));
    assertThat(deere.get(ORGANIZATIONS).statusCode()).isEqualTo(200);
    assertThat(deere.get(ORGANIZATIONS).statusCode()).isEqualTo(429);
    assertThat(trimble.get("/config/organizations").statusCode()).isEqualTo(200);
    assertThat(trimble.getJson("/config/organizations").path("status").asInt()).isEqualTo(429);
  }

  @Test
  void countsEveryCallByAddressAndUser() {
    deere.refreshToken();
    deere.control().clearCallCounts();
    deere.get(ORGANIZATIONS + "?itemLimit=1");
    deere.get(ORGANIZATIONS + ";start=1;count=1");
    deere.control().addFault(Fault.status(429));
    deere.get(ORGANIZATIONS);
    deere.call("GET", ORGANIZATIONS, "");
    trimble.get("/config/organizations");

    CallCounts counts = deere.control().callCounts();
    assertThat(counts.of("GET /platform/organizations demo.grower"))
        .isEqualTo(new CallCounts.CallCount(3, 1));
    assertThat(counts.of("GET /platform/organizations -").calls()).isEqualTo(1);
    assertThat(counts.calls()).isEqualTo(5);
    assertThat(counts.throttled()).isEqualTo(1);
    JsonNode load =
        GrowerBrowser.json(deere.call("GET", "/_simulator/call-counts?call=*%20demo.trimble", ""));
    assertThat(load.path("byCall").size()).isEqualTo(1);
    assertThat(load.path("calls").asInt()).isEqualTo(5);
    deere.call("DELETE", "/_simulator/call-counts", "");
    assertThat(deere.control().callCounts().calls()).isZero();
  }

  @Test
  void delaysEveryResponse() {
    deere.refreshToken();
    deere.call("PATCH", "/_simulator/switches", "{\"latency\":\"PT0.2S\"}");
    assertThat(elapsed(() -> deere.get(ORGANIZATIONS))).isGreaterThan(Duration.ofMillis(190));
    assertThat(elapsed(() -> trimble.get("/config/organizations")))
        .isGreaterThan(Duration.ofMillis(190));
    deere.call("PATCH", "/_simulator/switches", "{\"latency\":\"PT0S\",\"trimblePageSize\":1}");
    assertThat(trimble.getJson("/config/organizations").path("result").size()).isEqualTo(1);
    assertThat(deere.call("PATCH", "/_simulator/switches", "{\"rateLimit\":-1}").statusCode())
        .isEqualTo(400);
  }

  private static Duration elapsed(Runnable call) {
    long begun = System.nanoTime();
    call.run();
    return Duration.ofNanos(System.nanoTime() - begun);
  }
}
