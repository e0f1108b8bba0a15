package io.headland.server.platform.providerhttp;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.headland.server.platform.config.HeadlandConfig.ProviderHttpConfig;
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

/// The client for calls to providers. Blocks the calling thread, which should be a virtual one.
///
/// HTTP/1.1, because on one shared HTTP/2 connection a slow account delays others. Redirects are
/// not followed: they could send a token to another host.
public final class ProviderHttpClient implements AutoCloseable {
  /// Some 2,500 organizations of John Deere's with all their links, or a hundred fields with
  /// boundaries of a thousand points each. [ProviderMemory] bounds what all calls hold at a time.
  public static final int BODY_LIMIT = 8 * 1024 * 1024;

  /// Read when the first client is created.
  private static final String MAX_HEADER_SIZE = "jdk.http.maxHeaderSize";

  private final ProviderHttpConfig limits;
  private final String userAgent;
  private final InstantSource clock;
  private final ExecutorService executor;
  private final HttpClient http;
  private final ProviderMemory memory = new ProviderMemory(Runtime.getRuntime().maxMemory());

  static {
    // The default of 384 KiB for the header section of each response is for few calls at a time.
    if (System.getProperty(MAX_HEADER_SIZE) == null) {
      System.setProperty(MAX_HEADER_SIZE, Integer.toString(64 * 1024));
    }
  }

  /// @param version of Headland, for the `User-Agent`
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

  /// Makes one call and reports its result to the recorder. An interrupt cancels the call.
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

  /// Cancels the calls in progress.
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
    // With an empty body, a GET would be sent with a Content-Length.
    return request.method().equals("GET")
        ? outgoing.GET().build()
        : outgoing
            .method(request.method(), BodyPublishers.ofString(request.body().reveal()))
            .build();
  }

  private ProviderResponse exchange(HttpRequest request) throws InterruptedException {
    ProviderMemory.Grant granted = memory.grant(limits.requestTimeout());
    var head = new ResponseHead(clock, BODY_LIMIT, granted);
    CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, head);
    boolean isKept = false;
    try {
      // HttpRequest.timeout would end with the headers (until Java 26) and let a body drip on.
      byte[] body = answer.get(limits.requestTimeout().toNanos(), NANOSECONDS).body();
      ProviderResponse response = answered(head.find().orElseThrow(), body, granted);
      isKept = response instanceof Answered(int status, _, _) && status < 300;
      return response;
    } catch (TimeoutException _) {
      return new NotAnswered(
          "no complete response within " + limits.requestTimeout().toMillis() + " ms");
    } catch (ExecutionException e) {
      return broken(head, Objects.requireNonNullElse(e.getCause(), e));
    } finally {
      // Has no effect on a completed call; cancels one that timed out or whose caller was
      // interrupted.
      answer.cancel(true);
      if (!isKept) {
        granted.release();
      }
    }
  }

  private static ProviderResponse answered(Head head, byte[] body, ProviderMemory.Grant granted) {
    try {
      byte[] decoded = ContentDecoding.decode(body, head.headers(), BODY_LIMIT, granted);
      if (head.statusCode() >= 300 && decoded.length > ErrorBody.LARGEST) {
        return new Answered(head.statusCode(), head.headers(), new ResponseBody(new byte[0]));
      }
      return granted.records(decoded)
          ? new Answered(head.statusCode(), head.headers(), ResponseBody.reserved(decoded, granted))
          : new TooLarge(head.statusCode(), head.headers());
    } catch (BoundedBody.TooLargeException _) {
      return new TooLarge(head.statusCode(), head.headers());
    } catch (ProviderMemory.BusyException e) {
      return new NotAnswered(String.valueOf(e.getMessage()));
    } catch (IOException _) {
      return new CutShort(head.statusCode(), head.headers(), "the body cannot be decoded");
    }
  }

  private ProviderResponse broken(ResponseHead answer, Throwable cause) {
    Optional<Head> seen = answer.find();
    if (seen.isEmpty()) {
      return new NotAnswered(reason(cause));
    }
    Head head = seen.get();
    return switch (cause) {
      case BoundedBody.TooLargeException _ -> new TooLarge(head.statusCode(), head.headers());
      case ProviderMemory.BusyException busy -> new NotAnswered(String.valueOf(busy.getMessage()));
      default -> new CutShort(head.statusCode(), head.headers(), "the body broke off");
    };
  }

  /// Not the message of the JDK, which may quote the response.
  private String reason(Throwable cause) {
    return switch (cause) {
      case HttpConnectTimeoutException _ ->
          "no connection within " + limits.connectTimeout().toMillis() + " ms";
      case ConnectException _ -> "no connection";
      default -> "no response (" + cause.getClass().getSimpleName() + ")";
    };
  }
}
