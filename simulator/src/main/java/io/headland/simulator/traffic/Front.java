package io.headland.simulator.traffic;

import io.headland.simulator.fault.Fault;
import io.headland.simulator.fault.FaultBook;
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

/// Stands in front of the providers: keeps the rate limit, lets faults strike, makes answers wait,
/// counts, and writes the log.
public final class Front {
  private final Site site;
  private final FaultBook faults;
  private final ListFaults listFaults;
  private final Records records;
  private final Supplier<Switches> switches;
  private final InstantSource clock;
  private final RateLimit rateLimit;
  private final CountDownLatch closing = new CountDownLatch(1);

  /// Where calls are noted.
  public record Records(RequestLog log, CallCounter counter) {}

  public Front(
      Site site,
      FaultBook faults,
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

  public Response answer(Request request) {
    Site.Caller caller = site.caller(request);
    Switches now = switches.get();
    Response response =
        tooSoon(caller, now.rateLimit())
            .map(wait -> throttle(request, wait))
            .orElseGet(() -> let(request));
    if (now.latency().isPositive()) {
      hold(now.latency());
    }
    records.counter().add(request, caller.userName(), response.status());
    records.log().add(request, clock.instant(), response.status());
    return response;
  }

  /// A call whose application is unknown is not limited.
  private Optional<Duration> tooSoon(Site.Caller caller, double perSecond) {
    return perSecond > 0 && !caller.clientKey().isEmpty()
        ? rateLimit.take(caller.clientKey(), perSecond)
        : Optional.empty();
  }

  private Response throttle(Request request, Duration wait) {
    return site.failure(request, 429).with("Retry-After", Long.toString(wait.toSeconds()));
  }

  private Response let(Request request) {
    Optional<Fault> fault = faults.strike(request);
    fault.map(Fault::delay).filter(Duration::isPositive).ifPresent(this::hold);
    return fault.map(struck -> fail(request, struck)).orElseGet(() -> answerOf(request));
  }

  /// HEAD is answered wherever GET is; the server leaves the body out.
  private Response answerOf(Request request) {
    return site.answer(request.method().equals("HEAD") ? request.withMethod("GET") : request);
  }

  /// Lets go of every delayed answer.
  public void close() {
    closing.countDown();
  }

  private Response fail(Request request, Fault fault) {
    return switch (fault.effect()) {
      case Fault.Effect.Slow() -> answerOf(request);
      case Fault.Effect.CutBody() -> answerOf(request).cut();
      case Fault.Effect.BrokenJson() -> broken(answerOf(request));
      case Fault.Effect.HtmlPage(int status) ->
          Response.html(status, Html.page("Please stand by", "<p>We will be back soon.</p>"));
      case Fault.Effect.ExpireToken() -> {
        site.expireToken(request);
        yield answerOf(request);
      }
      case Fault.Effect.RepeatedPage() -> listFaults.repeated(request);
      case Fault.Effect.MissingRecords(double part) -> listFaults.thinned(request, part);
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

  private static Response broken(Response whole) {
    byte[] body = whole.body();
    return whole.withBody(Arrays.copyOf(body, body.length * 2 / 3));
  }

  private void hold(Duration delay) {
    try {
      boolean _ = closing.await(delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
