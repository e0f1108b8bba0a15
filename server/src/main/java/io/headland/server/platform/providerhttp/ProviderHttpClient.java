package io.headland.server.platform.providerhttp;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.headland.server.platform.config.HeadlandConfig.ProviderHttpConfig;
import io.headland.server.platform.providerhttp.ProviderResponse.Complete;
import io.headland.server.platform.providerhttp.ProviderResponse.NoResponse;
import io.headland.server.platform.providerhttp.ProviderResponse.RateLimited;
import io.headland.server.platform.providerhttp.ProviderResponse.TooLarge;
import io.headland.server.platform.providerhttp.ProviderResponse.Truncated;
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
  /// About 2,500 organizations of John Deere with all their links, or a hundred fields with
  /// boundaries of a thousand points each. [ProviderMemory] bounds the memory of all calls
  /// together.
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
    Duration wait = recorder.admit();
    if (!wait.isZero()) {
      return new RateLimited(wait);
    }
    Instant start = clock.instant();
    long startNanos = System.nanoTime();
    ProviderResponse response = new NoResponse("interrupted");
    try {
      response = exchange(outgoing(request));
      return response;
    } finally {
      recorder.record(
          Observation.of(
              request, response, start, Duration.ofNanos(System.nanoTime() - startNanos)));
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
    CompletableFuture<HttpResponse<byte[]>> pending = http.sendAsync(request, head);
    boolean isRetained = false;
    try {
      // Until Java 26, HttpRequest.timeout ends with the headers and does not limit the time of the
      // body.
      byte[] body = pending.get(limits.requestTimeout().toNanos(), NANOSECONDS).body();
      ProviderResponse response = toResponse(head.find().orElseThrow(), body, granted);
      isRetained = response instanceof Complete(int status, _, _) && status < 300;
      return response;
    } catch (TimeoutException _) {
      return new NoResponse(
          "no complete response within " + limits.requestTimeout().toMillis() + " ms");
    } catch (ExecutionException e) {
      return broken(head, Objects.requireNonNullElse(e.getCause(), e));
    } finally {
      // Has no effect on a completed call; cancels one that timed out or whose caller was
      // interrupted.
      pending.cancel(true);
      if (!isRetained) {
        granted.release();
      }
    }
  }

  private static ProviderResponse toResponse(Head head, byte[] body, ProviderMemory.Grant granted) {
    try {
      byte[] decoded = ContentDecoding.decode(body, head.headers(), BODY_LIMIT, granted);
      if (head.statusCode() >= 300 && decoded.length > ErrorBody.LARGEST) {
        return new Complete(head.statusCode(), head.headers(), new ResponseBody(new byte[0]));
      }
      return granted.records(decoded)
          ? new Complete(head.statusCode(), head.headers(), ResponseBody.reserved(decoded, granted))
          : new TooLarge(head.statusCode(), head.headers());
    } catch (BoundedBody.TooLargeException _) {
      return new TooLarge(head.statusCode(), head.headers());
    } catch (ProviderMemory.BusyException e) {
      return new NoResponse(String.valueOf(e.getMessage()));
    } catch (IOException _) {
      return new Truncated(head.statusCode(), head.headers(), "the body cannot be decoded");
    }
  }

  private ProviderResponse broken(ResponseHead head, Throwable cause) {
    Optional<Head> received = head.find();
    if (received.isEmpty()) {
      return new NoResponse(reason(cause));
    }
    Head found = received.get();
    return switch (cause) {
      case BoundedBody.TooLargeException _ -> new TooLarge(found.statusCode(), found.headers());
      case ProviderMemory.BusyException busy -> new NoResponse(String.valueOf(busy.getMessage()));
      default -> new Truncated(found.statusCode(), found.headers(), "the body is incomplete");
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
