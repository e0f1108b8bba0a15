package io.headland.server.engine.ratelimit;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.usage.CallCountStore;
import io.headland.server.core.usage.ClientApplication;
import io.headland.server.core.usage.ThrottleStore;
import io.headland.server.engine.grant.CredentialCalls.CallBudget;
import io.headland.server.engine.grant.Sleeper;
import io.headland.server.engine.ratelimit.RateLimiter.TokenSource;
import io.headland.server.engine.usage.CallCounter;
import io.headland.server.platform.providerhttp.ProviderCall;
import io.headland.server.platform.tasks.BackgroundLoop;
import io.headland.server.platform.tasks.BackgroundLoops;
import io.headland.server.provider.Provider;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The limits of every provider application on this node: throttles by the provider, the rate
/// limit, and the counts of calls.
public final class ProviderBudget implements CallBudget, AutoCloseable {
  /// The delay when it is unknown whether a call may be made.
  static final Duration UNKNOWN = Duration.ofSeconds(5);

  static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

  private static final Duration MAX_WAIT = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(ProviderBudget.class);
  private static final Duration FLUSH_INTERVAL = Duration.ofSeconds(2);

  private final ThrottleState throttles;
  private final CallCounter counter;
  private final Optional<Limiters> limiters;
  private final Consumer<Provider> onRateLimited;
  private final Optional<BackgroundLoop> flushing;

  /// The rate limiters of applications by digest. They are never removed: applications are few.
  private record Limiters(
      Rate rate,
      Duration maxWait,
      TokenSource source,
      InstantSource clock,
      Sleeper pause,
      Map<String, RateLimiter> byDigest) {

    RateLimiter of(ClientApplication application) {
      return byDigest.computeIfAbsent(
          application.digest(),
          _ -> new RateLimiter(application, rate, maxWait, source, clock, pause));
    }
  }

  /// The clocks of a budget.
  ///
  /// @param wall of this node, for stored times
  /// @param steady of this process, for waiting times
  /// @param database the same for all nodes, for the shared buckets
  public record Clocks(InstantSource wall, InstantSource steady, InstantSource database) {}

  /// Starts counting.
  ///
  /// @param callsPerSecond for each application over all nodes; 0 for no limit
  /// @param onRateLimited called for each call that was not made
  public static ProviderBudget start(
      int callsPerSecond,
      DataSource dataSource,
      ThrottleStore throttles,
      CallCountStore counts,
      Clocks clocks,
      Sleeper pause,
      Consumer<Provider> onRateLimited,
      BackgroundLoops loops) {
    Optional<Rate> rate =
        callsPerSecond == 0 ? Optional.empty() : Optional.of(new Rate(callsPerSecond));
    CallCounter counter = new CallCounter(counts);
    return new ProviderBudget(
        rate,
        MAX_WAIT,
        rate.<TokenSource>map(
            given -> new SharedTokenBuckets(dataSource, given, clocks.database())),
        new ThrottleState(throttles, clocks.wall(), clocks.steady(), MAX_WAIT),
        counter,
        clocks.steady(),
        pause,
        onRateLimited,
        Optional.of(loops.start("call-counts", FLUSH_INTERVAL, _ -> counter.flush())));
  }

  /// @param steady a monotonic clock
  /// @param flushing closed with the budget
  ProviderBudget(
      Optional<Rate> rate,
      Duration maxWait,
      Optional<TokenSource> source,
      ThrottleState throttles,
      CallCounter counter,
      InstantSource steady,
      Sleeper pause,
      Consumer<Provider> onRateLimited,
      Optional<BackgroundLoop> flushing) {
    this.flushing = flushing;
    this.throttles = throttles;
    this.counter = counter;
    this.limiters =
        rate.map(
            given ->
                new Limiters(
                    given,
                    maxWait,
                    source.orElseThrow(),
                    steady,
                    pause,
                    new ConcurrentHashMap<>()));
    this.onRateLimited = onRateLimited;
  }

  @Override
  public Duration admit(AccountKey account, String key) throws InterruptedException {
    ClientApplication application = ClientApplication.of(account.provider(), key);
    Duration wait = throttles.remaining(application);
    if (wait.isZero() && limiters.isPresent()) {
      wait = limiters.get().of(application).admit(account);
      // While this call was waiting, another may have been throttled.
      wait = wait.isZero() ? throttles.remaining(application) : wait;
    }
    if (!wait.isZero()) {
      onRateLimited.accept(account.provider());
    }
    return wait;
  }

  @Override
  public void recordCall(AccountKey account, String key, ProviderCall call) {
    ClientApplication application = ClientApplication.of(account.provider(), key);
    counter.count(account.owner(), application, call);
    throttles.record(application, call);
  }

  /// Throttles nothing: the limits of a token endpoint are not those of the API, and a throttle
  /// delays calls of the API.
  @Override
  public void recordRefresh(AccountKey account, String key, ProviderCall call) {
    counter.count(account.owner(), ClientApplication.of(account.provider(), key), call);
  }

  /// Adds the counts of this node to the database.
  public void flush() {
    counter.flush();
  }

  /// Stores the counts.
  @Override
  public void close() {
    flushing.ifPresent(BackgroundLoop::close);
    try {
      counter.flush();
    } catch (RuntimeException e) {
      log.warn("The last counts of provider calls could not be stored", e);
    }
  }
}
