package io.headland.server.engine.ratelimit;

import io.headland.server.core.usage.ClientApplication;
import io.headland.server.core.usage.ThrottleStore;
import io.headland.server.platform.providerhttp.ProviderCall;
import io.headland.server.platform.providerhttp.ResponseHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which applications a provider asked to be left alone. This node knows at once what it heard
/// itself, and within a second what another one did.
final class ThrottleState {
  private static final Logger log = LoggerFactory.getLogger(ThrottleState.class);
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVICE_UNAVAILABLE = 503;
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private static final Duration LONGEST = Duration.ofDays(1);

  /// The duration for a 429 that does not state one.
  private static final Duration UNSAID = Duration.ofMinutes(1);

  private final ThrottleStore store;
  private final InstantSource clock;
  private final InstantSource steady;
  private final Duration patience;
  private final ReentrantLock looking = new ReentrantLock();

  /// Ends of closures by the steady clock: what this node heard and could not store, and all.
  private final Map<String, Instant> heard = new HashMap<>();

  private volatile Map<String, Instant> closed = Map.of();
  private volatile Instant knownUntil = Instant.MIN;
  private volatile Instant unknownUntil = Instant.MIN;

  /// @param clock of stored throttles
  /// @param steady of waiting times, independent of changes of the other clock
  ThrottleState(ThrottleStore store, InstantSource clock, InstantSource steady, Duration patience) {
    this.store = store;
    this.clock = clock;
    this.steady = steady;
    this.patience = patience;
  }

  /// How long the application is still closed; zero when it is open.
  Duration remaining(ClientApplication application) throws InterruptedException {
    Instant now = clock.instant();
    if (!isKnown(now) && !look()) {
      return ProviderBudget.UNKNOWN;
    }
    Instant until = closed.getOrDefault(application.digest(), Instant.MIN);
    Instant steadyNow = steady.instant();
    return until.isAfter(steadyNow) ? Duration.between(steadyNow, until) : Duration.ZERO;
  }

  /// Closes the application when a call's answer asks for it.
  void hear(ClientApplication application, ProviderCall call) {
    wish(call).ifPresent(until -> close(application, until));
  }

  private static Optional<Instant> wish(ProviderCall call) {
    Map<String, List<String>> headers = new TreeMap<>();
    call.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    var answer = new ResponseHeaders(headers, call.at().plus(call.took()));
    return switch (call.statusCode()) {
      case TOO_MANY_REQUESTS -> Optional.of(answer.receivedAt().plus(answer.retryAfter(UNSAID)));
      case SERVICE_UNAVAILABLE ->
          answer
              .findFirst("Retry-After")
              .map(_ -> answer.receivedAt().plus(answer.retryAfter(UNSAID)));
      default -> Optional.empty();
    };
  }

  private void close(ClientApplication application, Instant until) {
    Instant end = steadyEnd(until, clock.instant());
    looking.lock();
    try {
      Instant known = closed.getOrDefault(application.digest(), Instant.MIN);
      if (!end.isAfter(known)) {
        return;
      }
      heard.put(application.digest(), end);
      Map<String, Instant> more = new HashMap<>(closed);
      more.put(application.digest(), end);
      closed = Map.copyOf(more);
    } finally {
      looking.unlock();
    }
    log.warn(
        "{} asks to be left alone by {} until {}",
        application.provider(),
        application.shownAs(),
        until);
    try {
      store.close(application, until);
      forget(application, end);
    } catch (RuntimeException e) {
      // This node keeps to it in any case; another will hear it from the provider itself.
      log.warn("A closure could not be sent to other nodes", e);
    }
  }

  /// A stored throttle is read from the database.
  private void forget(ClientApplication application, Instant end) {
    looking.lock();
    try {
      heard.remove(application.digest(), end);
    } finally {
      looking.unlock();
    }
  }

  /// The end by the steady clock. A closure that is longer than any was stored by another clock.
  private Instant steadyEnd(Instant until, Instant now) {
    Duration rest = Duration.between(now, until);
    return steady.instant().plus(rest.compareTo(LONGEST) > 0 ? LONGEST : rest);
  }

  private boolean isKnown(Instant now) {
    // After a clock was set back, the throttles are not regarded as known for longer.
    return now.isBefore(knownUntil) && !now.plus(LOOK_EVERY).isBefore(knownUntil);
  }

  /// Reads what is closed, or waits for another thread that does.
  ///
  /// @return whether it is known now
  private boolean look() throws InterruptedException {
    if (steady.instant().isBefore(unknownUntil)
        || !looking.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    try {
      Instant now = clock.instant();
      if (!isKnown(now)) {
        closed = withWhatWasHeard(store.list(now), now);
        knownUntil = now.plus(LOOK_EVERY);
      }
      return true;
    } catch (RuntimeException e) {
      // The throttles are unknown, so no call is permitted. They are read again after a second.
      log.warn("Which provider applications are closed cannot be read", e);
      unknownUntil = steady.instant().plus(LOOK_EVERY);
      return false;
    } finally {
      looking.unlock();
    }
  }

  /// Under the lock. What could not be written is heeded nevertheless.
  private Map<String, Instant> withWhatWasHeard(Map<String, Instant> stored, Instant now) {
    Instant steadyNow = steady.instant();
    heard.values().removeIf(end -> !end.isAfter(steadyNow));
    Map<String, Instant> all = new HashMap<>();
    stored.forEach((id, until) -> all.put(id, steadyEnd(until, now)));
    heard.forEach((id, until) -> all.merge(id, until, (a, b) -> a.isAfter(b) ? a : b));
    return Map.copyOf(all);
  }
}
