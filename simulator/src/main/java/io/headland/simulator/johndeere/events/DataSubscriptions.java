package io.headland.simulator.johndeere.events;

import io.headland.simulator.johndeere.world.LiveWorld;
import io.headland.simulator.johndeere.world.OperationForms;
import io.headland.simulator.johndeere.world.Organization;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// The Data Subscription Service. A subscription receives no events until its target has
/// acknowledged a verification event with 204. It expires when the target does not respond, and
/// receives events again after it was activated and verified again.
public final class DataSubscriptions implements AutoCloseable {
  private final LiveWorld live;
  private final Subscriptions subscriptions = new Subscriptions();
  private final EventDelivery delivery;

  public DataSubscriptions(LiveWorld live, InstantSource clock) {
    this.live = live;
    this.delivery = new EventDelivery(clock, subscriptions, this::completed);
  }

  /// Stores a new subscription, or another version of one, and has its target verified if required.
  public void put(Subscription subscription) {
    boolean trusted = isTrusted(subscription);
    subscriptions.put(subscription.verified(trusted));
    if (subscription.status() == Subscription.Status.ACTIVE && !trusted) {
      send(subscription, EventTypes.VERIFICATION, self(subscription), Map.of());
    }
  }

  /// Posts the verification event and waits for the response.
  ///
  /// @return whether the response was 204 in time
  public boolean verify(Subscription subscription) throws InterruptedException {
    Event event =
        new Event(
            subscription.clientKey(),
            EventTypes.VERIFICATION,
            self(subscription),
            subscription.token(),
            Map.of());
    String authorization = settings(subscription.clientKey()).authorizationHeaderValue();
    return delivery.forge(subscription.target(), authorization, List.of(event)) == 204;
  }

  /// Whether the target of a subscription has not been verified yet.
  public boolean needsVerification(Subscription subscription) {
    return subscription.status() == Subscription.Status.ACTIVE && !isTrusted(subscription);
  }

  private boolean isTrusted(Subscription subscription) {
    return find(subscription.id())
        .filter(Subscription::isListening)
        .filter(before -> before.target().equals(subscription.target()))
        .isPresent();
  }

  /// Stores a subscription whose target has been verified.
  public void putVerified(Subscription subscription) {
    subscriptions.put(subscription.verified(true));
  }

  private String self(Subscription subscription) {
    return live.now().linkBase() + "/platform/eventSubscriptions/" + subscription.id();
  }

  public Optional<Subscription> find(String id) {
    return subscriptions.find(id);
  }

  public List<Subscription> all() {
    return subscriptions.all();
  }

  public void expire(String id) {
    subscriptions.change(
        id,
        subscription ->
            subscription.status() == Subscription.Status.ACTIVE
                ? subscription.with(Subscription.Status.EXPIRED)
                : subscription);
  }

  public DeliverySettings settings(String clientKey) {
    return subscriptions.settings(clientKey);
  }

  public void settings(String clientKey, UnaryOperator<DeliverySettings> change) {
    subscriptions.settings(clientKey, change);
    delivery.wake();
  }

  public EventRules rules() {
    return delivery.rules();
  }

  public void rules(EventRules rules) {
    delivery.rules(rules);
  }

  /// The latest deliveries, oldest first.
  public List<Delivery> deliveries() {
    return delivery.log();
  }

  /// Whether no event is pending and no delivery is in progress.
  public boolean isIdle() {
    return delivery.isIdle();
  }

  /// Sends an event about a client that was created, changed or deleted.
  public void clientChanged(String orgId, String clientId) {
    changed(
        EventTypes.CLIENT,
        orgId,
        "/clients/" + clientId,
        Map.of("orgId", orgId, "clientId", clientId));
  }

  /// Sends an event about a farm that was created, changed or deleted.
  public void farmChanged(String orgId, String farmId) {
    changed(EventTypes.FARM, orgId, "/farms/" + farmId, Map.of("orgId", orgId, "farmId", farmId));
  }

  /// Sends an event about a change of a field.
  public void fieldChanged(String orgId, String fieldId) {
    changed(
        EventTypes.FIELD, orgId, "/fields/" + fieldId, Map.of("orgId", orgId, "fieldId", fieldId));
  }

