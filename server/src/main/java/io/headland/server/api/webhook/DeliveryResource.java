package io.headland.server.api.webhook;

import io.headland.server.core.event.EventType;
import io.headland.server.core.webhook.Attempt;
import io.headland.server.core.webhook.AttemptStore;
import io.headland.server.core.webhook.RetryStore;
import io.headland.server.core.webhook.SigningSecrets;
import io.headland.server.core.webhook.Webhook;
import io.headland.server.core.webhook.WebhookMessage;
import io.headland.server.core.webhook.WebhookStore;
import io.headland.server.engine.webhook.MessageFormats;
import io.headland.server.engine.webhook.StandardFormat;
import io.headland.server.engine.webhook.TestMessage;
import io.headland.server.engine.webhook.WebhookSender;
import io.headland.server.engine.webhook.WebhookSender.Address;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.EventId;
import io.headland.server.platform.id.UuidGenerator;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The attempts of an endpoint, replays, and test messages.
public final class DeliveryResource {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX = 500;

  private final WebhookStore webhooks;
  private final AttemptStore attempts;
  private final RetryStore retries;
  private final WebhookSender sender;
  private final MessageFormats formats;
  private final UuidGenerator ids;
  private final InstantSource clock;
  private final Runnable wake;

  public DeliveryResource(
      WebhookStore webhooks,
      AttemptStore attempts,
      RetryStore retries,
      WebhookSender sender,
      MessageFormats formats,
      UuidGenerator ids,
      InstantSource clock,
      Runnable wake) {
    this.webhooks = webhooks;
    this.attempts = attempts;
    this.retries = retries;
    this.sender = sender;
    this.formats = formats;
    this.ids = ids;
    this.clock = clock;
    this.wake = wake;
  }

  public void addTo(Routes routes) {
    routes
        .owned("GET", WebhookResource.ONE + "/attempts", this::list)
        .owned("POST", WebhookResource.ONE + "/replay", this::replay)
        .owned("POST", WebhookResource.ONE + "/test", this::test);
  }

  private Response list(ApiOwnerId owner, Request request) {
    Webhook webhook = WebhookResource.find(webhooks, owner, request);
    int limit = (int) Math.min(number(request, "limit", DEFAULT_LIMIT), MAX);
    long before = number(request, "before", Long.MAX_VALUE);
    List<AttemptStore.StoredAttempt> stored =
        attempts.list(owner, webhook.id(), state(request), before, limit + 1);
    boolean more = stored.size() > limit;
    List<AttemptStore.StoredAttempt> shown = more ? stored.subList(0, limit) : stored;
    return Response.ok(
        new AttemptView.AttemptPage(
            shown.stream().map(AttemptView::of).toList(),
            more ? Long.toString(shown.getLast().ordinal()) : null,
            more));
  }

  private static Optional<Boolean> state(Request request) {
    return request
        .query("state")
        .map(
            name ->
                switch (name) {
                  case "SUCCEEDED" -> true;
                  case "FAILED" -> false;
                  default -> throw wrong("The query parameter state must be SUCCEEDED or FAILED.");
                });
  }

  private static long number(Request request, String name, long fallback) {
    Optional<String> text = request.query(name);
    if (text.isEmpty()) {
      return fallback;
    }
    if (!text.get().matches("[1-9]\\d{0,17}")) {
      throw wrong("The query parameter " + name + " must be an integer of at least 1.");
    }
    return Long.parseLong(text.get());
  }

  private static ProblemException wrong(String detail) {
    return new ProblemException(Problem.of(400, detail));
  }

  private Response replay(ApiOwnerId owner, Request request) {
    Webhook webhook = WebhookResource.find(webhooks, owner, request);
    ReplayRequest body = ReplayRequest.of(request.body(), clock.instant());
    int queued =
        switch (body) {
          case ReplayRequest.Events(List<EventId> events) ->
              retries.replay(owner, webhook.id(), events, clock.instant());
          case ReplayRequest.Time time ->
              retries.replay(
                  owner,
                  webhook.id(),
                  time.since(),
                  time.until(),
                  types(webhook, time),
                  clock.instant());
        };
    wake.run();
    return Response.json(202, Map.of("queued", queued));
  }

  /// Types that the endpoint does not receive are not replayed either.
  private Set<EventType> types(Webhook webhook, ReplayRequest.Time time) {
    Set<EventType> wanted = formats.of(webhook.kind()).wanted(webhook.types());
    time.types().ifPresent(patterns -> wanted.retainAll(StandardFormat.matching(patterns)));
    return wanted;
  }

  /// Waits for the response, so that it is returned to the caller.
  private Response test(ApiOwnerId owner, Request request) {
    Webhook webhook = WebhookResource.find(webhooks, owner, request);
    SigningSecrets secrets =
        webhooks
            .findSecrets(owner, webhook.id(), clock.instant())
            .orElseThrow(WebhookResource::notFound);
    EventId id = new EventId(ids.next());
    WebhookMessage message = TestMessage.of(webhook, id, clock.instant());
    Attempt attempt =
        sender.send(Address.of(owner, webhook.kind(), webhook.url(), secrets), id, message, 1);
    return Response.ok(AttemptView.of(attempt));
  }
}
