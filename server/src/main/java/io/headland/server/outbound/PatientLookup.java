package io.headland.server.outbound;

import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Lookups that nobody waits for too long. The system's resolver cannot be interrupted and would
/// hold a virtual thread's carrier: it gets threads of its own, one for each name under way.
final class PatientLookup implements NameLookup, AutoCloseable {
  private static final int THREADS = 64;

  private final NameLookup resolver;
  private final Duration patience;
  private final ConcurrentMap<String, FutureTask<InetAddress[]>> underWay =
      new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().daemon().name("name-lookup-", 0).factory());

  PatientLookup(NameLookup resolver, Duration patience) {
    this.resolver = resolver;
    this.patience = patience;
  }

  @Override
  public InetAddress[] addresses(String host) throws UnknownHostException {
    try {
      return lookUp(host).get(patience.toNanos(), TimeUnit.NANOSECONDS).clone();
    } catch (TimeoutException _) {
      throw new UnknownHostException("no answer in time");
    } catch (ExecutionException _) {
      // Why is between us and the name server.
      throw new UnknownHostException("no such name");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException(InterruptedIOException.class.getSimpleName());
    }
  }

  private FutureTask<InetAddress[]> lookUp(String host) {
    FutureTask<InetAddress[]> fresh = new FutureTask<>(() -> resolver.addresses(host));
    FutureTask<InetAddress[]> earlier = underWay.putIfAbsent(host, fresh);
    if (earlier != null) {
      return earlier;
    }
    threads.execute(
        () -> {
          try {
            fresh.run();
          } finally {
            underWay.remove(host, fresh);
          }
        });
    return fresh;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
