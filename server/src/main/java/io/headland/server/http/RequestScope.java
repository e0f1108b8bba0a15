package io.headland.server.http;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.MDC;

/// Around every request: its id in the log context and the answer, and its time in the metrics.
final class RequestScope implements Filter {
  private final RequestId requestIds;
  private final MeterRegistry meters;
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();

  RequestScope(RequestId requestIds, MeterRegistry meters) {
    this.requestIds = requestIds;
    this.meters = meters;
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    long started = System.nanoTime();
    String requestId = requestIds.of(request);
    response.header(HeaderValues.create(RequestId.HEADER, requestId));
    response.header("X-Content-Type-Options", "nosniff");
    try (MDC.MDCCloseable _ = MDC.putCloseable("requestId", requestId)) {
      chain.proceed();
    } finally {
      timer(request, response).record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
    }
  }

  private Timer timer(RoutingRequest request, RoutingResponse response) {
    String method = request.prologue().method().text();
    String route = request.context().get(Dispatcher.ROUTE, String.class).orElse("none");
    int status = response.status().code();
    return timers.computeIfAbsent(
        method.length() > 10 ? "other" : method + ' ' + status + ' ' + route,
        _ ->
            Timer.builder("headland.http.requests")
                .description("Requests answered")
                .tag("method", Dispatcher.isKnown(method) ? method : "other")
                .tag("route", route)
                .tag("status", Integer.toString(status))
                .publishPercentileHistogram(false)
                .register(meters));
  }
}
