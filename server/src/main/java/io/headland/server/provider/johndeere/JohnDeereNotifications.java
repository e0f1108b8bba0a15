package io.headland.server.provider.johndeere;

import io.headland.server.platform.config.HeadlandConfig.JohnDeereConfig;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.providerhttp.ProviderResponse;
import io.headland.server.platform.providerhttp.ProviderResponse.Complete;
import io.headland.server.platform.providerhttp.ResponseBody;
import io.headland.server.platform.providerhttp.ResponseHeaders;
import io.headland.server.provider.ChangeNotification;
import io.headland.server.provider.ChangeNotifications;
import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.FieldLookup;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderFailure.InvalidResponse;
import io.headland.server.provider.ProviderSession;
import io.headland.server.provider.Reading;
import io.headland.server.provider.Reading.Read;
import io.headland.server.provider.Reading.Unreadable;
import io.headland.server.provider.RecordKind;
import io.headland.server.provider.SubscriptionKind;
import io.headland.server.provider.SubscriptionRequest;
import io.headland.server.provider.SubscriptionResponse;
import io.headland.server.provider.SubscriptionResponse.Active;
import io.headland.server.provider.SubscriptionResponse.Ended;
import io.headland.server.provider.SubscriptionResponse.Expired;
import io.headland.server.provider.SubscriptionResponse.Failed;
import io.headland.server.provider.WireJson;
import io.headland.server.provider.WireRecord;
import io.headland.server.provider.johndeere.SubscriptionBody.SubscriptionsBody;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// John Deere's Data Subscription Service. It has notifications of fields, of boundaries and of
/// field operations, one type for each subscription; there are none of clients, farms,
/// organizations and connections.
///
/// There is no DELETE: a subscription is ended permanently by a PUT of the complete object.
final class JohnDeereNotifications implements ChangeNotifications {
  private static final String SUBSCRIPTIONS = "/eventSubscriptions";
  private static final String DELIVERY = "/eventSubscriptionDelivery";

  private final JohnDeereClient client;
  private final FieldDataMapper fieldDataMapper = new FieldDataMapper();
  private final NotificationMapper mapper;

  JohnDeereNotifications(JohnDeereClient client, JohnDeereConfig config) {
    this.client = client;
    this.mapper =
        new NotificationMapper(
            List.of(
                new JohnDeereLinks(config.stageUrl()), new JohnDeereLinks(config.productionUrl())));
  }

  @Override
  public Set<SubscriptionKind> kinds() {
    return EnumSet.allOf(SubscriptionKind.class);
  }

  @Override
  public SubscriptionResponse deliverWith(ProviderSession session, Secret authorization)
      throws InterruptedException {
    ProviderResponse response =
        client.write(session, "PATCH", DELIVERY, SubscriptionOrder.delivery(authorization));
    return isDone(response) ? new Active("") : failed(response);
  }

  @Override
  public SubscriptionResponse subscribe(ProviderSession session, SubscriptionRequest order)
      throws InterruptedException {
    SubscriptionResponse known = find(session, order);
    if (!(known instanceof Ended)) {
      return known;
    }
    ProviderResponse response =
        client.write(session, "POST", SUBSCRIPTIONS, SubscriptionOrder.active(order));
    return response instanceof Complete(int status, ResponseHeaders headers, ResponseBody body)
            && status / 100 == 2
        ? created(headers, body)
        : failed(response);
  }

  /// A subscription for this address whose creation was not recorded because its node failed.
  private SubscriptionResponse find(ProviderSession session, SubscriptionRequest order)
      throws InterruptedException {
    Optional<ListingPosition> position = Optional.of(ListingPosition.first(SUBSCRIPTIONS));
    while (position.isPresent()) {
      ProviderResponse response =
          client.listing(session, position.get().link(), new ListingSignature.Absent());
      if (!(response instanceof Complete(int status, _, ResponseBody body)) || status != 200) {
        return failed(response);
      }
      switch (WireJson.readList(body, "values", SubscriptionsBody.class)
          .then(SubscriptionsBody::page)) {
        case Unreadable(String reason) -> {
          return new Failed(new InvalidResponse(reason));
        }
        case Read(ListingPage<WireRecord<SubscriptionBody>> page) -> {
          Optional<SubscriptionResponse> active = active(page, order);
          if (active.isPresent()) {
            return active.get();
          }
          position = next(session, position.get(), page);
        }
      }
    }
    return new Ended();
  }

  private static Optional<SubscriptionResponse> active(
      ListingPage<WireRecord<SubscriptionBody>> page, SubscriptionRequest order) {
    return page.records().stream()
        .map(WireRecord::body)
        .filter(Objects::nonNull)
        .filter(one -> isFor(one, order))
        .map(JohnDeereNotifications::reply)
        .filter(Active.class::isInstance)
        .findFirst();
  }

  /// A subscription that is not found is created: a list that cannot be followed further ends the
  /// search.
  private Optional<ListingPosition> next(
      ProviderSession session,
      ListingPosition position,
      ListingPage<WireRecord<SubscriptionBody>> page) {
    return switch (PageStep.after(position, page, SUBSCRIPTIONS, client.links(session)::rewrite)) {
      case PageStep.Onward(ListingPosition next) -> Optional.of(next);
      case PageStep.Repeated(ListingPosition next) -> Optional.of(next);
      case PageStep.End _, PageStep.Seen _, PageStep.TooShort _, PageStep.NoProgress _ ->
          Optional.empty();
    };
  }

