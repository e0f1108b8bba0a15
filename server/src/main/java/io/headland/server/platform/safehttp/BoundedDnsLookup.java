package io.headland.server.platform.safehttp;

import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Name resolution with a time limit. The system's resolver cannot be interrupted and would block a
/// virtual thread's carrier: it runs on separate threads, one for each name in progress.
final class BoundedDnsLookup implements NameLookup, AutoCloseable {
  private static final int DELIVERIES = 64;
  private static final int CHECKS = 16;
  private static final int WAITING = 64;

  private final NameLookup resolver;
  private final Duration maxWait;
  private final ConcurrentMap<String, FutureTask<InetAddress[]>> inProgress =
      new ConcurrentHashMap<>();
  private final ExecutorService threads;

  private BoundedDnsLookup(NameLookup resolver, Duration maxWait, ExecutorService threads) {
    this.resolver = resolver;
    this.maxWait = maxWait;
    this.threads = threads;
  }

  /// For deliveries, whose number is limited by their callers.
  static BoundedDnsLookup forDeliveries(NameLookup resolver, Duration maxWait) {
    return new BoundedDnsLookup(
        resolver, maxWait, Executors.newFixedThreadPool(DELIVERIES, named("name-lookup-")));
  }

  /// For names in requests of the API, whose number is not limited: excess ones are rejected
  /// immediately, as names that cannot be resolved at present, so that no delivery waits for them.
  static BoundedDnsLookup forChecks(NameLookup resolver, Duration maxWait) {
    return new BoundedDnsLookup(
        resolver,
        maxWait,
        new ThreadPoolExecutor(
            CHECKS,
            CHECKS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            named("name-question-"),
            new ThreadPoolExecutor.AbortPolicy()));
  }

  private static ThreadFactory named(String prefix) {
    return Thread.ofPlatform().daemon().name(prefix, 0).factory();
  }

  @Override
  public InetAddress[] addresses(String host) throws UnknownHostException {
    try {
      return lookUp(host).get(maxWait.toNanos(), TimeUnit.NANOSECONDS).clone();
    } catch (TimeoutException _) {
      throw new UnknownHostException("no response in time");
    } catch (CancellationException | RejectedExecutionException _) {
      throw new UnknownHostException("too many names at a time");
    } catch (ExecutionException _) {
      // The reason is not disclosed to the caller.
      throw new UnknownHostException("no such name");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException(InterruptedIOException.class.getSimpleName());
    }
  }

  private FutureTask<InetAddress[]> lookUp(String host) {
    FutureTask<InetAddress[]> fresh = new FutureTask<>(() -> resolver.addresses(host));
    FutureTask<InetAddress[]> earlier = inProgress.putIfAbsent(host, fresh);
    if (earlier != null) {
      return earlier;
    }
    try {
      threads.execute(() -> run(host, fresh));
    } catch (RejectedExecutionException e) {
      inProgress.remove(host, fresh);
      // Others may have joined it meanwhile.
      fresh.cancel(false);
      throw e;
    }
    return fresh;
  }

  private void run(String host, FutureTask<InetAddress[]> task) {
    try {
      task.run();
    } finally {
      inProgress.remove(host, task);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
