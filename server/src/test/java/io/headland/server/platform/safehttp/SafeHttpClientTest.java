package io.headland.server.platform.safehttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.platform.config.Network;
import io.headland.server.platform.safehttp.PostOutcome.Failure;
import io.headland.server.platform.safehttp.PostOutcome.NoResponse;
import io.headland.server.platform.safehttp.PostOutcome.Received;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls over sockets. 127.0.0.2 stands for a network that the operator allowed, 127.0.0.1 for what
/// must never be reached.
class SafeHttpClientTest {
  private static final String OPEN = "127.0.0.2";
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final Receiver inside = Receiver.start();
  private final Receiver receiver = Receiver.startAt(OPEN, _ -> Receiver.Reply.of(204));
  private final AtomicInteger lookups = new AtomicInteger();
  private SafeHttpClient client = client(InetAddress::getAllByName);

  @AfterEach
  void stop() {
    client.close();
    receiver.close();
    inside.close();
  }

  @Test
  void postsTheBodyWithItsHeaders() {
    PostOutcome outcome =
        client.post(
            url("http://" + OPEN + ":" + receiver.port() + "/hook?key=1"),
            Map.of("webhook-id", "e-1"),
            "{\"a\": 1}".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    assertThat(outcome.isSuccess()).isTrue();
    Receiver.Received call = receiver.received().getFirst();
    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.path()).isEqualTo("/hook?key=1");
    assertThat(call.body()).isEqualTo("{\"a\": 1}");
    assertThat(call.header("webhook-id")).isEqualTo("e-1");
    assertThat(call.header("content-type")).startsWith("application/json");
    assertThat(call.header("user-agent")).isEqualTo("Headland/test");
    assertThat(call.header("host")).isEqualTo(OPEN + ":" + receiver.port());
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]"})
  void neverReachesThisMachineByItsOwnNames(String host) {
    assertRefused(post("http://" + host + ":" + inside.port() + "/"));
    assertRefused(post("https://" + host + ":" + inside.port() + "/"));
    assertThat(inside.received()).isEmpty();
  }

  @Test
  void neverReachesThisMachineByANameThatChangesItsMind() throws UnknownHostException {
    script(new String[] {"93.184.216.34"}, new String[] {"127.0.0.1"});
    EndpointUrl url = url("https://rebound.example:" + inside.port() + "/");

    assertThat(client.refuses(url)).isFalse();
    assertRefused(client.post(url, Map.of(), new byte[0]));
    assertThat(inside.received()).isEmpty();
  }

  @Test
  void connectsToTheAddressThatWasJudgedAndLooksNoSecondTime() throws UnknownHostException {
    script(new String[] {OPEN}, new String[] {"127.0.0.1"});

    PostOutcome outcome = post("http://rebound.example:" + receiver.port() + "/");

    assertThat(outcome.isSuccess()).isTrue();
    assertThat(lookups).hasValue(1);
    assertThat(receiver.received().getFirst().header("host"))
        .isEqualTo("rebound.example:" + receiver.port());
    assertThat(inside.received()).isEmpty();
  }

  @Test
  void refusesANameThatHasAPrivateAddressBesideAnOpenOne() throws UnknownHostException {
    script(new String[] {OPEN, "127.0.0.1"});

    assertRefused(post("http://two.example:" + inside.port() + "/"));
    assertThat(receiver.received()).isEmpty();
    assertThat(inside.received()).isEmpty();
  }

  @Test
  void sendsNothingInClearToAPublicAddress() throws UnknownHostException {
    script(new String[] {"93.184.216.34"}, new String[] {"93.184.216.34"});

    assertRefused(post("http://public.example/"));
    assertThat(client.refuses(url("http://public.example/"))).isTrue();
  }

  @Test
  void followsNoRedirect() {
    receiver.behave(
        _ ->
            new Receiver.Reply(
                307, "", Map.of("Location", "http://127.0.0.1:" + inside.port() + "/secret")));

    PostOutcome outcome = post("http://" + OPEN + ":" + receiver.port() + "/");

    assertThat(outcome)
        .isInstanceOfSatisfying(Received.class, a -> assertThat(a.status()).isEqualTo(307));
    assertThat(outcome.isSuccess()).isFalse();
    assertThat(inside.received()).isEmpty();
  }