  private static boolean isFor(SubscriptionBody subscription, SubscriptionRequest order) {
    return subscription.targetEndpoint() != null
        && order.target().toString().equals(subscription.targetEndpoint().uri());
  }

  private static SubscriptionResponse created(ResponseHeaders headers, ResponseBody body) {
    Optional<String> id =
        headers
            .findFirst("Location")
            .map(location -> location.replaceFirst("[?#].*", "").replaceFirst("/+$", ""))
            .map(location -> location.substring(location.lastIndexOf('/') + 1))
            .filter(found -> !found.isBlank());
    return id.<SubscriptionResponse>map(Active::new).orElseGet(() -> state(body));
  }

  @Override
  public SubscriptionResponse check(ProviderSession session, String subscriptionId)
      throws InterruptedException {
    ProviderResponse response = client.get(session, path(subscriptionId));
    return response instanceof Complete(int status, _, ResponseBody body) && status == 200
        ? state(body)
        : failedOrEnded(response);
  }

  private static SubscriptionResponse state(ResponseBody body) {
    return switch (WireJson.read(body, SubscriptionBody.class)) {
      case Unreadable(String reason) -> new Failed(new InvalidResponse(reason));
      case Read(SubscriptionBody subscription) -> reply(subscription);
    };
  }

  private static SubscriptionResponse reply(SubscriptionBody subscription) {
    String id = subscription.id() == null ? "" : subscription.id();
    String status = subscription.status() == null ? "" : subscription.status();
    return switch (status.toLowerCase(Locale.ROOT)) {
      case "active" ->
          id.isBlank()
              ? new Failed(new InvalidResponse("a subscription without an id"))
              : new Active(id);
      case "terminated" -> new Ended();
      default -> new Expired();
    };
  }

  @Override
  public SubscriptionResponse renew(
      ProviderSession session, String subscriptionId, SubscriptionRequest order)
      throws InterruptedException {
    return put(
        session, subscriptionId, SubscriptionOrder.active(order), new Active(subscriptionId));
  }

  @Override
  public SubscriptionResponse end(
      ProviderSession session, String subscriptionId, SubscriptionRequest order)
      throws InterruptedException {
    return put(session, subscriptionId, SubscriptionOrder.terminated(order), new Ended());
  }

  private SubscriptionResponse put(
      ProviderSession session, String subscriptionId, Secret body, SubscriptionResponse done)
      throws InterruptedException {
    ProviderResponse response = client.write(session, "PUT", path(subscriptionId), body);
    return isDone(response) ? done : failedOrEnded(response);
  }

  private static String path(String subscriptionId) {
    return SUBSCRIPTIONS + "/" + JohnDeereClient.segment(subscriptionId);
  }

  private static boolean isDone(ProviderResponse response) {
    return response instanceof Complete(int status, _, _) && status / 100 == 2;
  }

  /// A terminated subscription rejects every change; one of another user is not found.
  private static SubscriptionResponse failedOrEnded(ProviderResponse response) {
    boolean ended =
        response instanceof Complete(int status, _, _)
            && (status == 400 || status == 404 || status == 410);
    return ended ? new Ended() : failed(response);
  }

  private static SubscriptionResponse failed(ProviderResponse response) {
    return new Failed(JohnDeereFailures.of(response));
  }

  @Override
  public Reading<List<ChangeNotification>> read(ResponseBody posted) {
    return mapper.notifications(posted);
  }

  @Override
  public FieldLookup lookUpField(
      ProviderSession session, String providerOrgId, String providerFieldId, Set<RecordKind> denied)
      throws InterruptedException {
    String embed =
        denied.contains(RecordKind.BOUNDARY)
            ? "embed=clients,farms"
            : "embed=clients,farms,activeBoundary";
    ProviderResponse response = client.field(session, providerOrgId, providerFieldId, embed);
    return response instanceof Complete(int status, _, ResponseBody body) && status == 200
        ? found(body, providerFieldId)
        : notFound(JohnDeereFailures.of(response));
  }

  private FieldLookup found(ResponseBody body, String providerFieldId) {
    return switch (fieldDataMapper.field(body)) {
      case Unreadable(String reason) -> new FieldLookup.Failed(new InvalidResponse(reason));
      case Read(List<FieldDataRecord> records) when records.isEmpty() -> new FieldLookup.Gone();
      case Read(List<FieldDataRecord> records) ->
          records.stream()
                  .anyMatch(
                      record ->
                          record.kind() == RecordKind.FIELD
                              && record.providerId().equals(providerFieldId))
              ? new FieldLookup.Found(records)
              : new FieldLookup.Failed(new InvalidResponse("a field other than the requested one"));
    };
  }

  private static FieldLookup notFound(ProviderFailure failure) {
    return failure instanceof ProviderFailure.NotFound
        ? new FieldLookup.Gone()
        : new FieldLookup.Failed(failure);
  }
}
