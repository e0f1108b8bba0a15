package io.headland.server.engine.webhook;

import io.headland.server.core.event.Event;
import io.headland.server.core.event.EventReadStore;
import io.headland.server.core.event.EventReadStore.EventFilter;
import io.headland.server.core.event.EventReadStore.EventPage;
import io.headland.server.core.event.EventType;
import io.headland.server.core.webhook.Delivery;
import io.headland.server.core.webhook.DeliveryTarget;
import io.headland.server.core.webhook.RetryStore;
import io.headland.server.core.webhook.Webhook;
import io.headland.server.core.webhook.WebhookMessage;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.EventId;
import io.headland.server.platform.jdbc.ReplayWait;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Selects the next deliveries of an endpoint: due retries, and events of the feed. They alternate
/// in a batch, so that neither delays the other, since a time slice may end before the batch.
public final class DeliveryPlan {
  /// Two batches may be in progress, which are repeated if the node fails.
  private static final int BATCH_SIZE = 128;

  private static final int RETRY_BATCH_SIZE = 64;

  private final EventReadStore feed;
  private final RetryStore retries;
  private final MessageFormats formats;
  private final int degradedBatchSize;
  private final ReplayWait replayWait;

  /// @param degradedBatchSize the number of deliveries in a batch of a degraded endpoint
  public DeliveryPlan(
      EventReadStore feed,
      RetryStore retries,
      MessageFormats formats,
      int degradedBatchSize,
      ReplayWait replayWait) {
    this.feed = feed;
    this.retries = retries;
    this.formats = formats;
    this.degradedBatchSize = degradedBatchSize;
    this.replayWait = replayWait;
  }

  /// A batch.
  ///
  /// @param position the endpoint's position in the feed after the batch
  /// @param more whether there was more than the batch may contain
  record EventBatch(List<Delivery> deliveries, long position, boolean more) {
    EventBatch {
      deliveries = List.copyOf(deliveries);
    }
  }

  /// The next batch.
  ///
  /// @param after the position in the feed after the batches that are in progress
  /// @param inProgress the retries in these batches
  EventBatch next(
      ApiOwnerId owner, DeliveryTarget target, long after, Set<EventId> inProgress, Instant now)
      throws InterruptedException {
    Webhook webhook = target.webhook();
    int limit = webhook.degraded() ? degradedBatchSize : RETRY_BATCH_SIZE;
    List<RetryStore.Due> due =
        target.retriesDue() ? due(owner, webhook, inProgress, now, limit) : List.of();
    List<Delivery> again = again(owner, webhook, due);
    boolean moreDue = due.size() == limit;
    MessageFormat format = formats.of(webhook.kind());
    Set<EventType> wanted = format.wanted(webhook.types());
    if (wanted.isEmpty()) {
      // A filter without types would match all events.
      return new EventBatch(again, Math.max(after, feed.lastPosition(owner)), moreDue);
    }
    EventPage page =
        feed.after(
            owner,
            after,
            EventFilter.of(wanted),
            webhook.degraded() ? degradedBatchSize : BATCH_SIZE);
    if (!page.events().isEmpty()) {
      // The receiver may read what has changed next.
      replayWait.await();
    }
    List<Delivery> fresh = new ArrayList<>();
    for (Event event : page.events()) {
      format
          .message(event, webhook.types())
          .ifPresent(message -> fresh.add(new Delivery(event, message, 0, true)));
    }
    return new EventBatch(
        alternate(fresh, again), Math.max(after, page.next()), moreDue || page.more());
  }

  /// Alternates between both lists, and appends the rest. Each keeps its order.
  static <T> List<T> alternate(List<T> some, List<T> others) {
    List<T> all = new ArrayList<>();
    for (int i = 0; i < Math.max(some.size(), others.size()); i++) {
      if (i < some.size()) {
        all.add(some.get(i));
      }
      if (i < others.size()) {
        all.add(others.get(i));
      }
    }
    return all;
  }

  private List<RetryStore.Due> due(
      ApiOwnerId owner, Webhook webhook, Set<EventId> inProgress, Instant now, int limit) {
    return retries.due(owner, webhook.id(), now, limit + inProgress.size()).stream()
        .filter(one -> !inProgress.contains(one.event()))
        .limit(limit)
        .toList();
  }

  private List<Delivery> again(ApiOwnerId owner, Webhook webhook, List<RetryStore.Due> all) {
    if (all.isEmpty()) {
      return List.of();
    }
    Map<EventId, RetryStore.Due> due = new LinkedHashMap<>();
    all.forEach(one -> due.put(one.event(), one));
    MessageFormat format = formats.of(webhook.kind());
    List<Delivery> deliveries = new ArrayList<>();
    for (Event event : feed.list(owner, List.copyOf(due.keySet()))) {
      RetryStore.Due one = due.get(event.id());
      Optional<WebhookMessage> message = format.message(event, webhook.types());
      if (one != null && message.isPresent()) {
        deliveries.add(new Delivery(event, message.get(), one.attempts(), false));
        due.remove(event.id());
      }
    }
    if (!due.isEmpty()) {
      retries.delete(owner, webhook.id(), List.copyOf(due.keySet()));
    }
    return deliveries;
  }
}
