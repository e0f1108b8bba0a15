package io.headland.simulator.control;

import io.headland.simulator.johndeere.events.DataSubscriptions;
import io.headland.simulator.johndeere.events.Delivery;
import io.headland.simulator.johndeere.events.Event;
import io.headland.simulator.johndeere.events.EventRules;
import io.headland.simulator.johndeere.events.Subscription;
import java.net.URI;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;

/// The Data Subscription Service of John Deere, for tests: what was subscribed and told, and how
/// telling goes wrong.
///
/// A verb that names a subscription that does not exist throws [NoSuchElementException].
public final class EventControl {
  private final DataSubscriptions events;

  EventControl(DataSubscriptions events) {
    this.events = events;
  }

  /// Every subscription there was, also those that ended.
  public List<Subscription> subscriptions() {
    return events.all();
  }

  public Subscription subscription(String id) {
    return events
        .find(id)
        .orElseThrow(() -> new NoSuchElementException("there is no subscription '" + id + "'"));
  }

  /// The latest posts, oldest first.
  public List<Delivery> deliveries() {
    return events.deliveries();
  }

  /// Whether nothing waits to be told and no post is under way.
  public boolean isIdle() {
    return events.isIdle();
  }

  public EventRules rules() {
    return events.rules();
  }

  public void rule(UnaryOperator<EventRules> change) {
    events.rules(change.apply(events.rules()));
  }

  /// Holds everything back that an application is to be told, as it can do itself.
  public void pause(String clientKey) {
    events.settings(clientKey, settings -> settings.paused(true));
  }

  public void goOn(String clientKey) {
    events.settings(clientKey, settings -> settings.paused(false));
  }

  /// Lets a subscription expire, as if its target had not answered for long.
  public void expire(String subscriptionId) {
    events.expire(subscription(subscriptionId).id());
  }

  /// Tells that a field changed, though it did not.
  public void announceField(String orgId, String fieldId) {
    events.fieldChanged(orgId, fieldId);
  }

  /// Tells that a boundary changed, though it did not.
  public void announceBoundary(String orgId, String fieldId, String boundaryId) {
    events.boundaryChanged(orgId, fieldId, boundaryId);
  }

  /// Tells a subscription whatever one likes, with its own token where the event has none.
  public void tell(String subscriptionId, Event event) {
    Subscription subscription = subscription(subscriptionId);
    String token = event.token().isEmpty() ? subscription.token() : event.token();
    events.tell(
        subscriptionId,
        new Event(
            event.clientKey().isEmpty() ? subscription.clientKey() : event.clientKey(),
            event.eventTypeId(),
            event.targetResource(),
            token,
            event.metadata()));
  }

  /// Posts an event at once, as somebody else would who found out the address.
  ///
  /// @return the status of the answer; 0 when none came in time
  public int forge(URI target, String authorization, Event event) throws InterruptedException {
    return events.forge(target, authorization, event);
  }
}
