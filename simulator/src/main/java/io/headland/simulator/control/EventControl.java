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

/// Controls John Deere's Data Subscription Service in tests: its subscriptions, its deliveries, and
/// its faults.
///
/// A method that is given the id of a subscription that does not exist throws
/// [NoSuchElementException].
public final class EventControl {
  private final DataSubscriptions events;

  EventControl(DataSubscriptions events) {
    this.events = events;
  }

  /// All subscriptions, including those that have ended.
  public List<Subscription> subscriptions() {
    return events.all();
  }

  public Subscription subscription(String id) {
    return events
        .find(id)
        .orElseThrow(() -> new NoSuchElementException("there is no subscription '" + id + "'"));
  }

  /// The latest deliveries, oldest first.
  public List<Delivery> deliveries() {
    return events.deliveries();
  }

  /// Whether no event is pending and no delivery is in progress.
  public boolean isIdle() {
    return events.isIdle();
  }

  public EventRules rules() {
    return events.rules();
  }

  public void rule(UnaryOperator<EventRules> change) {
    events.rules(change.apply(events.rules()));
  }

  /// Pauses all deliveries to an application, as the application itself can do.
  public void pause(String clientKey) {
    events.settings(clientKey, settings -> settings.paused(true));
  }

  public void resume(String clientKey) {
    events.settings(clientKey, settings -> settings.paused(false));
  }

  /// Expires a subscription, as when its target has not responded for a long time.
  public void expire(String subscriptionId) {
    events.expire(subscription(subscriptionId).id());
  }

  /// Sends an event for a field that did not change.
  public void announceField(String orgId, String fieldId) {
    events.fieldChanged(orgId, fieldId);
  }

  /// Sends an event for a boundary that did not change.
  public void announceBoundary(String orgId, String fieldId, String boundaryId) {
    events.boundaryChanged(orgId, fieldId, boundaryId);
  }

  /// Sends any event to a subscription, with the subscription's token when the event has none.
  public void send(String subscriptionId, Event event) {
    Subscription subscription = subscription(subscriptionId);
    String token = event.token().isEmpty() ? subscription.token() : event.token();
    events.send(
        subscriptionId,
        new Event(
            event.clientKey().isEmpty() ? subscription.clientKey() : event.clientKey(),
            event.eventTypeId(),
            event.targetResource(),
            token,
            event.metadata()));
  }

  /// Posts an event immediately, as an unauthorized sender with the address could.
  ///
  /// @return the status of the response; 0 when there was none in time
  public int forge(URI target, String authorization, Event event) throws InterruptedException {
    return events.forge(target, authorization, event);
  }
}
