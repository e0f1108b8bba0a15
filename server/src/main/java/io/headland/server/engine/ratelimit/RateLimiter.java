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
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final ClientApplication application;
  private final Rate rate;
  private final Duration patience;
  private final TokenSource source;
  private final InstantSource clock;
  private final Sleeper pause;

  private final FairQueue line = new FairQueue();
  private final TokenSupply supply;
  private boolean servedByAThread;
  private Instant outOfReachUntil = Instant.MIN;

  /// @param patience how long a call may wait here
  RateLimiter(
      ClientApplication application,
      Rate rate,
      Duration patience,
      TokenSource source,
      InstantSource clock,
      Sleeper pause) {
    this.application = application;
    this.rate = rate;
    this.patience = patience;
    this.source = source;
    this.clock = clock;
    this.pause = pause;
    this.supply = new TokenSupply(rate);
  }

  /// Zero when the call may be made now; otherwise the time to wait.
  Duration pass(AccountKey account) throws InterruptedException {
    var turn = new WaitingCall(account);
    synchronized (this) {
      Instant now = clock.instant();
      if (now.isBefore(outOfReachUntil)) {
        return ProviderBudget.UNKNOWN;
      }
      if (line.size() == 0 && supply.use(now)) {
        return Duration.ZERO;
      }
      line.join(turn);
      serve();
    }
    Optional<Duration> answer;
    try {
      answer = turn.await(patience);
    } catch (InterruptedException e) {
      leave(turn);
      throw e;
    }
    return answer.isPresent() ? answer.get() : leave(turn);
  }

  synchronized int waiting() {
    return line.size();
  }

  private synchronized Duration leave(WaitingCall turn) {
    Duration untilServed = rate.timeFor(line.size());
    if (!line.leave(turn)) {
      return turn.find().orElse(ProviderBudget.SHORTEST_PAUSE);
    }
    if (untilServed.compareTo(ProviderBudget.SHORTEST_PAUSE) < 0) {
      return ProviderBudget.SHORTEST_PAUSE;
    }
    return untilServed.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : untilServed;
  }

  private void serve() {
    if (!servedByAThread) {
      servedByAThread = true;
      Thread.ofVirtual().name("call-gate").start(this::serveWaitingCalls);
    }
  }

  private void serveWaitingCalls() {
    try {
      for (long wanted = wanted(); wanted > 0; wanted = wanted()) {
        Duration rest = handOut(wanted, source.take(application, wanted));
        if (!rest.isZero()) {
          pause.forAbout(rest);
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
      sendAllAway();
    }
  }

  /// The number of tokens to take; 0, and the thread ends, when no call is waiting.
  private synchronized long wanted() {
    if (line.size() == 0) {
      servedByAThread = false;
      return 0;
    }
    return supply.wanted(line.size());
  }

  /// @return the time to wait before taking again
  private synchronized Duration handOut(long wanted, long taken) {
    Instant now = clock.instant();
    supply.add(taken, now);
    while (line.size() > 0 && supply.use(now)) {
      line.next().orElseThrow().answer(Duration.ZERO);
    }
    return taken == wanted ? Duration.ZERO : supply.timeToGather(line.size());
  }

  private synchronized void sendAllAway() {
    stopServing();
    outOfReachUntil = clock.instant().plus(ProviderBudget.SHORTEST_PAUSE);
    for (var turn = line.next(); turn.isPresent(); turn = line.next()) {
      turn.get().answer(ProviderBudget.UNKNOWN);
    }
  }

  private synchronized void stopServing() {
    servedByAThread = false;
  }

  /// The source of permits for calls, shared by all nodes.
  interface TokenSource {
    /// Takes up to the given number of available permits; 0 when there are none.
    ///
    /// @throws RuntimeException when it is not available
    long take(ClientApplication application, long most);
  }
}
