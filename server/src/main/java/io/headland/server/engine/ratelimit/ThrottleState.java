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

/// The throttles of provider applications. Those received by this node apply immediately, those
/// received by another node within a second.
final class ThrottleState {
  private static final Logger log = LoggerFactory.getLogger(ThrottleState.class);
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVICE_UNAVAILABLE = 503;
  private static final Duration RELOAD_INTERVAL = Duration.ofSeconds(1);

  private static final Duration MAX_DURATION = Duration.ofDays(1);

  /// The duration for a 429 that does not state one.
  private static final Duration DEFAULT_DURATION = Duration.ofMinutes(1);

  private final ThrottleStore store;
  private final InstantSource clock;
  private final InstantSource steady;
  private final Duration maxWait;
  private final ReentrantLock reloadLock = new ReentrantLock();

  /// Ends of throttles by the steady clock: those that this node received and could not store;
  /// [#throttled] has all.
  private final Map<String, Instant> unstored = new HashMap<>();

  private volatile Map<String, Instant> throttled = Map.of();
  private volatile Instant knownUntil = Instant.MIN;
  private volatile Instant unknownUntil = Instant.MIN;

  /// @param clock of stored throttles
  /// @param steady of waiting times, independent of changes of the other clock
  ThrottleState(ThrottleStore store, InstantSource clock, InstantSource steady, Duration maxWait) {
    this.store = store;
    this.clock = clock;
    this.steady = steady;
    this.maxWait = maxWait;
  }

  /// How long the application is still throttled; zero if it is not.
  Duration remaining(ClientApplication application) throws InterruptedException {
    Instant now = clock.instant();
    if (!isKnown(now) && !reload()) {
      return ProviderBudget.UNKNOWN;
    }
    Instant until = throttled.getOrDefault(application.digest(), Instant.MIN);
    Instant steadyNow = steady.instant();
    return until.isAfter(steadyNow) ? Duration.between(steadyNow, until) : Duration.ZERO;
  }

  /// Throttles the application if the response to a call requires it.
  void record(ClientApplication application, ProviderCall call) {
    endOf(call).ifPresent(until -> throttle(application, until));
  }

  private static Optional<Instant> endOf(ProviderCall call) {
    Map<String, List<String>> headers = new TreeMap<>();
    call.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    var response = new ResponseHeaders(headers, call.at().plus(call.took()));
    return switch (call.statusCode()) {
      case TOO_MANY_REQUESTS ->
          Optional.of(response.receivedAt().plus(response.retryAfter(DEFAULT_DURATION)));
      case SERVICE_UNAVAILABLE ->
          response
              .findFirst("Retry-After")
              .map(_ -> response.receivedAt().plus(response.retryAfter(DEFAULT_DURATION)));
      default -> Optional.empty();
    };
  }

  private void throttle(ClientApplication application, Instant until) {
    Instant end = steadyEnd(until, clock.instant());
    reloadLock.lock();
    try {
      Instant known = throttled.getOrDefault(application.digest(), Instant.MIN);
      if (!end.isAfter(known)) {
        return;
      }
      unstored.put(application.digest(), end);
      Map<String, Instant> changed = new HashMap<>(throttled);
      changed.put(application.digest(), end);
      throttled = Map.copyOf(changed);
    } finally {
      reloadLock.unlock();
    }
    log.warn("{} throttles {} until {}", application.provider(), application.shownAs(), until);
    try {
      store.throttle(application, until);
      removeStored(application, end);
    } catch (RuntimeException e) {
      // The throttle applies on this node in any case; another node receives its own response from
      // the provider.
      log.warn("A throttle could not be stored for other nodes", e);
    }
  }

  /// A throttle that is stored is read from the database from now on.
  private void removeStored(ClientApplication application, Instant end) {
    reloadLock.lock();
    try {
      unstored.remove(application.digest(), end);
    } finally {
      reloadLock.unlock();
    }
  }

  /// The end by the steady clock. A throttle that is longer than the maximum was stored by another
  /// clock.
  private Instant steadyEnd(Instant until, Instant now) {
    Duration untilEnd = Duration.between(now, until);
    return steady.instant().plus(untilEnd.compareTo(MAX_DURATION) > 0 ? MAX_DURATION : untilEnd);
  }

  private boolean isKnown(Instant now) {
    // After a clock was set back, the throttles are not regarded as known for longer.
    return now.isBefore(knownUntil) && !now.plus(RELOAD_INTERVAL).isBefore(knownUntil);
  }

  /// Reads the throttles, or waits for another thread that does.
  ///
  /// @return whether they are known now
  private boolean reload() throws InterruptedException {
    if (steady.instant().isBefore(unknownUntil)
        || !reloadLock.tryLock(maxWait.toNanos(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    try {
      Instant now = clock.instant();
      if (!isKnown(now)) {
        throttled = withUnstored(store.list(now), now);
        knownUntil = now.plus(RELOAD_INTERVAL);
      }
      return true;
    } catch (RuntimeException e) {
      // The throttles are unknown, so no call is permitted. They are read again after a second.
      log.warn("The throttles of provider applications cannot be read", e);
      unknownUntil = steady.instant().plus(RELOAD_INTERVAL);
      return false;
    } finally {
      reloadLock.unlock();
    }
  }

  /// Called under the lock. Throttles that could not be written apply nevertheless.
  private Map<String, Instant> withUnstored(Map<String, Instant> stored, Instant now) {
    Instant steadyNow = steady.instant();
    unstored.values().removeIf(end -> !end.isAfter(steadyNow));
    Map<String, Instant> all = new HashMap<>();
    stored.forEach((id, until) -> all.put(id, steadyEnd(until, now)));
    unstored.forEach((id, until) -> all.merge(id, until, (a, b) -> a.isAfter(b) ? a : b));
    return Map.copyOf(all);
  }
}
