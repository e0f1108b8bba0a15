package io.headland.simulator.johndeere.oauth;

import io.headland.simulator.fielddata.IdGenerator;
import io.headland.simulator.http.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// The headers recorded on responses of the token endpoint. The rate limit is announced and not
/// enforced; use faults to simulate it.
final class OktaHeaders {
  private static final long LIMIT = 2000;
  private static final long WINDOW_SECONDS = 60;

  private final IdGenerator idGenerator;
  private final InstantSource clock;
  private final AtomicLong window = new AtomicLong();
  private final AtomicLong remaining = new AtomicLong(LIMIT);

  OktaHeaders(IdGenerator idGenerator, InstantSource clock) {
    this.idGenerator = idGenerator;
    this.clock = clock;
  }

  Response on(Response response) {
    Instant now = clock.instant();
    long current = now.getEpochSecond() / WINDOW_SECONDS;
    if (window.getAndSet(current) != current) {
      remaining.set(LIMIT);
    }
    long left = Math.max(0, remaining.decrementAndGet());
    return response
        .with("Server", "nginx")
        .with("X-Okta-Request-Id", idGenerator.next("okta", 27))
        .with("X-Rate-Limit-Limit", Long.toString(LIMIT))
        .with("X-Rate-Limit-Remaining", Long.toString(left))
        .with("X-Rate-Limit-Reset", Long.toString((current + 1) * WINDOW_SECONDS))
        .with("Cache-Control", "no-cache, no-store")
        .with("Pragma", "no-cache")
        .with("Expires", "0")
        .with("Set-Cookie", "sid=\"\"; Path=/; Max-Age=0")
        .with(
            "Set-Cookie", "JSESSIONID=" + idGenerator.next("jsession", 32) + "; Path=/; HttpOnly");
  }
}
