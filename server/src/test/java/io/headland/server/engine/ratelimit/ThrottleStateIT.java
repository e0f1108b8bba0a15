package io.headland.server.engine.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.usage.ClientApplication;
import io.headland.server.core.usage.ThrottleStore;
import io.headland.server.platform.jdbc.Database;
import io.headland.server.platform.jdbc.TestDatabase;
import io.headland.server.platform.providerhttp.ProviderCall;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A provider requests fewer calls, and all nodes comply.
class ThrottleStateIT {
  private static final AccountKey ACCOUNT = Accounts.of(1, 1);
  private static final AccountKey OTHER_OWNER = Accounts.of(2, 2);
  private static final String KEY = "a-client-key";

  private final Database database = TestDatabase.create();
  private final ManualTime time = new ManualTime();
  private final ProviderBudget one = node();
  private final ProviderBudget two = node();

  @AfterEach
  void stop() {
    one.close();
    two.close();
    database.close();
  }

  @Test
  void throttlesTheReceivingNodeImmediatelyAndTheOtherWithinASecond() throws Exception {
    assertThat(two.admit(OTHER_OWNER, KEY)).isZero();

    one.recordCall(ACCOUNT, KEY, answer(429, Map.of("Retry-After", "30")));

    assertThat(one.admit(ACCOUNT, KEY)).isEqualTo(Duration.ofSeconds(30));
    assertThat(two.admit(OTHER_OWNER, KEY)).isZero();
    time.advance(Duration.ofSeconds(1));
    assertThat(two.admit(OTHER_OWNER, KEY)).isEqualTo(Duration.ofSeconds(29));
    assertThat(one.admit(ACCOUNT, "another-client-key")).isZero();

    time.advance(Duration.ofSeconds(29));
    assertThat(one.admit(ACCOUNT, KEY)).isZero();
    assertThat(two.admit(OTHER_OWNER, KEY)).isZero();
  }

  @Test
  void aClosureEndsAlthoughTheClockWasSetBack() throws Exception {
    ManualTime wall = new ManualTime();
    ThrottleStore store = new ThrottleStore(database.jdbi());
    ThrottleState throttles = new ThrottleState(store, wall, time, Duration.ofSeconds(1));
    ClientApplication application = ClientApplication.of(ACCOUNT.provider(), KEY);
    wall.advance(Duration.ofDays(40));
    throttles.record(application, Nodes.answer(wall, 429, Map.of("Retry-After", "30")));
    assertThat(throttles.remaining(application)).isEqualTo(Duration.ofSeconds(30));

    wall.advance(Duration.ofDays(-40));
    assertThat(throttles.remaining(application)).isLessThanOrEqualTo(Duration.ofDays(1));
    database.jdbi().useHandle(handle -> handle.execute("delete from application_throttle"));
    time.advance(Duration.ofSeconds(31));
    wall.advance(Duration.ofSeconds(31));

    assertThat(throttles.remaining(application)).isZero();
  }

  @Test
  void aShorterWishDoesNotOpenEarlier() throws Exception {
    one.recordCall(ACCOUNT, KEY, answer(429, Map.of("Retry-After", "30")));
    one.recordCall(ACCOUNT, KEY, answer(429, Map.of("Retry-After", "2")));
    two.recordCall(OTHER_OWNER, KEY, answer(429, Map.of("Retry-After", "2")));

    time.advance(Duration.ofSeconds(10));

    assertThat(one.admit(ACCOUNT, KEY)).isEqualTo(Duration.ofSeconds(20));
    assertThat(two.admit(OTHER_OWNER, KEY)).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void closesForAMinuteWhenTheProviderDoesNotSayAndForADayAtMost() throws Exception {
    one.recordCall(ACCOUNT, KEY, answer(429, Map.of()));
    one.recordCall(ACCOUNT, "other", answer(429, Map.of("retry-after", "99999999")));

    assertThat(one.admit(ACCOUNT, KEY)).isEqualTo(Duration.ofMinutes(1));
    assertThat(one.admit(ACCOUNT, "other")).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void anUnavailableServerThrottlesOnlyWithRetryAfter() throws Exception {
    one.recordCall(ACCOUNT, KEY, answer(503, Map.of()));
    assertThat(one.admit(ACCOUNT, KEY)).isZero();

    one.recordCall(ACCOUNT, KEY, answer(503, Map.of("Retry-After", "5")));
    assertThat(one.admit(ACCOUNT, KEY)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void aTokenServersLimitClosesNothing() throws Exception {
    one.recordRefresh(ACCOUNT, KEY, answer(429, Map.of("Retry-After", "30")));

    assertThat(one.admit(ACCOUNT, KEY)).isZero();
  }

  private ProviderBudget node() {
    return Nodes.without(database, time);
  }

  private ProviderCall answer(int status, Map<String, String> headers) {
    return Nodes.answer(time, status, headers);
  }
}
