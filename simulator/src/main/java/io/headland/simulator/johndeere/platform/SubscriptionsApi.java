package io.headland.simulator.johndeere.platform;

import io.headland.simulator.fielddata.IdGenerator;
import io.headland.simulator.http.Json;
import io.headland.simulator.http.Response;
import io.headland.simulator.http.Routes;
import io.headland.simulator.johndeere.events.DataSubscriptions;
import io.headland.simulator.johndeere.events.EventTypes;
import io.headland.simulator.johndeere.events.Subscription;
import io.headland.simulator.johndeere.world.Switches;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The Data Subscription Service: subscriptions of an application, managed with a user's token.
/// There is no DELETE; a PUT with the status Terminated ends a subscription permanently.
final class SubscriptionsApi {
  private final DataSubscriptions events;
  private final IdGenerator idGenerator;
  private final Listings listings;
  private final Errors errors;
  private final DeliveryApi delivery;

  SubscriptionsApi(
      DataSubscriptions events, IdGenerator idGenerator, Listings listings, Errors errors) {
    this.events = events;
    this.idGenerator = idGenerator;
    this.listings = listings;
    this.errors = errors;
    this.delivery = new DeliveryApi(events, errors);
  }

  void addTo(Routes<Route> routes) {
    routes
        .on("GET", "eventSubscriptions", signedIn((call, user) -> list(call, user)))
        .on("POST", "eventSubscriptions", signedIn(this::create))
        .on("GET", "eventSubscriptions/{id}", signedIn(this::get))
        .on("PUT", "eventSubscriptions/{id}", signedIn(this::replace))
        .on("GET", "eventSubscriptionDelivery", Route.axiom(delivery::get))
        .on("PATCH", "eventSubscriptionDelivery", Route.axiom(delivery::change))
        .on("GET", "eventTypes", Route.axiom(this::types))
        .on("GET", "eventTypes/{id}", Route.axiom(this::type))
        .on("GET", "eventSubscriptionEventTypes", Route.axiom(this::types))
        .on("GET", "eventSubscriptionEventTypes/{id}", Route.axiom(this::type));
  }

  /// Subscriptions belong to a user; a token without a user has none.
  private Route signedIn(BiFunction<Call, String, Response> action) {
    return Route.axiom(
        call ->
            call.userName()
                .map(user -> action.apply(call, user))
                .orElseGet(() -> errors.bare(403, "", "Access Denied")));
  }

  private Response list(Call call, String user) {
    List<Item> items =
        events.all().stream()
            .filter(subscription -> belongsTo(call, user, subscription))
            .map(
                subscription ->
                    new Item(
                        subscription.id(),
                        "EventSubscription",
                        uri(call, subscription),
                        () -> body(call, subscription)))
            .toList();
    return listings.pages(call, Errors.AXIOM_UTF8, PagedList.of(items));
  }

  private Response create(Call call, String user) {
    String id = idGenerator.nextUuid("subscription").toString();
    return switch (SubscriptionBody.read(call, id, user)) {
      case SubscriptionBody.Reading.Invalid(String field, String reason) ->
          errors.bare(400, field, reason);
      case SubscriptionBody.Reading.Valid(Subscription subscription) -> {
        if (subscription.status() != Subscription.Status.ACTIVE) {
          yield errors.bare(400, "status", "A new subscription is Active.");
        }
        int refusal = refusal(call, subscription);
        if (refusal > 0) {
          yield errors.bare(refusal, "", "Access Denied");
        }
        if (!take(call, subscription)) {
          yield unverified();
        }
        yield Response.of(201, Errors.AXIOM_UTF8, Json.bytes(body(call, subscription)))
            .with("Location", uri(call, subscription));
      }
    };
  }

  private Response get(Call call, String user) {
    return find(call, user)
        .map(
            subscription ->
                Response.of(200, Errors.AXIOM_UTF8, Json.bytes(body(call, subscription))))
        .orElseGet(() -> errors.bare(404, "id", "The subscription was not found."));
  }

