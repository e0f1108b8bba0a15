package io.headland.server.platform.providerhttp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.headland.server.platform.config.HeadlandConfig.ProviderHttpConfig;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.providerhttp.ProviderResponse.Complete;
import io.headland.server.platform.providerhttp.ProviderResponse.NoResponse;
import io.headland.server.platform.providerhttp.ProviderResponse.TooLarge;
import io.headland.server.platform.providerhttp.ProviderResponse.Truncated;
import io.headland.server.platform.providerhttp.ScriptedServer.Received;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProviderHttpClientTest {
  private static final Instant NOW = Instant.parse("2026-08-22T10:00:00Z");
  private static final Secret BEARER = Secret.of("Bearer open-sesame");

  private final ScriptedServer server = ScriptedServer.start();
  private final List<ProviderCall> calls = new CopyOnWriteArrayList<>();
  private final ProviderHttpClient client = clientWithTimeout(Duration.ofSeconds(10));

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void sendsTheRequestWithItsUserAgent() throws InterruptedException {
    server.then(200, "{}");

    get("/a;start=10;count=10?b=c%20d", Map.of("Accept", "application/json"));

    Received request = server.received().getFirst();
    assertThat(request.line()).isEqualTo("GET /a;start=10;count=10?b=c%20d HTTP/1.1");
    assertThat(request.header("Accept")).contains("application/json");
    assertThat(request.header("Content-Length")).isEmpty();
    assertThat(request.header("Authorization")).contains("Bearer open-sesame");
    assertThat(request.header("User-Agent")).contains("Headland/1.2.3");
  }

  @Test
  void sendsABlankHeaderAsAnEmptyOne() throws InterruptedException {
    server.then(200, "{}");

    get("/", Map.of("x-deere-signature", ""));

    assertThat(server.received().getFirst().header("x-deere-signature")).contains("");
  }

  @Test
  void sendsAForm() throws InterruptedException {
    Map<String, Secret> form = new LinkedHashMap<>();
    form.put("grant_type", Secret.of("refresh_token"));
    form.put("refresh_token", Secret.of("a+b/c=&d"));
    server.then(200, "{}");

    client.send(ProviderRequest.postForm(server.uri("/token"), BEARER, form), calls::add);

    Received request = server.received().getFirst();
    assertThat(request.line()).isEqualTo("POST /token HTTP/1.1");
    assertThat(request.header("Content-Type")).contains("application/x-www-form-urlencoded");
    assertThat(request.body()).isEqualTo("grant_type=refresh_token&refresh_token=a%2Bb%2Fc%3D%26d");
  }

  @Test
  void printsNoSecretOfARequest() {
    var form = Map.of("refresh_token", Secret.of("precious"));
    var request = ProviderRequest.postForm(URI.create("http://a.test/"), BEARER, form);

    assertThat(request.toString()).doesNotContain("precious").doesNotContain("sesame");
  }

  @Test
  void recordsAResponseWithoutItsSecrets() throws InterruptedException {
    server.then(429, "slow down", "Set-Cookie: sid=1", "Retry-After: 7");

    get("/o?token=abc&x=1", Map.of());

    ProviderCall call = calls.getFirst();
    assertThat(calls).hasSize(1);
    assertThat(call.at()).isEqualTo(NOW);
    assertThat(call.method()).isEqualTo("GET");
    assertThat(call.target()).isEqualTo(server.uri("/o") + "?token=[redacted]&x=1");
    assertThat(call.statusCode()).isEqualTo(429);
    assertThat(call.headers())
        .containsEntry("set-cookie", "[redacted]")
        .containsEntry("retry-after", "7");
    assertThat(call.bodySize()).isEqualTo(9);
    assertThat(call.failure()).isEmpty();
    assertThat(call.toString()).doesNotContain("sid=1").doesNotContain("sesame");
  }

  @Test
  void followsNoRedirect() throws InterruptedException {
    try (var elsewhere = ScriptedServer.start()) {
      server.then(302, "", "Location: " + elsewhere.uri("/"));

      assertThat(get("/", Map.of()))
          .asInstanceOf(type(Complete.class))
          .extracting(Complete::statusCode)
          .isEqualTo(302);
      assertThat(elsewhere.received()).isEmpty();
    }
  }

  @Test
  void unpacksWhatCamePacked() throws Exception {
    server.then(200, gzip("hello".getBytes(UTF_8)), "Content-Encoding: gzip");

    assertThat(text(get("/", Map.of()))).isEqualTo("hello");
    assertThat(server.received().getFirst().header("Accept-Encoding")).contains("gzip");
  }

  @Test
  void acceptsAResponseWithoutABody() throws InterruptedException {
    server.then(304, "");

    assertThat(get("/", Map.of())).isInstanceOf(Complete.class);
  }

  @Test
  void refusesWhatCannotBeUnpacked() throws InterruptedException {
    server.then(200, "hello", "Content-Encoding: gzip").then(200, "hello", "Content-Encoding: br");

    assertThat(get("/", Map.of())).isInstanceOf(Truncated.class);
    assertThat(get("/", Map.of())).isInstanceOf(Truncated.class);
  }

  @Test
  void refusesABodyThatUnpacksIntoAHugeOne() throws Exception {
    server.then(200, gzip(new byte[ProviderHttpClient.BODY_LIMIT + 1]), "Content-Encoding: gzip");

    assertThat(get("/", Map.of())).isInstanceOf(TooLarge.class);
  }

  @Test
  void refusesAHugeBody() throws InterruptedException {
    server.then(200, new byte[ProviderHttpClient.BODY_LIMIT + 1]);

    assertThat(get("/", Map.of())).isInstanceOf(TooLarge.class);
    assertThat(calls.getFirst().failure()).isEqualTo("the body is too large");
  }

  @Test
  void takesABodyThatJustFits() throws InterruptedException {
    server.then(200, new byte[ProviderHttpClient.BODY_LIMIT]);

    assertThat(get("/", Map.of())).isInstanceOf(Complete.class);
  }

  /// More of them than the memory for bodies would hold if it were not released.
  @Test
  void releasesTheMemoryOfEachResponse() throws InterruptedException {
    long bodies = 4 + 2 * Runtime.getRuntime().maxMemory() / 16 / ProviderHttpClient.BODY_LIMIT;
    for (int i = 0; i < bodies; i++) {
      server.then(i % 2 == 0 ? 200 : 500, new byte[ProviderHttpClient.BODY_LIMIT]);
      ProviderResponse response = get("/", Map.of());
      assertThat(response).isInstanceOf(Complete.class);
      ((Complete) response).body().release();
    }
  }

  @Test
  void keepsStatusAndHeadersOfABodyThatBreaksOff() throws InterruptedException {
    server.thenCut(429, "{\"err", "Retry-After: 9");

    var cut = (Truncated) get("/", Map.of());

    assertThat(cut.statusCode()).isEqualTo(429);
    assertThat(cut.headers().retryAfter(Duration.ZERO)).isEqualTo(Duration.ofSeconds(9));
    assertThat(calls.getFirst().statusCode()).isEqualTo(429);
  }

  @Test
  void knowsThatAChunkedBodyBrokeOff() throws InterruptedException {
    server.thenRaw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel".getBytes(UTF_8));

    assertThat(get("/", Map.of())).isInstanceOf(Truncated.class);
  }

  @Test
  void doesNotQuoteAResponseThatIsNotHttp() throws InterruptedException {
    server.thenRaw("SSH-2.0-secretive\r\n\r\n".getBytes(UTF_8));

    var answer = (NoResponse) get("/", Map.of());

    assertThat(answer.reason()).startsWith("no response").doesNotContain("secretive");
  }

  @Test
  void waitsNoLongerThanAllowedForAHead() throws InterruptedException {
    server.thenSilence();

    assertThat(getWithin(Duration.ofMillis(200)))
        .isEqualTo(new NoResponse("no complete response within 200 ms"));
    assertThat(calls.getFirst().failure()).isEqualTo("no complete response within 200 ms");
  }

  @Test
  void waitsNoLongerThanAllowedForABody() throws InterruptedException {
    server.thenHeadAndSilence(200);

    assertThat(getWithin(Duration.ofMillis(200))).isInstanceOf(NoResponse.class);
  }

  @Test
  void reportsThatNoServerListens() throws InterruptedException {
    URI gone = server.uri("/");
    server.close();

    var request = ProviderRequest.get(gone, Map.of(), BEARER);

    assertThat(client.send(request, calls::add)).isEqualTo(new NoResponse("no connection"));
    assertThat(calls.getFirst().statusCode()).isZero();
  }

  @Test
  void leavesAtOnceWhenInterrupted() throws Exception {
    server.thenSilence();
    var outcome = new CompletableFuture<Boolean>();
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    get("/", Map.of());
                    outcome.complete(false);
                  } catch (InterruptedException _) {
                    outcome.complete(true);
                  }
                });

    server.awaitRequest();
    caller.interrupt();

    assertThat(outcome.get()).isTrue();
    assertThat(calls.getFirst().failure()).isEqualTo("interrupted");
  }

  private ProviderResponse get(String path, Map<String, String> headers)
      throws InterruptedException {
    return client.send(ProviderRequest.get(server.uri(path), headers, BEARER), calls::add);
  }

  private ProviderResponse getWithin(Duration limit) throws InterruptedException {
    try (var hasty = clientWithTimeout(limit)) {
      return hasty.send(ProviderRequest.get(server.uri("/"), Map.of(), BEARER), calls::add);
    }
  }

  private static ProviderHttpClient clientWithTimeout(Duration limit) {
    var limits = new ProviderHttpConfig(Duration.ofSeconds(5), limit, 0);
    return new ProviderHttpClient(limits, "1.2.3", Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static String text(ProviderResponse answer) throws IOException {
    return new String(((Complete) answer).body().stream().readAllBytes(), UTF_8);
  }

  private static byte[] gzip(byte[] body) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var packing = new GZIPOutputStream(packed)) {
      packing.write(body);
    }
    return packed.toByteArray();
  }
}