  @Test
  void goesThroughNoProxyOfTheSystem() {
    System.setProperty("http.proxyHost", "127.0.0.1");
    System.setProperty("http.proxyPort", Integer.toString(inside.port()));
    System.setProperty("http.nonProxyHosts", "");
    try (SafeHttpClient other = client(InetAddress::getAllByName)) {
      assertThat(
              other
                  .post(url("http://" + OPEN + ":" + receiver.port() + "/"), Map.of(), new byte[0])
                  .isSuccess())
          .isTrue();
      assertThat(inside.received()).isEmpty();
    } finally {
      Stream.of("http.proxyHost", "http.proxyPort", "http.nonProxyHosts")
          .forEach(System::clearProperty);
    }
  }

  @Test
  void readsOnlyTheBeginningOfAResponse() {
    receiver.behave(_ -> new Receiver.Reply(500, "x".repeat(5_000_000), Map.of()));

    PostOutcome outcome = post("http://" + OPEN + ":" + receiver.port() + "/");

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Received.class, answered -> assertThat(answered.excerpt()).hasSize(1_024));
  }

  @Test
  void abandonsAResponseThatIsLate() {
    CountDownLatch end = new CountDownLatch(1);
    receiver.behave(
        _ -> {
          end.await();
          return Receiver.Reply.of(204);
        });
    try {
      assertThat(post("http://" + OPEN + ":" + receiver.port() + "/"))
          .isInstanceOfSatisfying(
              NoResponse.class,
              outcome -> {
                assertThat(outcome.failure()).isEqualTo(Failure.TIMEOUT);
                assertThat(outcome.took())
                    .isBetween(TIMEOUT.minusMillis(100), TIMEOUT.plusSeconds(2));
              });
    } finally {
      end.countDown();
    }
  }

  @Test
  void reportsWhyThereIsNoResponse() throws UnknownHostException {
    int noListenerExists = receiver.port();
    receiver.close();

    assertFails(post("http://" + OPEN + ":" + noListenerExists + "/"), Failure.NO_CONNECTION);
    script();
    assertFails(post("https://nowhere.example/"), Failure.UNKNOWN_HOST);
    assertThat(client.refuses(url("https://nowhere.example/"))).isFalse();
  }

  @Test
  void endsACallThatIsInterrupted() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    receiver.behave(
        _ -> {
          asked.countDown();
          end.await();
          return Receiver.Reply.of(204);
        });
    Thread caller =
        Thread.ofVirtual().start(() -> post("http://" + OPEN + ":" + receiver.port() + "/"));
    asked.await();
    caller.interrupt();

    assertThat(caller.join(Duration.ofMillis(1_500))).isTrue();
    end.countDown();
  }

  private PostOutcome post(String url) {
    return client.post(url(url), Map.of(), new byte[] {'{', '}'});
  }

  private static EndpointUrl url(String url) {
    return EndpointUrl.parse(url).orElseThrow();
  }

  private static void assertRefused(PostOutcome outcome) {
    assertFails(outcome, Failure.REFUSED);
  }

  private static void assertFails(PostOutcome outcome, Failure failure) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            NoResponse.class, failed -> assertThat(failed.failure()).isEqualTo(failure));
  }

  /// From now on each lookup finds the next of these; after them, nothing.
  private void script(String[]... answers) throws UnknownHostException {
    Queue<InetAddress[]> script = new ArrayDeque<>();
    for (String[] response : answers) {
      script.add(Stream.of(response).map(InetAddress::ofLiteral).toArray(InetAddress[]::new));
    }
    client.close();
    client =
        client(
            host -> {
              lookups.incrementAndGet();
              InetAddress[] next = script.poll();
              if (next == null) {
                throw new UnknownHostException(host);
              }
              return next;
            });
  }

  private static SafeHttpClient client(NameLookup lookup) {
    return new SafeHttpClient(lookup, List.of(Network.parse(OPEN)), TIMEOUT, "Headland/test");
  }
}