  private Response replace(Call call, String user) {
    Optional<Subscription> before = find(call, user);
    if (before.isEmpty()) {
      return errors.bare(404, "id", "The subscription was not found.");
    }
    if (before.get().status() == Subscription.Status.TERMINATED) {
      return errors.bare(400, "status", "A terminated subscription cannot be changed.");
    }
    return switch (SubscriptionBody.read(call, before.get().id(), user)) {
      case SubscriptionBody.Reading.Invalid(String field, String reason) ->
          errors.bare(400, field, reason);
      case SubscriptionBody.Reading.Valid(Subscription subscription)
          when !subscription.eventTypeId().equals(before.get().eventTypeId()) ->
          errors.bare(400, "eventTypeId", "The event type cannot be changed.");
      case SubscriptionBody.Reading.Valid(Subscription subscription) -> {
        int refusal = refusal(call, subscription);
        if (refusal > 0) {
          yield errors.bare(refusal, "", "Access Denied");
        }
        yield take(call, subscription) ? Response.empty(204) : unverified();
      }
    };
  }

  /// The status with which the switch refuses a subscription; 0 for none. A termination is never
  /// refused.
  private static int refusal(Call call, Subscription subscription) {
    boolean ofOperations = subscription.eventTypeId().equals(EventTypes.FIELD_OPERATION);
    return ofOperations && subscription.status() == Subscription.Status.ACTIVE
        ? call.now().switches().operationForms().subscriptions().status()
        : 0;
  }

  /// Stores a subscription and has its target verified: afterwards, or before if the switch rejects
  /// unverified targets.
  ///
  /// @return whether the subscription was stored
  private boolean take(Call call, Subscription subscription) {
    boolean first =
        call.now().switches().unverifiedTarget() == Switches.UnverifiedTarget.REFUSE
            && events.needsVerification(subscription);
    if (!first) {
      events.put(subscription);
      return true;
    }
    try {
      boolean verified = events.verify(subscription);
      if (verified) {
        events.putVerified(subscription);
      }
      return verified;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Response unverified() {
    return errors.bare(
        400, "targetEndpoint", "The target did not acknowledge the verification event.");
  }

  private Optional<Subscription> find(Call call, String user) {
    return events
        .find(call.variable("id"))
        .filter(subscription -> belongsTo(call, user, subscription));
  }

  private static boolean belongsTo(Call call, String user, Subscription subscription) {
    return subscription.clientKey().equals(call.clientKey())
        && subscription.userName().equals(user);
  }

  private static String uri(Call call, Subscription subscription) {
    return call.uri("/eventSubscriptions/" + subscription.id());
  }

  private static ObjectNode body(Call call, Subscription subscription) {
    ObjectNode body =
        Json.object().put("id", subscription.id()).put("eventTypeId", subscription.eventTypeId());
    ArrayNode filters = body.putArray("filters");
    for (Map.Entry<String, List<String>> filter : subscription.filters().entrySet()) {
      ArrayNode values = filters.addObject().put("key", filter.getKey()).putArray("values");
      filter.getValue().forEach(values::add);
    }
    body.putObject("targetEndpoint")
        .put("targetType", "https")
        .put("uri", subscription.target().toString());
    body.put("status", subscription.status().word())
        .put("displayName", subscription.displayName())
        .put("token", subscription.token())
        .put("clientKey", subscription.clientKey());
    body.set(
        "links",
        Links.of(call)
            .add("self", uri(call, subscription))
            .add("user", call.uri("/users/" + subscription.userName()))
            .array());
    return body;
  }

  private Response types(Call call) {
    List<Item> items =
        EventTypes.ALL.stream()
            .map(id -> new Item(id, "EventType", typeUri(call, id), () -> typeBody(call, id)))
            .toList();
    return listings.pages(call, Errors.AXIOM_UTF8, PagedList.of(items));
  }

  private Response type(Call call) {
    String id = call.variable("id");
    return EventTypes.ALL.contains(id)
        ? Response.of(200, Errors.AXIOM_UTF8, Json.bytes(typeBody(call, id)))
        : errors.bare(404, "id", "The event type was not found.");
  }

  private static String typeUri(Call call, String id) {
    return call.uri("/eventSubscriptionEventTypes/" + id);
  }

  private static ObjectNode typeBody(Call call, String id) {
    ObjectNode body = Json.object().put("id", id).put("name", id);
    body.set("links", Links.of(call).add("self", typeUri(call, id)).array());
    return body;
  }
}
