package io.headland.server.engine.webhook;

import io.headland.server.core.webhook.Attempt;
import io.headland.server.core.webhook.Delivery;
import io.headland.server.engine.webhook.DeliveryWorker.DeliveryTimeSlice;
import io.headland.server.engine.webhook.WebhookSender.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Sends a batch with several concurrent calls.
public final class ConcurrentSender implements AutoCloseable {
  private final WebhookSender sender;
  private final int postsAtOnce;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  public ConcurrentSender(WebhookSender sender, int postsAtOnce) {
    this.sender = sender;
    this.postsAtOnce = postsAtOnce;
  }

  /// The result of each delivery; those that were not begun before the end of the time slice are
  /// missing.
  Map<Delivery, Attempt> send(Address to, List<Delivery> batch, DeliveryTimeSlice timeSlice)
      throws InterruptedException {
    DeliveryQueue queue = new DeliveryQueue(batch, timeSlice);
    Map<Delivery, Attempt> attempts = new ConcurrentHashMap<>();
    List<Callable<Boolean>> workers = new ArrayList<>();
    for (int i = 0; i < Math.min(postsAtOnce, batch.size()); i++) {
      workers.add(() -> work(to, queue, attempts));
    }
    // When interrupted, it cancels those in progress.
    for (Future<Boolean> worker : threads.invokeAll(workers)) {
      try {
        worker.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("A worker failed", e.getCause());
      }
    }
    return attempts;
  }

  private boolean work(Address to, DeliveryQueue queue, Map<Delivery, Attempt> attempts)
      throws InterruptedException {
    while (true) {
      Optional<Delivery> next = queue.take();
      if (next.isEmpty()) {
        return true;
      }
      Delivery delivery = next.get();
      try {
        Attempt attempt =
            sender.send(to, delivery.event().id(), delivery.message(), delivery.attempts() + 1);
        if (Thread.currentThread().isInterrupted()) {
          // Cancelled by this server, which is not a failure of the endpoint.
          throw new InterruptedException();
        }
        attempts.put(delivery, attempt);
      } finally {
        queue.done(delivery);
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
