package io.headland.server.engine.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ConfigChange;
import io.headland.server.MovableClock;
import io.headland.server.ServerFixture;
import io.headland.server.api.organization.GrowerAccount;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.fault.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The budget in the complete server, with the simulator.
class ProviderApplicationIT {
  private static final String APPLICATIONS = "/services/headland/api/provider-applications";
  // Far fewer than a slow machine sends.
  private static final int CALLS_PER_SECOND = 5;

  private final MovableClock clock = new MovableClock();
  private Simulator simulator;
  private ServerFixture server;

  @BeforeEach
  void start() {
    simulator = Simulator.start(SimulatorOptions.defaults().withOrganizations(5));
    server =
        ServerFixture.start(
            simulator.baseUri(), clock, ConfigChange.callsPerSecond(CALLS_PER_SECOND));
  }

  @AfterEach
  void stop() {
    server.close();
    simulator.close();
  }

  @Test
  void stopsCallsOnAllNodesForTheTimeOfRetryAfter() {
    ApiClient owner = server.owner();
    GrowerAccount account = GrowerAccount.attached(owner, simulator.demoCredentials());
    ApiClient otherNode =
        ApiClient.of(server.startNode().baseUri())
            .signIn(ServerFixture.OWNER_EMAIL, ServerFixture.OWNER_PASSWORD);
    String live = account.user("/organizations/JohnDeere");
    simulator.control().addFault(Fault.status(429).retryAfter(Duration.ofMinutes(2)));

    assertThat(owner.get(live).status()).isEqualTo(503);
    long asked = simulator.control().requestCount();

    for (ApiClient node : List.of(owner, otherNode)) {
      ApiResponse rateLimited = node.get(live);
      assertThat(rateLimited.status()).isEqualTo(503);
      assertThat(Integer.parseInt(rateLimited.header("Retry-After").orElseThrow()))
          .isBetween(60, 120);
    }
    assertThat(simulator.control().requestCount()).isEqualTo(asked);
    assertThat(owner.get(account.user("")).json().at("/johnDeereCredentials/status").stringValue())
        .isEqualTo("TEMPORARILY_UNAVAILABLE");

    clock.advance(Duration.ofMinutes(2));
    assertThat(otherNode.get(live).status()).isEqualTo(200);
    assertThat(owner.get(live).status()).isEqualTo(200);
  }

  @Test
  void tellsEachApiOwnerWhatItsOwnCredentialsCost() {
    ApiClient owner = server.owner();
    ApiClient other = server.newOwner("other@example.com");
    ApiClient otherOwner = server.newOwner("stranger@example.com");
    GrowerAccount account = GrowerAccount.attached(owner, simulator.demoCredentials());
    GrowerAccount.attached(other, simulator.demoCredentials());
    long before = only(owner).path("callsThisMonth").longValue();
    simulator.control().addFault(Fault.status(429).retryAfter(Duration.ofMinutes(2)));
    assertThat(owner.get(account.user("/organizations/JohnDeere")).status()).isEqualTo(503);

    JsonNode mine = only(owner);
    JsonNode others = only(other);

    String key = simulator.demoCredentials().clientKey();
    assertThat(mine.path("provider").stringValue()).isEqualTo("JohnDeere");
    assertThat(mine.path("application").stringValue())
        .isNotEqualTo(key)
        .startsWith(key.substring(0, 2));
    assertThat(mine.path("callsPerSecond").intValue()).isEqualTo(CALLS_PER_SECOND);
    assertThat(mine.path("callsToday").longValue()).isEqualTo(before + 1);
    assertThat(mine.path("callsThisMonth").longValue()).isEqualTo(before + 1);
    assertThat(mine.path("projectedCallsThisMonth").longValue()).isGreaterThanOrEqualTo(before + 1);
    assertThat(mine.path("throttledThisMonth").longValue()).isEqualTo(1);
    assertThat(mine.has("lastThrottledAt")).isTrue();
    assertThat(others.path("callsThisMonth").longValue()).isEqualTo(before);
    assertThat(others.path("throttledThisMonth").longValue()).isZero();
    assertThat(others.has("lastThrottledAt")).isFalse();
    assertThat(others.path("throttledUntil")).isEqualTo(mine.path("throttledUntil"));
    assertThat(otherOwner.get(APPLICATIONS).json()).isEmpty();
    assertThat(server.anonymous().get("/metrics").body())
        .contains("headland_provider_calls_seconds_count{provider=\"JohnDeere\",status=\"429\"} 1");
  }

  @Test
  void keepsTheRateOverTwoNodes() throws Exception {
    ApiClient owner = server.owner();
    GrowerAccount account = GrowerAccount.attached(owner, simulator.demoCredentials());
    ApiClient otherNode =
        ApiClient.of(server.startNode().baseUri())
            .signIn(ServerFixture.OWNER_EMAIL, ServerFixture.OWNER_PASSWORD);
    long asked = simulator.control().requestCount();
    String live = account.user("/organizations/JohnDeere");

    long start = System.nanoTime();
    List<Integer> statuses =
        Concurrency.allAtOnce(60, i -> (i % 2 == 0 ? owner : otherNode).get(live).status());
    double seconds = (System.nanoTime() - start) / 1e9;

    long passed = simulator.control().requestCount() - asked;
    assertThat(statuses).containsOnly(200, 503).contains(503);
    assertThat(passed)
        .isEqualTo(statuses.stream().filter(status -> status == 200).count())
        .isGreaterThanOrEqualTo(CALLS_PER_SECOND / 2)
        .isLessThanOrEqualTo((long) Math.ceil(CALLS_PER_SECOND * (seconds + 0.5)));
    Concurrency.await(
        () ->
            server
                .anonymous()
                .get("/metrics")
                .body()
                .contains("headland_provider_calls_rate_limited"));
  }

  private static JsonNode only(ApiClient api) {
    ApiResponse response = api.get(APPLICATIONS);
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header("X-Total-Count")).contains("1");
    assertThat(response.json()).hasSize(1);
    return response.json().get(0);
  }
}
