package io.headland.server.apiowner;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ConfigChange;
import io.headland.server.ServerFixture;
import io.headland.server.config.Network;
import io.headland.server.config.ProxyConfig;
import io.headland.server.http.ApiAnswer;
import io.headland.server.http.ApiClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Logins of clients at different addresses, which a trusted proxy names.
class LoginIT {
  private static final String WRONG = "wrong password";
  private static final String HOME = "192.0.2.1";

  private static ServerFixture server;
  private static ApiClient anybody;

  @BeforeAll
  static void start() {
    server =
        ServerFixture.startWithoutProvider(
            config ->
                ConfigChange.with(
                    config,
                    config.http().with(new ProxyConfig(List.of(Network.parse("127.0.0.1")), ""))));
    anybody = server.anybody();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void anAttackerFromManyAddressesDoesNotKeepTheOwnerFromSigningIn() {
    String email = ownerAt(HOME, "attacked@example.com");
    IntStream.range(0, 40).forEach(i -> login("198.51.100." + i, email, WRONG));

    ApiAnswer elsewhere = login("203.0.113.1", email, ServerFixture.OWNER_PASSWORD);
    assertThat(elsewhere.status()).isEqualTo(429);
    assertThat(Long.parseLong(elsewhere.header("Retry-After").orElseThrow())).isBetween(1L, 60L);
    assertThat(login(HOME, email, ServerFixture.OWNER_PASSWORD).status()).isEqualTo(200);
  }

  @Test
  void anAddressThatFailsTooOftenIsDelayedAndCounted() {
    String email = ownerAt(HOME, "guessed@example.com");
    String attacker = "198.51.101.1";
    List<Integer> statuses =
        IntStream.range(0, 15).mapToObj(_ -> login(attacker, email, WRONG).status()).toList();

    assertThat(statuses.subList(0, 10)).containsOnly(401);
    assertThat(statuses.subList(10, 15)).contains(429);
    assertThat(login(HOME, email, WRONG).status()).isEqualTo(401);
    assertThat(login(HOME, email, ServerFixture.OWNER_PASSWORD).status()).isEqualTo(200);
    assertThat(metric("throttled")).isPositive();
    assertThat(metric("failed")).isGreaterThanOrEqualTo(11);
    assertThat(metric("succeeded")).isPositive();
  }

  @Test
  void anEmailThatDoesNotExistIsDelayedLikeOneThatDoes() {
    String attacker = "198.51.102.1";
    List<Integer> statuses =
        IntStream.range(0, 15)
            .mapToObj(_ -> login(attacker, "nobody@example.com", WRONG).status())
            .toList();

    assertThat(statuses.subList(0, 10)).containsOnly(401);
    assertThat(statuses.subList(10, 15)).contains(429);
  }

  @Test
  void whatAClientWritesIntoTheHeaderDoesNotCount() {
    String email = ownerAt(HOME, "spoofed@example.com");
    List<Integer> statuses =
        IntStream.range(0, 15)
            .mapToObj(i -> login("203.0.113." + i + ", 198.51.103.1", email, WRONG).status())
            .toList();

    assertThat(statuses.subList(10, 15)).contains(429);
  }

  /// An API owner who has signed in from an address.
  private static String ownerAt(String address, String email) {
    server.newOwner(email);
    assertThat(login(address, email, ServerFixture.OWNER_PASSWORD).status()).isEqualTo(200);
    return email;
  }

  private static ApiAnswer login(String address, String email, String password) {
    return anybody.send(
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
    return anybody
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("headland_logins_total{result=\"" + result + "\"}"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
