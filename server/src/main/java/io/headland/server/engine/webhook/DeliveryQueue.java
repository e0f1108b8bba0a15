package io.headland.server.engine.webhook;

import io.headland.server.core.webhook.Delivery;
import io.headland.server.engine.webhook.DeliveryWorker.DeliveryTimeSlice;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Distributes the deliveries of a batch in their order, with at most one in progress for each
/// entity: its next one begins after the response to the previous one.
final class DeliveryQueue {
  private final Deque<Delivery> waiting;
  private final Set<String> inProgress = new HashSet<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final DeliveryTimeSlice timeSlice;

  DeliveryQueue(List<Delivery> batch, DeliveryTimeSlice timeSlice) {
    this.waiting = new ArrayDeque<>(batch);
    this.timeSlice = timeSlice;
  }

  /// The next one; empty when none is left to begin, or the time slice is over.
  Optional<Delivery> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!waiting.isEmpty() && !timeSlice.isOver()) {
        Optional<Delivery> free = firstFree();
        if (free.isPresent()) {
          return free;
        }
        changed.await();
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /// Called after the response to a delivery.
  void done(Delivery delivery) {
    lock.lock();
    try {
      inProgress.remove(delivery.lock());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private Optional<Delivery> firstFree() {
    for (Iterator<Delivery> each = waiting.iterator(); each.hasNext(); ) {
      Delivery delivery = each.next();
      if (inProgress.add(delivery.lock())) {
        each.remove();
        return Optional.of(delivery);
      }
    }
    return Optional.empty();
  }
}
