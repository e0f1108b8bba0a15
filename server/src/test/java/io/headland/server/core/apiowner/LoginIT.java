package io.headland.server.core.apiowner;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ConfigChange;
import io.headland.server.ServerFixture;
import io.headland.server.platform.config.HttpConfig.ProxyConfig;
import io.headland.server.platform.config.Network;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Logins of clients at different addresses, which a trusted proxy names.
class LoginIT {
  private static final String WRONG = "wrong password";
  private static final String HOME = "192.0.2.1";
  private static final int MAX_ATTEMPTS = 200;

  private static ServerFixture server;
  private static ApiClient anonymous;

  @BeforeAll
  static void start() {
    server =
        ServerFixture.startWithoutProvider(
            config ->
                ConfigChange.with(
                    config,
                    config.http().with(new ProxyConfig(List.of(Network.parse("127.0.0.1")), ""))));
    anonymous = server.anonymous();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void anAttackerFromManyAddressesDoesNotKeepTheOwnerFromSigningIn() {
    String email = ownerAt(HOME, "attacked@example.com");

    ApiResponse refused = failUntilRefused(i -> "198.51.100." + i, email);

    assertThat(Long.parseLong(refused.header("Retry-After").orElseThrow())).isBetween(1L, 60L);
    assertThat(login(HOME, email, ServerFixture.OWNER_PASSWORD).status()).isEqualTo(200);
  }

  @Test
  void anAddressThatFailsTooOftenIsDelayedAndCounted() {
    String email = ownerAt(HOME, "guessed@example.com");

    failUntilRefused(_ -> "198.51.101.1", email);

    assertThat(login(HOME, email, WRONG).status()).isEqualTo(401);
    assertThat(login(HOME, email, ServerFixture.OWNER_PASSWORD).status()).isEqualTo(200);
    assertThat(metric("throttled")).isPositive();
    assertThat(metric("failed")).isGreaterThanOrEqualTo(11);
    assertThat(metric("succeeded")).isPositive();
  }

  @Test
  void anEmailThatDoesNotExistIsDelayedLikeOneThatDoes() {
    failUntilRefused(_ -> "198.51.102.1", "nobody@example.com");
  }

  @Test
  void whatAClientWritesIntoTheHeaderDoesNotCount() {
    String email = ownerAt(HOME, "spoofed@example.com");

    failUntilRefused(i -> "203.0.113." + i + ", 198.51.103.1", email);
  }

  /// Tries a wrong password until the answer is 429. Allowed failures are refilled, so that their
  /// number depends on the time that the attempts take.
  ///
  /// @param addresses of the attempts by their number
  private static ApiResponse failUntilRefused(IntFunction<String> addresses, String email) {
    for (int i = 0; i < MAX_ATTEMPTS; i++) {
      ApiResponse response = login(addresses.apply(i), email, WRONG);
      if (response.status() == 429) {
        assertThat(i).isGreaterThanOrEqualTo(10);
        return response;
      }
      assertThat(response.status()).isEqualTo(401);
    }
    throw new AssertionError(MAX_ATTEMPTS + " failed logins did not cause a delay");
  }

  /// An API owner who has signed in from an address.
  private static String ownerAt(String address, String email) {
    server.newOwner(email);
    assertThat(login(address, email, ServerFixture.OWNER_PASSWORD).status()).isEqualTo(200);
    return email;
  }

  private static ApiResponse login(String address, String email, String password) {
    return anonymous.send(
        "POST",
        "/api/authenticate",
        BodyPublishers.ofString(
            "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(email, password)),
        "Content-Type",
        "application/json",
        "X-Forwarded-For",
        address);
  }

  private static double metric(String result) {
    return anonymous
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("headland_logins_total{result=\"" + result + "\"}"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
