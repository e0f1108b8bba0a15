package io.headland.server.provider.johndeere;

import io.headland.server.config.JohnDeereConfig;
import io.headland.server.config.Secret;
import io.headland.server.provider.ChangeNotice;
import io.headland.server.provider.ChangeNotices;
import io.headland.server.provider.FieldLookup;
import io.headland.server.provider.LandRecord;
import io.headland.server.provider.NoticeOrder;
import io.headland.server.provider.NoticeReply;
import io.headland.server.provider.NoticeReply.Active;
import io.headland.server.provider.NoticeReply.Ended;
import io.headland.server.provider.NoticeReply.Expired;
import io.headland.server.provider.NoticeReply.Failed;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderFailure.BrokenAnswer;
import io.headland.server.provider.ProviderSession;
import io.headland.server.provider.Reading;
import io.headland.server.provider.Reading.Read;
import io.headland.server.provider.Reading.Unreadable;
import io.headland.server.provider.RecordKind;
import io.headland.server.provider.WireJson;
import io.headland.server.provider.WireRecord;
import io.headland.server.upstream.AnswerBody;
import io.headland.server.upstream.AnswerHeaders;
import io.headland.server.upstream.UpstreamAnswer;
import io.headland.server.upstream.UpstreamAnswer.Answered;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// John Deere's Data Subscription Service. It tells of fields and of boundaries, one type by each
/// subscription; nothing tells of clients, farms, organizations and connections.
///
/// There is no DELETE: a subscription ends by a PUT of the whole object that says so, for ever.
final class JohnDeereNotices implements ChangeNotices {
  private static final String SUBSCRIPTIONS = "/eventSubscriptions";
  private static final String DELIVERY = "/eventSubscriptionDelivery";

  private final JohnDeereClient client;
  private final LandMapper land = new LandMapper();
  private final NoticeMapper mapper;

  JohnDeereNotices(JohnDeereClient client, JohnDeereConfig config) {
    this.client = client;
    this.mapper =
        new NoticeMapper(
            List.of(
                new JohnDeereLinks(config.stageUrl()), new JohnDeereLinks(config.productionUrl())));
  }

  @Override
  public Set<RecordKind> kinds() {
    return EnumSet.of(RecordKind.FIELD, RecordKind.BOUNDARY);
  }

  @Override
  public NoticeReply deliverWith(ProviderSession session, Secret authorization)
      throws InterruptedException {
    UpstreamAnswer answer =
        client.write(session, "PATCH", DELIVERY, SubscriptionOrder.delivery(authorization));
    return isDone(answer) ? new Active("") : failed(answer);
  }

  @Override
  public NoticeReply subscribe(ProviderSession session, NoticeOrder order)
      throws InterruptedException {
    NoticeReply known = find(session, order);
    if (!(known instanceof Ended)) {
      return known;
    }
    UpstreamAnswer answer =
        client.write(session, "POST", SUBSCRIPTIONS, SubscriptionOrder.active(order));
    return answer instanceof Answered(int status, AnswerHeaders headers, AnswerBody body)
            && status / 100 == 2
        ? created(headers, body)
        : failed(answer);
  }

  /// One that was made for this address by a node that did not live to hear of it.
  private NoticeReply find(ProviderSession session, NoticeOrder order) throws InterruptedException {
    Optional<ListingPosition> position = Optional.of(ListingPosition.first(SUBSCRIPTIONS));
    while (position.isPresent()) {
      UpstreamAnswer answer =
          client.listing(session, position.get().link(), new Signature.Unsaid());
      if (!(answer instanceof Answered(int status, _, AnswerBody body)) || status != 200) {
        return failed(answer);
      }
      switch (WireJson.readList(body, "values", SubscriptionsBody.class)
          .then(SubscriptionsBody::page)) {
        case Unreadable(String why) -> {
          return new Failed(new BrokenAnswer(why));
        }
        case Read(ListingPage<WireRecord<SubscriptionBody>> page) -> {
          Optional<NoticeReply> active = active(page, order);
          if (active.isPresent()) {
            return active.get();
          }
          position = next(session, position.get(), page);
        }
      }
    }
    return new Ended();
  }

  private static Optional<NoticeReply> active(
      ListingPage<WireRecord<SubscriptionBody>> page, NoticeOrder order) {
    return page.records().stream()
        .map(WireRecord::body)
        .filter(Objects::nonNull)
        .filter(one -> isFor(one, order))
        .map(JohnDeereNotices::reply)
        .filter(Active.class::isInstance)
        .findFirst();
  }

  /// One that is not found is made: a list that cannot be followed further ends the search.
  private Optional<ListingPosition> next(
      ProviderSession session,
      ListingPosition position,
      ListingPage<WireRecord<SubscriptionBody>> page) {
    return switch (PageStep.after(position, page, SUBSCRIPTIONS, client.links(session)::rewrite)) {
      case PageStep.Onward(ListingPosition next) -> Optional.of(next);
      case PageStep.Repeated(ListingPosition next) -> Optional.of(next);
      case PageStep.End _, PageStep.Seen _, PageStep.TooShort _, PageStep.Astray _ ->
          Optional.empty();
    };
  }

