package io.headland.server.webhook;

import io.headland.server.event.Event;
import io.headland.server.event.EventFilter;
import io.headland.server.event.EventPage;
import io.headland.server.event.EventReadStore;
import io.headland.server.event.EventType;
import io.headland.server.id.ApiOwnerId;
import io.headland.server.id.EventId;
import io.headland.server.webhook.MessageFormat.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Decides what an endpoint is sent next: what is due again, and what comes next in the feed. Each
/// has a place of its own in a batch, so that neither keeps the other waiting.
final class DeliveryPlan {
  private static final int FRESH = 256;
  private static final int AGAIN = 128;

  private final EventReadStore feed;
  private final RetryStore retries;
  private final Formats formats;
  private final int few;

  /// @param few what an ailing endpoint is sent at a time
  DeliveryPlan(EventReadStore feed, RetryStore retries, Formats formats, int few) {
    this.feed = feed;
    this.retries = retries;
    this.formats = formats;
    this.few = few;
  }

  /// A batch.
  ///
  /// @param position the endpoint's place in the feed when all of it has been answered
  /// @param more whether the feed goes on there already
  record Batch(List<Delivery> deliveries, long position, boolean more) {
    Batch {
      deliveries = List.copyOf(deliveries);
    }
  }

  Batch next(ApiOwnerId owner, Webhook webhook, Instant now) {
    List<Delivery> deliveries = new ArrayList<>(again(owner, webhook, now));
    MessageFormat format = formats.of(webhook.kind());
    Set<EventType> wanted = format.wanted(webhook.types());
    if (wanted.isEmpty()) {
      // A filter without types would let everything through.
      long end = Math.max(webhook.position(), feed.lastPosition(owner));
      return new Batch(deliveries, end, false);
    }
    EventPage page =
        feed.after(
            owner, webhook.position(), EventFilter.of(wanted), webhook.ailing() ? few : FRESH);
    for (Event event : page.events()) {
      format
          .message(event, webhook.types())
          .ifPresent(message -> deliveries.add(new Delivery(event, message, 0, true)));
    }
    return new Batch(deliveries, Math.max(webhook.position(), page.next()), page.more());
  }

  private List<Delivery> again(ApiOwnerId owner, Webhook webhook, Instant now) {
    Map<EventId, RetryStore.Due> due = new LinkedHashMap<>();
    retries
        .due(owner, webhook.id(), now, webhook.ailing() ? few : AGAIN)
        .forEach(one -> due.put(one.event(), one));
    if (due.isEmpty()) {
      return List.of();
    }
    MessageFormat format = formats.of(webhook.kind());
    List<Delivery> deliveries = new ArrayList<>();
    for (Event event : feed.list(owner, List.copyOf(due.keySet()))) {
      RetryStore.Due one = due.get(event.id());
      Optional<Message> message = format.message(event, webhook.types());
      if (one != null && message.isPresent()) {
        deliveries.add(new Delivery(event, message.get(), one.attempts(), false));
        due.remove(event.id());
      }
    }
    if (!due.isEmpty()) {
      retries.forget(owner, webhook.id(), List.copyOf(due.keySet()));
    }
    return deliveries;
  }
}
