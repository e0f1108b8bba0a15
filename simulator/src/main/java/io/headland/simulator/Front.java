package io.headland.simulator;

import io.headland.simulator.http.Html;
import io.headland.simulator.http.Request;
import io.headland.simulator.http.Response;
import io.headland.simulator.http.Site;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Stands in front of a provider: lets faults strike, and writes the log.
final class Front {
  private final Site site;
  private final FaultBook faults;
  private final RequestLog log;
  private final InstantSource clock;
  private final CountDownLatch closing = new CountDownLatch(1);

  Front(Site site, FaultBook faults, RequestLog log, InstantSource clock) {
    this.site = site;
    this.faults = faults;
    this.log = log;
    this.clock = clock;
  }

  Response answer(Request request) {
    Optional<Fault> fault = faults.strike(request);
    fault.map(Fault::delay).filter(Duration::isPositive).ifPresent(this::hold);
    Response response =
        fault.map(struck -> fail(request, struck)).orElseGet(() -> site.answer(request));
    log.add(request, clock.instant(), response.status());
    return response;
  }

  /// Lets go of every delayed answer.
  void close() {
    closing.countDown();
  }

  private Response fail(Request request, Fault fault) {
    return switch (fault.effect()) {
      case Fault.Effect.Slow() -> site.answer(request);
      case Fault.Effect.CutBody() -> site.answer(request).cut();
      case Fault.Effect.BrokenJson() -> broken(site.answer(request));
      case Fault.Effect.HtmlPage(int status) ->
          Response.html(status, Html.page("Please stand by", "<p>We will be back soon.</p>"));
      case Fault.Effect.ExpireToken() -> {
        site.expireToken(request);
        yield site.answer(request);
      }
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