  /// Sends an event about a change of a boundary.
  public void boundaryChanged(String orgId, String fieldId, String boundaryId) {
    changed(
        EventTypes.BOUNDARY,
        orgId,
        "/fields/" + fieldId + "/boundaries/" + boundaryId,
        Map.of("orgId", orgId, "fieldId", fieldId, "boundaryId", boundaryId));
  }

  /// The operation that an event is about.
  ///
  /// @param typeName as in the property `fieldOperationType`
  public record ChangedOperation(
      String orgId, String fieldId, String id, String typeName, int cropSeason) {}

  /// Sends an event about an operation that was created, changed or deleted.
  public void operationChanged(ChangedOperation operation) {
    String path = "/fieldOperations/" + operation.id();
    boolean absolute = live.switches().operationForms().target() == OperationForms.Target.ADDRESS;
    Map<String, String> metadata =
        Map.of(
            "orgId",
            operation.orgId(),
            "fieldId",
            operation.fieldId(),
            "fieldOperationId",
            operation.id(),
            "fieldOperationType",
            operation.typeName().toUpperCase(Locale.ROOT),
            "cropSeason",
            Integer.toString(operation.cropSeason()));
    sendAll(
        EventTypes.FIELD_OPERATION,
        operation.orgId(),
        absolute ? live.now().linkBase() + "/platform" + path : path,
        metadata);
  }

  private void changed(String typeId, String orgId, String path, Map<String, String> metadata) {
    String resource = live.now().linkBase() + "/platform/organizations/" + orgId + path;
    sendAll(typeId, orgId, resource, metadata);
  }

  private void sendAll(String typeId, String orgId, String resource, Map<String, String> metadata) {
    Optional<Organization> organization = live.world().findOrganization(orgId);
    subscriptions.all().stream()
        .filter(Subscription::isListening)
        .filter(subscription -> subscription.matches(typeId, metadata))
        .filter(
            subscription ->
                organization
                    .filter(o -> o.isConnectedTo(subscription.clientKey()))
                    .filter(o -> o.isVisibleTo(subscription.userName()))
                    .isPresent())
        .forEach(subscription -> send(subscription, typeId, resource, metadata));
  }

  /// Sends any event to a subscription.
  public void send(String id, Event event) {
    URI target =
        find(id)
            .map(Subscription::target)
            .orElseThrow(() -> new NoSuchElementException("there is no subscription '" + id + "'"));
    delivery.add(target, new DeliveryQueue.SubscriptionEvent(id, event));
  }

  /// Posts an event that this service did not create.
  ///
  /// @return the status of the response; 0 when there was none in time
  public int forge(URI target, String authorization, Event event) throws InterruptedException {
    return delivery.forge(target, authorization, List.of(event));
  }

  private void send(
      Subscription subscription, String typeId, String resource, Map<String, String> metadata) {
    Event event =
        new Event(
            subscription.clientKey(),
            typeId,
            resource,
            subscription.token(),
            sent(typeId, metadata));
    delivery.add(
        subscription.target(), new DeliveryQueue.SubscriptionEvent(subscription.id(), event));
  }

  private Map<String, String> sent(String typeId, Map<String, String> metadata) {
    boolean withoutIds =
        typeId.equals(EventTypes.FIELD_OPERATION)
            && live.switches().operationForms().notificationIds()
                == OperationForms.NotificationIds.ABSENT;
    if (!withoutIds) {
      return metadata;
    }
    Map<String, String> rest = new TreeMap<>(metadata);
    rest.keySet().removeAll(Set.of("orgId", "fieldId"));
    return rest;
  }

  private void completed(DeliveryQueue.Post post, boolean accepted, boolean lastAttempt) {
    for (DeliveryQueue.SubscriptionEvent event : post.events()) {
      boolean verification = event.event().eventTypeId().equals(EventTypes.VERIFICATION);
      if (accepted && verification) {
        subscriptions.change(event.subscriptionId(), subscription -> subscription.verified(true));
      } else if (!accepted && lastAttempt) {
        expire(event.subscriptionId());
      }
    }
  }

  @Override
  public void close() {
    delivery.close();
  }
}
