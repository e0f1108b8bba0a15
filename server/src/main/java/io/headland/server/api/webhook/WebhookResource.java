package io.headland.server.api.webhook;

import io.headland.server.core.event.EventReadStore;
import io.headland.server.core.webhook.RetryStore;
import io.headland.server.core.webhook.SigningSecrets;
import io.headland.server.core.webhook.Webhook;
import io.headland.server.core.webhook.WebhookChangeStore;
import io.headland.server.core.webhook.WebhookKind;
import io.headland.server.core.webhook.WebhookStore;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.http.Answer;
import io.headland.server.platform.http.Call;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.id.WebhookId;
import io.headland.server.platform.safehttp.SafeHttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/// `/services/headland/api/webhooks`: endpoints.
public final class WebhookResource {
  static final String WEBHOOKS = "/services/headland/api/webhooks";
  static final String ONE = WEBHOOKS + "/{id}";

  /// How long the secret before signs as well.
  private static final Duration OVERLAP = Duration.ofHours(24);

  private final WebhookStore webhooks;
  private final WebhookChangeStore changes;
  private final RetryStore retries;
  private final EventReadStore feed;
  private final UrlRules urls;
  private final UuidGenerator ids;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Runnable wake;

  public WebhookResource(
      WebhookStore webhooks,
      WebhookChangeStore changes,
      RetryStore retries,
      EventReadStore feed,
      SafeHttpClient client,
      UuidGenerator ids,
      InstantSource clock,
      RandomGenerator random,
      Runnable wake) {
    this.webhooks = webhooks;
    this.changes = changes;
    this.retries = retries;
    this.feed = feed;
    this.urls = new UrlRules(client);
    this.ids = ids;
    this.clock = clock;
    this.random = random;
    this.wake = wake;
  }

  public void addTo(Routes routes) {
    routes
        .owned("GET", WEBHOOKS, this::list)
        .owned("POST", WEBHOOKS, this::create)
        .owned("GET", ONE, this::get)
        .owned("PATCH", ONE, this::patch)
        .owned("DELETE", ONE, this::delete)
        .owned("POST", ONE + "/secret", this::rotate);
  }

  private Answer list(ApiOwnerId owner, Call call) {
    return Answer.ok(webhooks.list(owner).stream().map(one -> view(owner, one)).toList());
  }

  private Answer get(ApiOwnerId owner, Call call) {
    return Answer.ok(view(owner, find(webhooks, owner, call)));
  }

  private Answer create(ApiOwnerId owner, Call call) {
    WebhookRequest request = WebhookRequest.ofNew(call.body());
    String url = request.url().orElseThrow();
    urls.refuse(url);
    Webhook webhook =
        Webhook.made(
            new WebhookId(ids.next()),
            WebhookKind.STANDARD,
            request.name().orElseThrow(),
            url,
            request.typesOrEverything(),
            0,
            clock.instant());
    Secret secret = SigningSecrets.generate(random);
    if (!webhooks.insert(owner, webhook, secret)) {
      throw new ProblemException(UrlRules.tooMany());
    }
    WebhookView view = view(owner, webhooks.find(owner, webhook.id()).orElse(webhook));
    return Answer.created(WEBHOOKS + "/" + webhook.id(), view.with(secret));
  }

  private Answer patch(ApiOwnerId owner, Call call) {
    Webhook before = find(webhooks, owner, call);
    WebhookRequest request = WebhookRequest.ofChange(call.body());
    if (before.kind() == WebhookKind.LEAF && request.types().isPresent()) {
      throw new ProblemException(
          Problem.rule(
              400,
              WebhookRequest.OBJECT,
              "alertTypesAreFixed",
              "The events of a Leaf alert cannot be changed: delete it and register it again."));
    }
    request.url().ifPresent(urls::refuse);
    changes.update(owner, before.id(), request.toChange(), clock.instant());
    wake.run();
    return Answer.ok(view(owner, find(webhooks, owner, call)));
  }

  private Answer delete(ApiOwnerId owner, Call call) {
    if (!webhooks.delete(owner, id(call))) {
      throw notFound();
    }
    return Answer.noContent();
  }

  private Answer rotate(ApiOwnerId owner, Call call) {
    Webhook webhook = find(webhooks, owner, call);
    if (webhook.kind() == WebhookKind.LEAF) {
      throw new ProblemException(SecretRules.ofAnAlert());
    }
    Secret secret = SigningSecrets.generate(random);
    Instant now = clock.instant();
    Instant until = now.plus(OVERLAP);
    if (!changes.rotate(owner, webhook.id(), secret, now, until)) {
      throw new ProblemException(
          changes
              .findOverlap(owner, webhook.id(), now)
              .map(SecretRules::previousStillSigns)
              .orElseGet(UrlRules::notFound));
    }
    return Answer.ok(Map.of("secret", secret.reveal(), "previousSecretSignsUntil", until));
  }

  private WebhookView view(ApiOwnerId owner, Webhook webhook) {
    return WebhookView.of(webhook, feed.lastPosition(owner), retries.tally(owner, webhook.id()));
  }

  static Webhook find(WebhookStore webhooks, ApiOwnerId owner, Call call) {
    return webhooks.find(owner, id(call)).orElseThrow(WebhookResource::notFound);
  }

  static WebhookId id(Call call) {
    return WebhookId.parse(call.path("id")).orElseThrow(WebhookResource::notFound);
  }

  static ProblemException notFound() {
    return new ProblemException(UrlRules.notFound());
  }
}
