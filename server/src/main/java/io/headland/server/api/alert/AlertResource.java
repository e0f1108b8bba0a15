package io.headland.server.api.alert;

import io.headland.server.api.webhook.UrlRules;
import io.headland.server.api.webhook.WebhookRequest;
import io.headland.server.core.alert.AlertStore;
import io.headland.server.core.webhook.SigningSecrets;
import io.headland.server.core.webhook.Webhook;
import io.headland.server.core.webhook.WebhookKind;
import io.headland.server.core.webhook.WebhookStore;
import io.headland.server.engine.alert.AlertBody;
import io.headland.server.engine.webhook.WebhookSender;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.http.Answer;
import io.headland.server.platform.http.Call;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.EventId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.id.WebhookId;
import java.time.InstantSource;
import java.util.List;

/// `/services/alerts/api/alerts/webhooks`.
public final class AlertResource {
  private static final String ALERTS = "/services/alerts/api/alerts/webhooks";
  private static final String MASK = "********";

  private final WebhookStore webhooks;
  private final UrlRules urls;
  private final WebhookSender messenger;
  private final AlertStore alerts;
  private final FailedCalls failedCalls;
  private final boolean revealSecrets;
  private final UuidGenerator ids;
  private final InstantSource clock;

  /// @param revealSecrets in clear, as Leaf does, instead of masked
  public AlertResource(
      WebhookStore webhooks,
      UrlRules urls,
      WebhookSender messenger,
      AlertStore alerts,
      FailedCalls failedCalls,
      boolean revealSecrets,
      UuidGenerator ids,
      InstantSource clock) {
    this.webhooks = webhooks;
    this.urls = urls;
    this.messenger = messenger;
    this.alerts = alerts;
    this.failedCalls = failedCalls;
    this.revealSecrets = revealSecrets;
    this.ids = ids;
    this.clock = clock;
  }

  /// An alert in an answer, in Leaf's words.
  record View(String id, List<String> events, String name, String secret, String url) {}

  public void addTo(Routes routes) {
    routes
        .owned("GET", ALERTS, this::list)
        .owned("POST", ALERTS, this::register)
        .owned("GET", ALERTS + "/failed-calls", (owner, _) -> Answer.ok(failedCalls.list(owner)))
        .owned("GET", ALERTS + "/{id}", this::get)
        .owned("DELETE", ALERTS + "/{id}", this::delete);
  }

  private Answer list(ApiOwnerId owner, Call call) {
    return Answer.ok(
        webhooks.list(owner).stream()
            .filter(webhook -> webhook.kind() == WebhookKind.LEAF)
            .map(webhook -> view(owner, webhook))
            .toList());
  }

  private Answer get(ApiOwnerId owner, Call call) {
    return webhooks
        .find(owner, id(call))
        .filter(webhook -> webhook.kind() == WebhookKind.LEAF)
        .map(webhook -> Answer.ok(view(owner, webhook)))
        .orElseThrow(AlertResource::notFound);
  }

  private Answer delete(ApiOwnerId owner, Call call) {
    if (!webhooks.delete(owner, id(call), WebhookKind.LEAF)) {
      throw notFound();
    }
    return Answer.noContent();
  }

  private Answer register(ApiOwnerId owner, Call call) {
    AlertRequest request = AlertRequest.of(call.body());
    urls.refuse(request.url());
    if (alerts.isAnyTaken(owner, request.events())) {
      throw taken();
    }
    greet(owner, request);
    Webhook alert =
        Webhook.made(
            new WebhookId(ids.next()),
            WebhookKind.LEAF,
            request.name(),
            request.url(),
            request.events(),
            0,
            clock.instant());
    switch (alerts.register(owner, alert, request.secret())) {
      case DONE -> {}
      case EVENT_TAKEN -> throw taken();
      case TOO_MANY -> throw new ProblemException(UrlRules.tooMany());
    }
    return Answer.created(ALERTS + "/" + alert.id(), view(alert, request.secret()));
  }

  /// As Leaf does: who is not there now would not be there later either.
  private void greet(ApiOwnerId owner, AlertRequest request) {
    WebhookSender.Address to =
        new WebhookSender.Address(
            owner, WebhookKind.LEAF, request.url(), new SigningSecrets(List.of(request.secret())));
    if (!messenger.greet(to, new EventId(ids.next()), AlertBody.GREETING).isSuccess()) {
      throw new ProblemException(
          Problem.rule(
              400,
              WebhookRequest.OBJECT,
              "webhookNotConfirmed",
              "The url did not answer the confirmation with success."));
    }
  }

  private View view(ApiOwnerId owner, Webhook webhook) {
    return webhooks
        .findSecrets(owner, webhook.id(), clock.instant())
        .map(secrets -> view(webhook, secrets.current()))
        .orElseThrow(AlertResource::notFound);
  }

  private View view(Webhook webhook, Secret secret) {
    return new View(
        webhook.id().toString(),
        webhook.types(),
        webhook.name(),
        revealSecrets ? secret.reveal() : MASK,
        webhook.url());
  }

  private static WebhookId id(Call call) {
    return WebhookId.parse(call.path("id")).orElseThrow(AlertResource::notFound);
  }

  private static ProblemException notFound() {
    return new ProblemException(UrlRules.notFound());
  }

  private static ProblemException taken() {
    return new ProblemException(
        Problem.rule(
            400,
            WebhookRequest.OBJECT,
            "eventRegisteredTwice",
            "One of the events is registered already: delete that webhook first."));
  }
}
