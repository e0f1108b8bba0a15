package io.headland.server.engine.webhook;

import io.headland.server.core.webhook.Attempt;
import io.headland.server.engine.webhook.DeliveryWorker.DeliveryTimeSlice;
import io.headland.server.engine.webhook.SentBatch.Call;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Distributes the deliveries of several batches in their order, with at most one in progress for
/// each entity: its next one begins after the response to the previous one, also of the batch
/// before.
final class DeliveryQueue {
  private final Deque<Call> waiting = new ArrayDeque<>();
  private final Set<String> inProgress = new HashSet<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition available = lock.newCondition();
  private final Condition ended = lock.newCondition();
  private final DeliveryTimeSlice timeSlice;
  private boolean stopped;
  private @Nullable Throwable failure;

  DeliveryQueue(DeliveryTimeSlice timeSlice) {
    this.timeSlice = timeSlice;
  }

  void add(SentBatch batch) {
    lock.lock();
    try {
      for (int i = 0; i < batch.batch().deliveries().size(); i++) {
        waiting.add(new Call(batch, i));
      }
      available.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// The next one, when there is one; empty when no more are to be begun.
  Optional<Call> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!isOver()) {
        Optional<Call> free = firstFree();
        if (free.isPresent()) {
          return free;
        }
        available.await();
      }
      ended.signalAll();
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /// Called after the response to a delivery.
  void end(Call call, Attempt attempt) {
    lock.lock();
    try {
      call.sent().end(call.index(), attempt);
      inProgress.remove(call.delivery().lock());
      if (!waiting.isEmpty()) {
        available.signal();
      }
      if (call.sent().isComplete() || isOver()) {
        ended.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Waits until all deliveries of a batch have results, or no more are begun and those in progress
  /// have results.
  void await(SentBatch batch) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (failure == null && !batch.isComplete() && (!isOver() || batch.isInProgress())) {
        ended.await();
      }
      if (failure != null) {
        throw new IllegalStateException("A worker failed", failure);
      }
    } finally {
      lock.unlock();
    }
  }

  /// No more deliveries are begun.
  void stop() {
    lock.lock();
    try {
      stopped = true;
      available.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// A delivery ended without a result.
  void fail(Throwable cause) {
    lock.lock();
    try {
      failure = cause;
      stopped = true;
      available.signalAll();
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isOver() {
    return stopped || timeSlice.isOver();
  }

  private Optional<Call> firstFree() {
    for (Iterator<Call> each = waiting.iterator(); each.hasNext(); ) {
      Call call = each.next();
      if (inProgress.add(call.delivery().lock())) {
        each.remove();
        call.sent().begin();
        return Optional.of(call);
      }
    }
    return Optional.empty();
  }
}
