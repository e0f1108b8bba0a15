package io.headland.server.platform.safehttp;

import io.headland.server.platform.config.Network;
import io.headland.server.platform.safehttp.PostOutcome.Failure;
import io.headland.server.platform.safehttp.PostOutcome.NoResponse;
import io.headland.server.platform.safehttp.PostOutcome.Received;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/// Posts to addresses of API owners. Blocks the calling thread, which should be a virtual one.
public final class SafeHttpClient implements AutoCloseable {
  private static final Duration LOOKUP = Duration.ofSeconds(5);
  private static final int MAX_READ = 16 * 1024;
  private static final int EXCERPT = 1_024;

  private final AddressPolicy rule;
  private final BoundedDnsLookup lookup;
  private final BoundedDnsLookup lookups;
  private final CloseableHttpClient encrypted;
  private final CloseableHttpClient plain;
  private final Duration timeout;
  private final ScheduledThreadPoolExecutor deadlines = deadlines();

  /// @param allowed networks that may be called although they are not public
  /// @param userAgent value of the `User-Agent` header
  public SafeHttpClient(
      NameLookup resolver, List<Network> allowed, Duration timeout, String userAgent) {
    this.rule = new AddressPolicy(allowed);
    this.lookup = BoundedDnsLookup.forDeliveries(resolver, LOOKUP);
    this.lookups = BoundedDnsLookup.forChecks(resolver, LOOKUP);
    this.timeout = timeout;
    this.encrypted =
        ApacheClient.open(new GuardedDnsResolver(lookup, rule::permits), timeout, userAgent);
    this.plain =
        ApacheClient.open(new GuardedDnsResolver(lookup, rule::isAllowed), timeout, userAgent);
  }

  private static ScheduledThreadPoolExecutor deadlines() {
    var deadlines =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("webhook-deadlines").factory());
    // Otherwise the request of every call is referenced until its deadline.
    deadlines.setRemoveOnCancelPolicy(true);
    return deadlines;
  }

  /// Whether the address is denied at present. A name that cannot be resolved is not.
  public boolean refuses(EndpointUrl url) {
    Predicate<InetAddress> permitted = url.isEncrypted() ? rule::permits : rule::isAllowed;
    try {
      new GuardedDnsResolver(lookups, permitted).resolve(url.host());
      return false;
    } catch (GuardedDnsResolver.RefusedException _) {
      return true;
    } catch (UnknownHostException _) {
      // Plain http is only for allowed networks, to which an unresolved name does not belong.
      return !url.isEncrypted();
    }
  }

  /// Makes one call.
  public PostOutcome post(EndpointUrl url, Map<String, String> headers, byte[] body) {
    long start = System.nanoTime();
    HttpPost request = new HttpPost(url.uri());
    headers.forEach(request::setHeader);
    request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    AtomicBoolean late = new AtomicBoolean();
    ScheduledFuture<?> deadline =
        deadlines.schedule(
            () -> {
              late.set(true);
              request.abort();
            },
            timeout.toNanos(),
            TimeUnit.NANOSECONDS);
    try {
      return exchange(url, request, start);
    } catch (IOException e) {
      return new NoResponse(late.get() ? Failure.TIMEOUT : failure(e), since(start));
    } catch (RuntimeException _) {
      // The client throws undeclared exceptions for some responses that are not HTTP (a status of
      // 000). An endpoint must not be able to end the worker.
      return new NoResponse(late.get() ? Failure.TIMEOUT : Failure.BROKEN, since(start));
    } finally {
      deadline.cancel(false);
    }
  }

  private PostOutcome exchange(EndpointUrl url, HttpPost request, long start) throws IOException {
    CloseableHttpClient client = url.isEncrypted() ? encrypted : plain;
    ClassicHttpResponse response = client.executeOpen(host(url), request, null);
    try {
      return new Received(response.getCode(), excerpt(response.getEntity()), since(start));
    } finally {
      end(request, response);
    }
  }

  /// Closing alone would read the rest of the body, which may be endless. One that was read
  /// completely has released its connection, and there is nothing to abort.
  private static void end(HttpPost request, ClassicHttpResponse response) {
    request.abort();
    try {
      response.close();
    } catch (IOException _) {
      // The required part of the response was read.
    }
  }

  private static HttpHost host(EndpointUrl url) {
    return HttpHost.create(url.uri());
  }

  private static String excerpt(@Nullable HttpEntity entity) throws IOException {
    if (entity == null) {
      return "";
    }
    byte[] bytes = entity.getContent().readNBytes(MAX_READ);
    String text =
        new String(bytes, 0, Math.min(bytes.length, EXCERPT), StandardCharsets.UTF_8)
            .replace('\0', '?');
    return text.strip();
  }

  private static Failure failure(IOException e) {
    return switch (e) {
      case GuardedDnsResolver.RefusedException _ -> Failure.REFUSED;
      case UnknownHostException _ -> Failure.UNKNOWN_HOST;
      case SSLException _ -> Failure.NO_TLS;
      case org.apache.hc.client5.http.ConnectTimeoutException _ -> Failure.NO_CONNECTION;
      case java.net.ConnectException _ -> Failure.NO_CONNECTION;
      case java.net.NoRouteToHostException _ -> Failure.NO_CONNECTION;
      case SocketTimeoutException _ -> Failure.TIMEOUT;
      default -> Failure.BROKEN;
    };
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /// Cancels the calls in progress.
  @Override
  public void close() {
    encrypted.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
    plain.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
    deadlines.shutdownNow();
    lookup.close();
    lookups.close();
  }
}
