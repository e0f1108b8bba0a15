package io.headland.server.core.apiowner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import io.headland.server.platform.net.NetworkKey;
import java.net.InetAddress;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
  private static final NetworkKey HOME = key("192.0.2.1");
  private static final NetworkKey ELSEWHERE = key("198.51.100.1");
  private static final String ACCOUNT = "an account";

  private long now;
  private final LoginThrottle throttle = new LoginThrottle(new ManualTime());

  @Test
  void delaysOneAccountFromOneAddressLongerWithEachFailure() {
    IntStream.range(0, 9).forEach(_ -> throttle.failed(ACCOUNT, HOME, () -> false));
    assertThat(delay(ACCOUNT, HOME)).isZero();

    throttle.failed(ACCOUNT, HOME, () -> false);
    assertThat(delay(ACCOUNT, HOME)).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(6));

    // A client that retries as early as possible finally waits a minute.
    for (int i = 0; i < 60; i++) {
      now += delay(ACCOUNT, HOME).toNanos();
      throttle.failed(ACCOUNT, HOME, () -> false);
    }
    assertThat(delay(ACCOUNT, HOME)).isGreaterThan(Duration.ofSeconds(20));
  }

  @Test
  void delaysOneAddressThatTriesManyAccounts() {
    IntStream.range(0, 20).forEach(i -> throttle.failed("account " + i, HOME, () -> false));

    assertThat(delay("one more", HOME)).isPositive();
    assertThat(delay("one more", ELSEWHERE)).isZero();
  }

  @Test
  void failuresFromManyAddressesDelayOnlyAddressesThatAreNotKnown() {
    IntStream.range(0, 500)
        .forEach(
            i -> throttle.failed(ACCOUNT, key("10.0." + i / 250 + "." + i % 250), () -> false));

    assertThat(delay(ACCOUNT, ELSEWHERE)).isPositive();
    assertThat(throttle.delay(ACCOUNT, HOME, () -> true)).isZero();
    assertThat(delay("another account", ELSEWHERE)).isZero();
  }

  @Test
  void failuresAtAKnownAddressDoNotDelayOtherAddresses() {
    IntStream.range(0, 100).forEach(_ -> throttle.failed(ACCOUNT, HOME, () -> true));

    assertThat(throttle.delay(ACCOUNT, HOME, () -> true)).isPositive();
    assertThat(delay(ACCOUNT, ELSEWHERE)).isZero();
  }

  @Test
  void forgetsTheFailuresOfAPairAfterTheRightPassword() {
    IntStream.range(0, 10).forEach(_ -> throttle.failed(ACCOUNT, HOME, () -> true));
    throttle.succeeded(ACCOUNT, HOME);

    assertThat(throttle.delay(ACCOUNT, HOME, () -> true)).isZero();
  }

  @Test
  void countsTheAddressesOfOneIpv6NetworkAsOne() {
    IntStream.range(0, 20)
        .forEach(
            i -> throttle.failed("account " + i, key("2001:db8::" + (i + 1) + ":1"), () -> false));

    assertThat(delay("one more", key("2001:db8::abcd"))).isPositive();
    assertThat(delay("one more", key("2001:db8:0:1::1"))).isZero();
  }

  @Test
  void keepsABoundedNumberOfKeys() {
    FailureBuckets buckets =
        new FailureBuckets(new FailureBuckets.Allowance(1, 1), new ManualTime());
    buckets.add("attacked");
    for (int i = 0; i < 25_000; i++) {
      buckets.add("invented " + i);
      // Reading a key counts as using it.
      assertThat(buckets.delay("attacked")).isPositive();
    }

    assertThat(buckets.size()).isEqualTo(20_000);
  }

  private Duration delay(String account, NetworkKey address) {
    return throttle.delay(account, address, () -> false);
  }

  private static NetworkKey key(String address) {
    return NetworkKey.of(InetAddress.ofLiteral(address));
  }

  private final class ManualTime implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return now;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
