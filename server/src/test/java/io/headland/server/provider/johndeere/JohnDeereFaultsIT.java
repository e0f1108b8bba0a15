package io.headland.server.provider.johndeere;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.OrganizationRecord;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderFailure.InvalidResponse;
import io.headland.server.provider.ProviderFailure.Throttled;
import io.headland.server.provider.ProviderFailure.Unauthorized;
import io.headland.server.provider.ProviderFailure.Unavailable;
import io.headland.server.provider.ProviderSession;
import io.headland.simulator.fault.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the adapter makes of the simulator's faults.
@Timeout(60)
class JohnDeereFaultsIT {
  private static final String LIST = "/platform/organizations";

  private final SimulatedDeere deere = new SimulatedDeere();

  @AfterEach
  void close() {
    deere.close();
  }

  @Test
  void noticesThatATokenRanOut() throws InterruptedException {
    ProviderSession session = deere.signIn();
    deere.control().addFault(Fault.expireToken().onPath(LIST));

    assertThat(failure(session)).isEqualTo(new Unauthorized());
    assertThat(deere.listed(deere.signIn()).records()).hasSize(45);
  }

  @Test
  void waitsForTheTimeOfRetryAfter() throws InterruptedException {
    ProviderSession session = deere.signIn();
    deere.control().addFault(Fault.status(429).onPath(LIST).retryAfter(Duration.ofMinutes(2)));

    assertThat(failure(session)).isEqualTo(new Throttled(Duration.ofMinutes(2)));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503})
  void mayTryAgainWhenDeereIsDown(int status) throws InterruptedException {
    ProviderSession session = deere.signIn();
    deere.control().addFault(Fault.status(status).onPath(LIST).always());

    assertThat(failure(session)).isInstanceOf(Unavailable.class);
  }

  @Test
  void rejectsABrokenResponse() throws InterruptedException {
    ProviderSession session = deere.signIn();
    for (Fault fault :
        List.of(Fault.cutBody(), Fault.brokenJson(), Fault.htmlPage(200), Fault.htmlPage(403))) {
      deere.control().clearFaults();
      deere.control().addFault(fault.onPath(LIST).always());

      assertThat(failure(session)).as(fault.toString()).isInstanceOf(InvalidResponse.class);
    }
  }

  @Test
  void mayTryAgainWhenDeereIsTooSlow() throws InterruptedException {
    ProviderSession session = deere.signIn();
    deere.control().addFault(Fault.slow(Duration.ofSeconds(30)).onPath(LIST));

    var fetch = deere.fetchWithin(Duration.ofMillis(500), session);

    assertThat(failure(fetch)).isInstanceOf(Unavailable.class);
  }

  private ProviderFailure failure(ProviderSession session) throws InterruptedException {
    return failure(deere.fetch(session, new Cursor.Start()));
  }

  private static ProviderFailure failure(Fetch<OrganizationRecord> fetch) {
    return ((Fetch.Failed<OrganizationRecord>) fetch).failure();
  }
}
