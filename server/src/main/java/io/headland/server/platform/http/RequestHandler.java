package io.headland.server.platform.http;

import io.headland.server.platform.http.Dispatcher.Dispatched;
import io.headland.server.platform.http.Dispatcher.Sender;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import tools.jackson.databind.ObjectWriter;

/// Handles every request: sets its id in the log context and the response, and records its duration
/// in the metrics.
final class RequestHandler extends Handler.Abstract {
  private static final Logger log = LoggerFactory.getLogger(RequestHandler.class);
  private static final int MAX_HEADERS = 100;
  private static final String CHUNKED = "chunked";

  private final Dispatcher dispatcher;
  private final BodyWriters writers;
  private final TrustedProxies proxies;
  private final PathPrefixes prefixes;
  private final RequestId requestIds;
  private final MeterRegistry meters;
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();

  RequestHandler(
      Dispatcher dispatcher,
      BodyWriters writers,
      TrustedProxies proxies,
      PathPrefixes prefixes,
      RequestId requestIds,
      MeterRegistry meters) {
    this.proxies = proxies;
    this.prefixes = prefixes;
    this.dispatcher = dispatcher;
    this.writers = writers;
    this.requestIds = requestIds;
    this.meters = meters;
  }

  @Override
  public boolean handle(
      Request request, org.eclipse.jetty.server.Response jettyResponse, Callback callback) {
    // A request may wait for a provider or for events: only reading and writing have a timeout.
    request.addIdleTimeoutListener(_ -> false);
    long started = System.nanoTime();
    String requestId = requestIds.of(request);
    jettyResponse.getHeaders().put(RequestId.HEADER, requestId);
    jettyResponse.getHeaders().put("X-Content-Type-Options", "nosniff");
    boolean headersOnly = request.getMethod().equals("HEAD");
    RequestOrigin origin = proxies.originOf(request);
    String wholePath = RequestTarget.pathOf(request);
    PathPrefixes.Split path = prefixes.split(wholePath, origin);
    ObjectWriter writer = writers.of(path.routeOr(wholePath));
    Sender sender =
        response ->
            Sending.send(
                jettyResponse, response.rendered(writer).below(path.prefix()), headersOnly);
    try (MDC.MDCCloseable _ = MDC.putCloseable("requestId", requestId)) {
      Dispatched dispatched = dispatched(request, origin, path, requestId, sender);
      timer(request.getMethod(), dispatched)
          .record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
      callback.succeeded();
    } catch (RuntimeException e) {
      // Exceptions of routes have become responses: this is a fault between a route and the socket.
      log.error("A response could not be sent", e);
      callback.failed(e);
    } finally {
      MDC.remove("apiOwnerId");
    }
    return true;
  }

  private Dispatched dispatched(
      Request request,
      RequestOrigin origin,
      PathPrefixes.Split path,
      String requestId,
      Sender sender) {
    Optional<Problem> refusal = refusal(request.getHeaders());
    if (refusal.isEmpty()) {
      return dispatcher.dispatch(request, origin, path, requestId, sender);
    }
    Response response =
        Response.problem(refusal.get(), path.routeOr(RequestTarget.pathOf(request)), requestId);
    sender.send(response);
    return new Dispatched(response, "none");
  }

  private static Optional<Problem> refusal(HttpFields headers) {
    if (headers.size() > MAX_HEADERS) {
      return Optional.of(
          Problem.of(431, "The request has more than " + MAX_HEADERS + " header fields."));
    }
    List<String> codings = headers.getValuesList(HttpHeader.TRANSFER_ENCODING);
    boolean supported =
        codings.isEmpty() || (codings.size() == 1 && CHUNKED.equalsIgnoreCase(codings.getFirst()));
    return supported
        ? Optional.empty()
        // Jetty would decode the last coding and ignore the others.
        : Optional.of(
            Problem.of(501, "The only transfer coding that is supported is chunked.")
                .withHeader("Connection", "close"));
  }

  private Timer timer(String method, Dispatched dispatched) {
    String known = Dispatcher.isKnown(method) ? method : "other";
    int status = dispatched.response().status();
    return timers.computeIfAbsent(
        known + ' ' + status + ' ' + dispatched.route(),
        _ ->
            Timer.builder("headland.http.requests")
                .description("Requests with a response")
                .tag("method", known)
                .tag("route", dispatched.route())
                .tag("status", Integer.toString(status))
                .publishPercentileHistogram(false)
                .register(meters));
  }
}
