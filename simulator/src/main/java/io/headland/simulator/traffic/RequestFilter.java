package io.headland.simulator.traffic;

import io.headland.simulator.fault.Fault;
import io.headland.simulator.fault.FaultRegistry;
import io.headland.simulator.fault.ListFaults;
import io.headland.simulator.http.Html;
import io.headland.simulator.http.Request;
import io.headland.simulator.http.Response;
import io.headland.simulator.http.Site;
import io.headland.simulator.johndeere.world.Switches;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Processes each request before and after its provider: applies the rate limit, the faults and the
/// latency, counts the calls, and writes the log.
public final class RequestFilter {
  private final Site site;
  private final FaultRegistry faults;
  private final ListFaults listFaults;
  private final Records records;
  private final Supplier<Switches> switches;
  private final InstantSource clock;
  private final RateLimit rateLimit;
  private final CountDownLatch closing = new CountDownLatch(1);

  /// The records of calls.
  public record Records(RequestLog log, CallCounter counter) {}

  public RequestFilter(
      Site site,
      FaultRegistry faults,
      Records records,
      Supplier<Switches> switches,
      InstantSource clock) {
    this.site = site;
    this.faults = faults;
    this.listFaults = new ListFaults(site);
    this.records = records;
    this.switches = switches;
    this.clock = clock;
    this.rateLimit = new RateLimit(clock);
  }

  public Response respond(Request request) {
    Site.Caller caller = site.caller(request);
    Switches now = switches.get();
    Response response =
        throttled(caller, now.rateLimit())
            .map(wait -> throttle(request, wait))
            .orElseGet(() -> process(request));
    if (now.latency().isPositive()) {
      delayResponse(now.latency());
    }
    records.counter().add(request, caller.userName(), response.status());
    records.log().add(request, clock.instant(), response.status());
    return response;
  }

  /// A call whose application is unknown is not limited.
  private Optional<Duration> throttled(Site.Caller caller, double perSecond) {
    return perSecond > 0 && !caller.clientKey().isEmpty()
        ? rateLimit.take(caller.clientKey(), perSecond)
        : Optional.empty();
  }

  private Response throttle(Request request, Duration wait) {
    return site.failure(request, 429).with("Retry-After", Long.toString(wait.toSeconds()));
  }

  private Response process(Request request) {
    Optional<Fault> fault = faults.next(request);
    fault.map(Fault::delay).filter(Duration::isPositive).ifPresent(this::delayResponse);
    return fault.map(found -> fail(request, found)).orElseGet(() -> forward(request));
  }

  /// HEAD is supported wherever GET is; the server omits the body.
  private Response forward(Request request) {
    return site.respond(request.method().equals("HEAD") ? request.withMethod("GET") : request);
  }

  /// Ends all delays.
  public void close() {
    closing.countDown();
  }

  private Response fail(Request request, Fault fault) {
    return switch (fault.effect()) {
      case Fault.Effect.Slow() -> forward(request);
      case Fault.Effect.CutBody() -> forward(request).cut();
      case Fault.Effect.BrokenJson() -> broken(forward(request));
      case Fault.Effect.HtmlPage(int status) ->
          Response.html(status, Html.page("Please stand by", "<p>We will be back soon.</p>"));
      case Fault.Effect.ExpireToken() -> {
        site.expireToken(request);
        yield forward(request);
      }
      case Fault.Effect.RepeatedPage() -> listFaults.repeated(request);
      case Fault.Effect.MissingRecords(double part) -> listFaults.withoutSome(request, part);
      case Fault.Effect.SetValues(String name, String values) ->
          listFaults.withValues(request, name, values);
      case Fault.Effect.Status status -> refuse(request, status);
    };
  }

  private Response refuse(Request request, Fault.Effect.Status effect) {
    Response response =
        effect
            .findBody()
            .map(body -> Response.text(effect.status(), "application/json", body))
            .orElseGet(() -> site.failure(request, effect.status()));
    return effect.findRetryAfter().map(wait -> response.with("Retry-After", wait)).orElse(response);
  }

  private static Response broken(Response original) {
    byte[] body = original.body();
    return original.withBody(Arrays.copyOf(body, body.length * 2 / 3));
  }

  private void delayResponse(Duration delay) {
    try {
      boolean _ = closing.await(delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
