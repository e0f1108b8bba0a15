package io.headland.server.platform.safehttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.platform.config.Network;
import io.headland.server.platform.safehttp.PostOutcome.Failure;
import io.headland.server.platform.safehttp.PostOutcome.NoResponse;
import io.headland.server.platform.safehttp.PostOutcome.Received;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Endpoints and names that mean ill, or are just odd.
class HostileEndpointsTest {
  private static final String OPEN = "127.0.0.2";
  private static final Duration TIMEOUT = Duration.ofSeconds(4);
  private static final Duration QUICKLY = Duration.ofSeconds(2);
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String EMPTY = OK + "Content-Length: 0\r\n\r\n";

  private final CountDownLatch end = new CountDownLatch(1);
  private final SafeHttpClient client =
      new SafeHttpClient(this::lookUp, List.of(Network.parse(OPEN)), TIMEOUT, "Headland/test");

  @AfterEach
  void stop() {
    end.countDown();
    client.close();
  }

  @Test
  void readsNoMoreHeadersThanAnyoneNeeds() {
    assertBroken(OK + "X-More: 1\r\n".repeat(101) + "Content-Length: 0\r\n\r\n");
  }

  @Test
  void readsNoLineWithoutEnd() {
    assertBroken(OK + "X-Long: " + "x".repeat(20_000) + "\r\nContent-Length: 0\r\n\r\n");
    assertBroken("HTTP/1.1 200 " + "x".repeat(20_000) + "\r\nContent-Length: 0\r\n\r\n");
  }

  @Test
  void readsNoHeaderSectionOfManyLongLines() {
    String line = "X-Long: " + "x".repeat(990) + "\r\n";
    assertBroken(OK + line.repeat(26) + "Content-Length: 0\r\n\r\n");
    try (RawReceiver receiver =
        RawReceiver.startAt(
            OPEN, RawReceiver.text(OK + line.repeat(14) + "Content-Length: 0\r\n\r\n"))) {
      assertThat(post(receiver)).isInstanceOf(Received.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 000 X", "HTTP/9.9 200 X"})
  void answersThatAreNoHttpAreNone(String line) {
    assertBroken(line + "\r\nContent-Length: 0\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 9000000000000", "Connection: close", "X-By-Chunks: 1"})
  void aBodyWithoutEndIsAResponse(String header) {
    boolean chunked = header.startsWith("X-By-Chunks");
    byte[] kilobyte =
        ((chunked ? "400\r\n" : "") + "x".repeat(1024) + (chunked ? "\r\n" : ""))
            .getBytes(StandardCharsets.US_ASCII);
    RawReceiver.Answer endless =
        out -> {
          RawReceiver.text(OK + (chunked ? "Transfer-Encoding: chunked" : header) + "\r\n\r\n")
              .write(out);
          while (end.getCount() > 0) {
            out.write(kilobyte);
          }
          return false;
        };
    try (RawReceiver receiver = RawReceiver.startAt(OPEN, endless)) {
      assertResponded(post(receiver));
      // The second shows that the first left nothing behind.
      assertResponded(post(receiver));
      assertThat(receiver.connections()).isEqualTo(2);
    }
  }

  @Test
  void keepsAConnectionWhoseResponseWasRead() {
    String response = OK + "Content-Length: 4\r\n\r\nfine";
    try (RawReceiver receiver = RawReceiver.startAt(OPEN, RawReceiver.text(response))) {
      for (int i = 0; i < 3; i++) {
        assertThat(post(receiver).isSuccess()).isTrue();
      }
      assertThat(receiver.connections()).isEqualTo(1);
    }
  }

  @Test
  void aConnectionThatWasClosedMeanwhileIsNoFailure() throws InterruptedException {
    RawReceiver.Answer closing =
        out -> {
          RawReceiver.text(EMPTY).write(out);
          return false;
        };
    try (RawReceiver receiver = RawReceiver.startAt(OPEN, closing)) {
      for (int i = 1; i <= 5; i++) {
        assertThat(post(receiver).isSuccess()).isTrue();
        receiver.awaitClosed();
        awaitNextMillisecond();
        assertThat(receiver.connections()).isEqualTo(i);
      }
    }
  }

  @Test
  void aReusedConnectionThatWasClosedBeforeAPauseIsNoFailure() throws InterruptedException {
    int before = 3;
    AtomicInteger responses = new AtomicInteger();
    RawReceiver.Answer closing =
        out -> {
          RawReceiver.text(EMPTY).write(out);
          return responses.incrementAndGet() % before != 0;
        };
    try (RawReceiver receiver = RawReceiver.startAt(OPEN, closing)) {
      for (int i = 1; i <= 3; i++) {
        for (int j = 0; j < before; j++) {
          assertThat(post(receiver).isSuccess()).isTrue();
        }
        assertThat(receiver.connections()).isEqualTo(i);
        receiver.awaitClosed();
        await(Duration.ofMillis(11));
      }
    }
  }

  @Test
  void namesThatApiCallsAskForHoldUpNoDelivery() throws InterruptedException {
    int asked = 200;
    CountDownLatch turnedAway = new CountDownLatch(asked / 2);
    AtomicInteger refused = new AtomicInteger();
    try (RawReceiver receiver = RawReceiver.startAt(OPEN, RawReceiver.text(EMPTY));
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < asked; i++) {
        EndpointUrl url = url("https://stuck-" + i + ".example/");
        callers.execute(
            () -> {
              refused.addAndGet(client.refuses(url) ? 1 : 0);
              turnedAway.countDown();
            });
      }
      assertThat(turnedAway.await(QUICKLY.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
      assertThat(refused).as("as for a name that was not resolved yet").hasValue(0);
      assertThat(post("http://good.example:" + receiver.port() + "/").isSuccess()).isTrue();
      end.countDown();
    }
    assertThat(client.refuses(url("https://good.example/"))).isFalse();
    assertThat(client.refuses(url("https://inside.example/"))).isTrue();
  }

  private InetAddress[] lookUp(String host) {
    if (host.startsWith("stuck-")) {
      try {
        end.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    return new InetAddress[] {
      InetAddress.ofLiteral(host.startsWith("inside") ? "127.0.0.1" : OPEN)
    };
  }

  private void assertBroken(String response) {
    try (RawReceiver receiver = RawReceiver.startAt(OPEN, RawReceiver.text(response))) {
      assertThat(post(receiver))
          .isInstanceOfSatisfying(
              NoResponse.class,
              outcome -> {
                assertThat(outcome.failure()).isEqualTo(Failure.BROKEN);
                assertThat(outcome.took()).isLessThan(QUICKLY);
              });
    }
  }

  private static void assertResponded(PostOutcome outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Received.class,
            answered -> {
              assertThat(answered.status()).isEqualTo(200);
              assertThat(answered.excerpt()).hasSize(1_024);
              assertThat(answered.took()).isLessThan(QUICKLY);
            });
  }

  private PostOutcome post(RawReceiver receiver) {
    return post("http://" + OPEN + ":" + receiver.port() + "/");
  }

  private PostOutcome post(String url) {
    return client.post(url(url), Map.of(), RawReceiver.BODY);
  }

  private static EndpointUrl url(String url) {
    return EndpointUrl.parse(url).orElseThrow();
  }

  /// The pool measures times in milliseconds and reuses a connection that was used in this one.
  private static void awaitNextMillisecond() {
    await(Duration.ofMillis(2));
  }

  private static void await(Duration time) {
    long now = System.nanoTime();
    while (System.nanoTime() - now < time.toNanos()) {
      Thread.onSpinWait();
    }
  }
}