  private static boolean isFor(SubscriptionBody subscription, NoticeOrder order) {
    return subscription.targetEndpoint() != null
        && order.target().toString().equals(subscription.targetEndpoint().uri());
  }

  private static NoticeReply created(AnswerHeaders headers, AnswerBody body) {
    Optional<String> id =
        headers
            .findFirst("Location")
            .map(location -> location.replaceFirst("[?#].*", "").replaceFirst("/+$", ""))
            .map(location -> location.substring(location.lastIndexOf('/') + 1))
            .filter(found -> !found.isBlank());
    return id.<NoticeReply>map(Active::new).orElseGet(() -> state(body));
  }

  @Override
  public NoticeReply look(ProviderSession session, String subscriptionId)
      throws InterruptedException {
    UpstreamAnswer answer = client.get(session, path(subscriptionId));
    return answer instanceof Answered(int status, _, AnswerBody body) && status == 200
        ? state(body)
        : failedOrEnded(answer);
  }

  private static NoticeReply state(AnswerBody body) {
    return switch (WireJson.read(body, SubscriptionBody.class)) {
      case Unreadable(String why) -> new Failed(new BrokenAnswer(why));
      case Read(SubscriptionBody subscription) -> reply(subscription);
    };
  }

  private static NoticeReply reply(SubscriptionBody subscription) {
    String id = subscription.id() == null ? "" : subscription.id();
    String status = subscription.status() == null ? "" : subscription.status();
    return switch (status.toLowerCase(Locale.ROOT)) {
      case "active" ->
          id.isBlank()
              ? new Failed(new BrokenAnswer("a subscription without an id"))
              : new Active(id);
      case "terminated" -> new Ended();
      default -> new Expired();
    };
  }

  @Override
  public NoticeReply renew(ProviderSession session, String subscriptionId, NoticeOrder order)
      throws InterruptedException {
    return put(
        session, subscriptionId, SubscriptionOrder.active(order), new Active(subscriptionId));
  }

  @Override
  public NoticeReply end(ProviderSession session, String subscriptionId, NoticeOrder order)
      throws InterruptedException {
    return put(session, subscriptionId, SubscriptionOrder.terminated(order), new Ended());
  }

  private NoticeReply put(
      ProviderSession session, String subscriptionId, Secret body, NoticeReply done)
      throws InterruptedException {
    UpstreamAnswer answer = client.write(session, "PUT", path(subscriptionId), body);
    return isDone(answer) ? done : failedOrEnded(answer);
  }

  private static String path(String subscriptionId) {
    return SUBSCRIPTIONS + "/" + JohnDeereClient.segment(subscriptionId);
  }

  private static boolean isDone(UpstreamAnswer answer) {
    return answer instanceof Answered(int status, _, _) && status / 100 == 2;
  }

  /// One that is terminated refuses every change; one of another user's is not found.
  private static NoticeReply failedOrEnded(UpstreamAnswer answer) {
    boolean ended =
        answer instanceof Answered(int status, _, _)
            && (status == 400 || status == 404 || status == 410);
    return ended ? new Ended() : failed(answer);
  }

  private static NoticeReply failed(UpstreamAnswer answer) {
    return new Failed(JohnDeereFailures.of(answer));
  }

  @Override
  public Reading<List<ChangeNotice>> read(AnswerBody posted) {
    return mapper.notices(posted);
  }

  @Override
  public FieldLookup lookUpField(
      ProviderSession session,
      String providerOrgId,
      String providerFieldId,
      Set<RecordKind> withheld)
      throws InterruptedException {
    String embed =
        withheld.contains(RecordKind.BOUNDARY)
            ? "embed=clients,farms"
            : "embed=clients,farms,activeBoundary";
    UpstreamAnswer answer = client.field(session, providerOrgId, providerFieldId, embed);
    return answer instanceof Answered(int status, _, AnswerBody body) && status == 200
        ? found(body, providerFieldId)
        : notFound(JohnDeereFailures.of(answer));
  }

  private FieldLookup found(AnswerBody body, String providerFieldId) {
    return switch (land.field(body)) {
      case Unreadable(String why) -> new FieldLookup.Failed(new BrokenAnswer(why));
      case Read(List<LandRecord> records) when records.isEmpty() -> new FieldLookup.Gone();
      case Read(List<LandRecord> records) ->
          records.stream()
                  .anyMatch(
                      record ->
                          record.kind() == RecordKind.FIELD
                              && record.providerId().equals(providerFieldId))
              ? new FieldLookup.Found(records)
              : new FieldLookup.Failed(new BrokenAnswer("another field than the one asked for"));
    };
  }

  private static FieldLookup notFound(ProviderFailure failure) {
    return failure instanceof ProviderFailure.NotFound
        ? new FieldLookup.Gone()
        : new FieldLookup.Failed(failure);
  }
}
