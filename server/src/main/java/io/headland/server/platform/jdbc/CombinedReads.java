package io.headland.server.platform.jdbc;

import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// Reads of concurrent requests, of which several are executed as one statement. Sending a
/// statement and waking the process that executes it cost more than reading one record.
///
/// A read that arrives while no other is executed is executed immediately. Others wait and are
/// executed together as soon as a statement ends, or when [#LARGEST] of them wait. The statement of
/// a read always begins after the read was requested, so that it sees all commits before.
///
/// If a statement for several fails, each read is executed alone and reports its own failure,
/// unless there was no connection: another attempt would wait for one as long again. If a statement
/// takes long, for example because its connection is interrupted, those that wait do so for at most
/// [#LONGEST_WAIT] and are executed over another connection.
///
/// @param <K> what is read
/// @param <R> the result; not null
public final class CombinedReads<K, R> {
  /// The largest number of reads of one statement. With a larger number, more reads would wait
  /// while other connections to PostgreSQL are idle; ADR 0072 compares some.
  static final int LARGEST = 12;

  private static final Duration LONGEST_WAIT = Duration.ofMillis(10);

  private final Function<List<K>, List<R>> statement;
  private final Duration longestWait;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Read<K, R>> waiting = new ArrayDeque<>();
  private int statements;

  /// @param statement reads one or several keys and returns their results in the same order
  public CombinedReads(Function<List<K>, List<R>> statement) {
    this(statement, LONGEST_WAIT);
  }

  CombinedReads(Function<List<K>, List<R>> statement, Duration longestWait) {
    this.statement = statement;
    this.longestWait = longestWait;
  }

  /// What a waiting read does next.
  private sealed interface Turn<R> {}

  /// Returns a result that another read has obtained.
  private record Result<R>(R value) implements Turn<R> {}

  /// Executes the next statement, for all that wait.
  private record Next<R>() implements Turn<R> {}

  /// Executes a statement for itself only.
  private record Alone<R>() implements Turn<R> {}

  /// Fails as the statement for several did.
  private record Failed<R>(RuntimeException failure) implements Turn<R> {}

  private record Read<K, R>(K key, CompletableFuture<Turn<R>> turn) {}

  /// The result for a key. Throws what the statement throws for this key alone.
  public R read(K key) {
    Read<K, R> own = new Read<>(key, new CompletableFuture<>());
    return switch (begin(own)) {
      case Result<R>(R value) -> value;
      case Next<R> _ -> execute(own);
      case Alone<R> _ -> alone(own);
      case Failed<R>(RuntimeException failure) ->
          throw new IllegalStateException("A statement for several requests failed", failure);
    };
  }

  private R alone(Read<K, R> own) {
    return statement.apply(List.of(own.key())).getFirst();
  }

  private Turn<R> begin(Read<K, R> own) {
    boolean first;
    lock.lock();
    try {
      if (statements == 0 || waiting.size() + 1 >= LARGEST) {
        statements++;
        return new Next<>();
      }
      first = waiting.isEmpty();
      waiting.add(own);
    } finally {
      lock.unlock();
    }
    return first ? awaitAsFirst(own) : own.turn().join();
  }

  /// Only the first of those that wait has a timer, which is expensive: the others wait for it.
  private Turn<R> awaitAsFirst(Read<K, R> own) {
    try {
      return own.turn().get(longestWait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return beginAnother(own);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return beginAnother(own);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A turn has no failure", e);
    }
  }

  private Turn<R> beginAnother(Read<K, R> own) {
    lock.lock();
    try {
      if (own.turn().complete(new Next<>())) {
        waiting.remove(own);
        statements++;
      }
    } finally {
      lock.unlock();
    }
    return own.turn().join();
  }

  /// Executes a statement for a read and all that wait.
  private R execute(Read<K, R> own) {
    List<Read<K, R>> others = takeWaiting();
    List<R> results = List.of();
    Turn<R> otherwise = new Alone<>();
    try {
      results = statement.apply(keys(own, others));
    } catch (RuntimeException e) {
      if (others.isEmpty() || isWithoutConnection(e)) {
        otherwise = new Failed<>(e);
        throw e;
      }
      // Otherwise each is executed alone below, and those that cannot be read fail there.
    } finally {
      passOn();
      for (int i = 0; i < others.size(); i++) {
        others.get(i).turn().complete(results.isEmpty() ? otherwise : result(results, i + 1));
      }
    }
    return results.isEmpty() ? alone(own) : results.getFirst();
  }

  /// Whether the pool had no connection within its time limit.
  private static boolean isWithoutConnection(RuntimeException failure) {
    return failure.getCause() instanceof SQLTransientConnectionException;
  }

  private static <R> Turn<R> result(List<R> results, int index) {
    return new Result<>(results.get(index));
  }

  private List<Read<K, R>> takeWaiting() {
    lock.lock();
    try {
      List<Read<K, R>> taken = new ArrayList<>(waiting);
      waiting.clear();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private List<K> keys(Read<K, R> own, List<Read<K, R>> others) {
    List<K> keys = new ArrayList<>(others.size() + 1);
    keys.add(own.key());
    for (Read<K, R> other : others) {
      keys.add(other.key());
    }
    return keys;
  }

  /// After a statement: one of the waiting reads executes the next, unless another statement is
  /// still being executed.
  private void passOn() {
    lock.lock();
    try {
      Read<K, R> next = statements == 1 ? waiting.poll() : null;
      if (next == null) {
        statements--;
      } else {
        next.turn().complete(new Next<>());
      }
    } finally {
      lock.unlock();
    }
  }
}
