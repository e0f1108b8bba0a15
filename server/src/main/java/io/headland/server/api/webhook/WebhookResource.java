package io.headland.server.api.webhook;

import io.headland.server.core.webhook.SigningSecrets;
import io.headland.server.core.webhook.Webhook;
import io.headland.server.core.webhook.WebhookChangeStore;
import io.headland.server.core.webhook.WebhookKind;
import io.headland.server.core.webhook.WebhookStore;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
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

  /// How long the previous secret also signs.
  private static final Duration OVERLAP = Duration.ofHours(24);

  private final WebhookStore webhooks;
  private final WebhookChangeStore changes;
  private final UrlRules urls;
  private final UuidGenerator ids;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Runnable wake;

  public WebhookResource(
      WebhookStore webhooks,
      WebhookChangeStore changes,
      SafeHttpClient client,
      UuidGenerator ids,
      InstantSource clock,
      RandomGenerator random,
      Runnable wake) {
    this.webhooks = webhooks;
    this.changes = changes;
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

  private Response list(ApiOwnerId owner, Request request) {
    return Response.ok(webhooks.listBacklogs(owner).stream().map(WebhookView::of).toList());
  }

  private Response get(ApiOwnerId owner, Request request) {
    return Response.ok(view(owner, id(request)));
  }

  private Response create(ApiOwnerId owner, Request request) {
    WebhookRequest body = WebhookRequest.ofNew(request.body());
    String url = body.url().orElseThrow();
    urls.refuse(url);
    Webhook webhook =
        Webhook.made(
            new WebhookId(ids.next()),
            WebhookKind.STANDARD,
            body.name().orElseThrow(),
            url,
            body.typesOrEverything(),
            0,
            clock.instant());
    Secret secret = SigningSecrets.generate(random);
    if (!webhooks.insert(owner, webhook, secret)) {
      throw new ProblemException(UrlRules.tooMany());
    }
    return Response.created(WEBHOOKS + "/" + webhook.id(), view(owner, webhook.id()).with(secret));
  }

  private Response patch(ApiOwnerId owner, Request request) {
    Webhook before = find(webhooks, owner, request);
    WebhookRequest body = WebhookRequest.ofChange(request.body());
    if (before.kind() == WebhookKind.LEAF && body.types().isPresent()) {
      throw new ProblemException(
          Problem.rule(
              400,
              WebhookRequest.OBJECT,
              "alertTypesAreFixed",
              "The events of a Leaf alert cannot be changed: delete it and register it again."));
    }
    body.url().ifPresent(urls::refuse);
    changes.update(owner, before.id(), body.toChange(), clock.instant());
    wake.run();
    return Response.ok(view(owner, id(request)));
  }

  private Response delete(ApiOwnerId owner, Request request) {
    if (!webhooks.delete(owner, id(request))) {
      throw notFound();
    }
    return Response.noContent();
  }

  private Response rotate(ApiOwnerId owner, Request request) {
    Webhook webhook = find(webhooks, owner, request);
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
    return Response.ok(Map.of("secret", secret.reveal(), "previousSecretSignsUntil", until));
  }

  private WebhookView view(ApiOwnerId owner, WebhookId id) {
    return webhooks
        .findBacklog(owner, id)
        .map(WebhookView::of)
        .orElseThrow(WebhookResource::notFound);
  }

  static Webhook find(WebhookStore webhooks, ApiOwnerId owner, Request request) {
    return webhooks.find(owner, id(request)).orElseThrow(WebhookResource::notFound);
  }

  static WebhookId id(Request request) {
    return WebhookId.parse(request.path("id")).orElseThrow(WebhookResource::notFound);
  }

  static ProblemException notFound() {
    return new ProblemException(UrlRules.notFound());
  }
}
