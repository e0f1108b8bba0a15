package io.headland.server.engine.webhook;

import io.headland.server.core.webhook.Attempt;
import io.headland.server.core.webhook.Delivery;
import io.headland.server.engine.webhook.DeliveryWorker.DeliveryTimeSlice;
import io.headland.server.engine.webhook.SentBatch.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Sends batches with several concurrent calls.
public final class ConcurrentSender implements AutoCloseable {
  private final WebhookSender sender;
  private final int postsAtOnce;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  public ConcurrentSender(WebhookSender sender, int postsAtOnce) {
    this.sender = sender;
    this.postsAtOnce = postsAtOnce;
  }

  /// The calls to one endpoint in a time slice: no delivery is begun after its end.
  Calls begin(DeliveryTimeSlice timeSlice) {
    return new Calls(new DeliveryQueue(timeSlice));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /// Calls to one endpoint. Those of a batch begin while the last ones of the batch before are in
  /// progress. Used by one thread.
  final class Calls implements AutoCloseable {
    private final DeliveryQueue queue;
    private final List<Future<?>> workers = new ArrayList<>();

    private Calls(DeliveryQueue queue) {
      this.queue = queue;
    }

    /// Sends a batch after the earlier ones.
    void add(SentBatch batch) {
      queue.add(batch);
      int wanted = Math.min(postsAtOnce, workers.size() + batch.batch().deliveries().size());
      while (workers.size() < wanted) {
        workers.add(threads.submit(this::work));
      }
    }

    /// Waits for the results of a batch; those of deliveries that were not begun are missing.
    void await(SentBatch batch) throws InterruptedException {
      queue.await(batch);
    }

    /// Begins no more deliveries.
    void stop() {
      queue.stop();
    }

    /// Cancels calls in progress, of which there are none unless the caller failed.
    @Override
    public void close() {
      queue.stop();
      workers.forEach(worker -> worker.cancel(true));
    }

    private void work() {
      try {
        for (Optional<Call> next = queue.take(); next.isPresent(); next = queue.take()) {
          queue.end(next.get(), send(next.get()));
        }
      } catch (InterruptedException | RuntimeException | Error e) {
        // The thread that waits for the batch throws it; otherwise it would wait forever.
        queue.fail(e);
      }
    }

    private Attempt send(Call call) throws InterruptedException {
      Delivery delivery = call.delivery();
      Attempt attempt =
          sender.send(
              call.to(), delivery.event().id(), delivery.message(), delivery.attempts() + 1);
      if (Thread.currentThread().isInterrupted()) {
        // Cancelled by this server, which is not a failure of the endpoint.
        throw new InterruptedException();
      }
      return attempt;
    }
  }
}
