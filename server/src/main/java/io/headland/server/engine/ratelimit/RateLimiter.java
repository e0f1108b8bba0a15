package io.headland.server.engine.ratelimit;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.usage.ClientApplication;
import io.headland.server.engine.grant.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Admits the calls of one application on this node. While calls are waiting, one thread takes
/// tokens from the shared source and distributes them; otherwise there is no thread.
final class RateLimiter {
  private static final Logger log = LoggerFactory.getLogger(RateLimiter.class);
  private static final Duration MAX_PAUSE = Duration.ofMinutes(1);

  private final ClientApplication application;
  private final Rate rate;
  private final Duration maxWait;
  private final TokenSource source;
  private final InstantSource clock;
  private final Sleeper pause;

  private final FairQueue queue = new FairQueue();
  private final TokenSupply tokens;
  private boolean hasThread;
  private Instant unavailableUntil = Instant.MIN;

  /// @param maxWait how long a call may wait here
  RateLimiter(
      ClientApplication application,
      Rate rate,
      Duration maxWait,
      TokenSource source,
      InstantSource clock,
      Sleeper pause) {
    this.application = application;
    this.rate = rate;
    this.maxWait = maxWait;
    this.source = source;
    this.clock = clock;
    this.pause = pause;
    this.tokens = new TokenSupply(rate);
  }

  /// Zero when the call may be made now; otherwise the time to wait.
  Duration admit(AccountKey account) throws InterruptedException {
    var call = new WaitingCall(account);
    synchronized (this) {
      Instant now = clock.instant();
      if (now.isBefore(unavailableUntil)) {
        return ProviderBudget.UNKNOWN;
      }
      if (queue.size() == 0 && tokens.use(now)) {
        return Duration.ZERO;
      }
      queue.join(call);
      serve();
    }
    Optional<Duration> wait;
    try {
      wait = call.await(maxWait);
    } catch (InterruptedException e) {
      leave(call);
      throw e;
    }
    return wait.isPresent() ? wait.get() : leave(call);
  }

  synchronized int waiting() {
    return queue.size();
  }

  private synchronized Duration leave(WaitingCall call) {
    Duration untilServed = rate.timeFor(queue.size());
    if (!queue.leave(call)) {
      return call.find().orElse(ProviderBudget.SHORTEST_PAUSE);
    }
    if (untilServed.compareTo(ProviderBudget.SHORTEST_PAUSE) < 0) {
      return ProviderBudget.SHORTEST_PAUSE;
    }
    return untilServed.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : untilServed;
  }

  private void serve() {
    if (!hasThread) {
      hasThread = true;
      Thread.ofVirtual().name("call-gate").start(this::serveWaitingCalls);
    }
  }

  private void serveWaitingCalls() {
    try {
      for (long wanted = wanted(); wanted > 0; wanted = wanted()) {
        Duration pauseTime = distribute(wanted, source.take(application, wanted));
        if (!pauseTime.isZero()) {
          pause.forAbout(pauseTime);
        }
      }
    } catch (InterruptedException _) {
      // The thread ends in any case; waiting calls end after their time limit.
      stopServing();
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      // After any error no call may be made without a permit, and the next call must start a thread
      // again.
      log.warn("The rate limit of calls to {} is not available", application.provider(), e);
      rejectAll();
    }
  }

  /// The number of tokens to take; 0, and the thread ends, when no call is waiting.
  private synchronized long wanted() {
    if (queue.size() == 0) {
      hasThread = false;
      return 0;
    }
    return tokens.wanted(queue.size());
  }

  /// @return the time to wait before taking again
  private synchronized Duration distribute(long wanted, long taken) {
    Instant now = clock.instant();
    tokens.add(taken, now);
    while (queue.size() > 0 && tokens.use(now)) {
      queue.next().orElseThrow().complete(Duration.ZERO);
    }
    return taken == wanted ? Duration.ZERO : tokens.pauseAfter(queue.size());
  }

  private synchronized void rejectAll() {
    stopServing();
    unavailableUntil = clock.instant().plus(ProviderBudget.SHORTEST_PAUSE);
    for (var call = queue.next(); call.isPresent(); call = queue.next()) {
      call.get().complete(ProviderBudget.UNKNOWN);
    }
  }

  private synchronized void stopServing() {
    hasThread = false;
  }

  /// The source of permits for calls, shared by all nodes.
  interface TokenSource {
    /// Takes up to the given number of available permits; 0 when there are none.
    ///
    /// @throws RuntimeException when it is not available
    long take(ClientApplication application, long max);
  }
}
