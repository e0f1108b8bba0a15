package io.headland.server.platform.providerhttp;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.headland.server.platform.config.ProviderHttpConfig;
import io.headland.server.platform.providerhttp.ProviderResponse.Answered;
import io.headland.server.platform.providerhttp.ProviderResponse.CutShort;
import io.headland.server.platform.providerhttp.ProviderResponse.NotAnswered;
import io.headland.server.platform.providerhttp.ProviderResponse.RateLimited;
import io.headland.server.platform.providerhttp.ProviderResponse.TooLarge;
import io.headland.server.platform.providerhttp.ResponseHead.Head;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;

/// The one client for calls to others. Blocks the calling thread, which should be a virtual one.
///
/// HTTP/1.1, since on one shared HTTP/2 connection a slow account holds up the rest. No redirect is
/// followed: it could carry a token to another host.
public final class ProviderHttpClient implements AutoCloseable {
  /// Some 2,500 organizations of John Deere's with all their links, or a hundred fields with
  /// boundaries of a thousand points each. Every lane may hold one such body at a time.
  public static final int BODY_LIMIT = 8 * 1024 * 1024;

  private final ProviderHttpConfig limits;
  private final String userAgent;
  private final InstantSource clock;
  private final ExecutorService executor;
  private final HttpClient http;

  /// @param version of Headland, shown to those we call
  public ProviderHttpClient(ProviderHttpConfig limits, String version, InstantSource clock) {
    this.limits = limits;
    this.userAgent = "Headland/" + version;
    this.clock = clock;
    this.executor = Executors.newVirtualThreadPerTaskExecutor();
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limits.connectTimeout())
            .executor(executor)
            .build();
  }

  /// Makes one call and tells the recorder what came of it. An interrupt ends the call at once.
  public ProviderResponse send(ProviderRequest request, CallRecorder recorder)
      throws InterruptedException {
    Duration wait = recorder.holdBack();
    if (!wait.isZero()) {
      return new RateLimited(wait);
    }
    Instant start = clock.instant();
    long startNanos = System.nanoTime();
    ProviderResponse answer = new NotAnswered("interrupted");
    try {
      answer = exchange(outgoing(request));
      return answer;
    } finally {
      recorder.record(
          Observation.of(request, answer, start, Duration.ofNanos(System.nanoTime() - startNanos)));
    }
  }

  /// Ends the calls under way.
  @Override
  public void close() {
    http.shutdownNow();
    http.close();
    executor.close();
  }

  private HttpRequest outgoing(ProviderRequest request) {
    HttpRequest.Builder outgoing =
        HttpRequest.newBuilder(request.uri())
            .header("User-Agent", userAgent)
            .header("Accept-Encoding", "gzip");
    if (!request.authorization().isBlank()) {
      outgoing.header("Authorization", request.authorization().reveal());
    }
    request.headers().forEach(outgoing::header);
    // Given even an empty body, a GET would be sent with a Content-Length.
    return request.method().equals("GET")
        ? outgoing.GET().build()
        : outgoing
            .method(request.method(), BodyPublishers.ofString(request.body().reveal()))
            .build();
  }

  private ProviderResponse exchange(HttpRequest request) throws InterruptedException {
    var head = new ResponseHead(clock, BODY_LIMIT);
    CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, head);
    try {
      // HttpRequest.timeout would end with the headers (until Java 26) and let a body drip on.
      return answered(head, answer.get(limits.requestTimeout().toNanos(), NANOSECONDS).body());
    } catch (TimeoutException _) {
      return new NotAnswered(
          "no whole answer within " + limits.requestTimeout().toMillis() + " ms");
    } catch (ExecutionException e) {
      return broken(head, Objects.requireNonNullElse(e.getCause(), e));
    } finally {
      // Does nothing to a call that ended; ends one that timed out or whose caller was interrupted.
      answer.cancel(true);
    }
  }

  private static ProviderResponse answered(ResponseHead answer, byte[] body) {
    Head head = answer.find().orElseThrow();
    try {
      byte[] decoded = ContentDecoding.decode(body, head.headers(), BODY_LIMIT);
      return decoded.length > BODY_LIMIT
          ? new TooLarge(head.statusCode(), head.headers())
          : new Answered(head.statusCode(), head.headers(), new ResponseBody(decoded));
    } catch (IOException _) {
      return new CutShort(head.statusCode(), head.headers(), "the body cannot be unpacked");
    }
  }

  private ProviderResponse broken(ResponseHead answer, Throwable cause) {
    Optional<Head> seen = answer.find();
    if (seen.isEmpty()) {
      return new NotAnswered(reason(cause));
    }
    Head head = seen.get();
    return isTooLarge(cause)
        ? new TooLarge(head.statusCode(), head.headers())
        : new CutShort(head.statusCode(), head.headers(), "the body broke off");
  }

  /// The JDK's limit has no exception of its own (seen in JDK 25; a test keeps watch).
  private static boolean isTooLarge(Throwable cause) {
    return String.valueOf(cause.getMessage()).startsWith("body exceeds capacity");
  }

  /// In our own words: a message of the JDK may quote what came over the wire.
  private String reason(Throwable cause) {
    return switch (cause) {
      case HttpConnectTimeoutException _ ->
          "no connection within " + limits.connectTimeout().toMillis() + " ms";
      case ConnectException _ -> "no connection";
      default -> "no answer (" + cause.getClass().getSimpleName() + ")";
    };
  }
}
