package io.headland.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/// Sends requests to a server over the given number of connections.
///
/// Each connection has a platform thread that blocks on it: two system calls for each request,
/// which uses the least CPU of a server on the same machine.
public final class Load {
  private final int port;
  private final int connections;

  public Load(int port, int connections) {
    this.port = port;
    this.connections = connections;
  }

  /// Each connection sends its next request as soon as the previous one is answered.
  public LoadResult withoutPauses(Workload workload, Duration howLong)
      throws IOException, InterruptedException {
    return run(workload, (connection, _) -> new BackToBack(connection, howLong));
  }

  /// Requests at a given rate, evenly distributed over time and connections. Each is timed from the
  /// moment at which it was due, so that the delay that a slow response causes for later requests
  /// is included.
  public LoadResult atRate(Workload workload, int perSecond, Duration howLong)
      throws IOException, InterruptedException {
    long apart = 1_000_000_000L / perSecond;
    return run(
        workload,
        (connection, number) ->
            new Paced(connection, number * apart, apart * connections, howLong));
  }

  private interface Pace {
    long[] run(Workload workload, SplittableRandom random, long start) throws IOException;
  }

  private interface Paces {
    Pace of(HttpConnection connection, int number);
  }

  private LoadResult run(Workload workload, Paces paces) throws IOException, InterruptedException {
    List<HttpConnection> opened = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      for (int i = 0; i < connections; i++) {
        opened.add(HttpConnection.open(port));
      }
      long start = System.nanoTime();
      List<Callable<long[]>> tasks = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        Pace pace = paces.of(opened.get(i), i);
        var random = new SplittableRandom(start + i);
        tasks.add(() -> pace.run(workload, random, start));
      }
      List<long[]> nanos = new ArrayList<>();
      for (Future<long[]> done : threads.invokeAll(tasks)) {
        nanos.add(result(done));
      }
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      return new LoadResult(elapsed, Latencies.merged(nanos));
    } finally {
      for (HttpConnection connection : opened) {
        connection.close();
      }
    }
  }

  private static long[] result(Future<long[]> done) throws IOException, InterruptedException {
    try {
      return done.get();
    } catch (ExecutionException e) {
      throw new IOException("A connection failed", e.getCause());
    }
  }

  private record BackToBack(HttpConnection connection, Duration howLong) implements Pace {
    @Override
    public long[] run(Workload workload, SplittableRandom random, long start) throws IOException {
      long end = start + howLong.toNanos();
      long[] nanos = new long[4_096];
      int count = 0;
      for (long sent = System.nanoTime(); sent < end; sent = System.nanoTime()) {
        connection.exchange(workload.next(random));
        if (count == nanos.length) {
          nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = System.nanoTime() - sent;
      }
      return Arrays.copyOf(nanos, count);
    }
  }

  private record Paced(HttpConnection connection, long first, long apart, Duration howLong)
      implements Pace {
    @Override
    public long[] run(Workload workload, SplittableRandom random, long start) throws IOException {
      int count = (int) ((howLong.toNanos() - first + apart - 1) / apart);
      long[] nanos = new long[count];
      for (int i = 0; i < count; i++) {
        long due = start + first + i * apart;
        byte[] request = workload.next(random);
        for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
          LockSupport.parkNanos(early);
        }
        connection.exchange(request);
        nanos[i] = System.nanoTime() - due;
      }
      return nanos;
    }
  }
}
