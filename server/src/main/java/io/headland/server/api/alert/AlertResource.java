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
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
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
  private final WebhookSender sender;
  private final AlertStore alerts;
  private final FailedCalls failedCalls;
  private final boolean revealSecrets;
  private final UuidGenerator ids;
  private final InstantSource clock;

  /// @param revealSecrets unmasked, as Leaf does
  public AlertResource(
      WebhookStore webhooks,
      UrlRules urls,
      WebhookSender sender,
      AlertStore alerts,
      FailedCalls failedCalls,
      boolean revealSecrets,
      UuidGenerator ids,
      InstantSource clock) {
    this.webhooks = webhooks;
    this.urls = urls;
    this.sender = sender;
    this.alerts = alerts;
    this.failedCalls = failedCalls;
    this.revealSecrets = revealSecrets;
    this.ids = ids;
    this.clock = clock;
  }

  /// An alert in a response, with Leaf's keys.
  record View(String id, List<String> events, String name, String secret, String url) {}

  public void addTo(Routes routes) {
    routes
        .owned("GET", ALERTS, this::list)
        .owned("POST", ALERTS, this::register)
        .owned("GET", ALERTS + "/failed-calls", (owner, _) -> Response.ok(failedCalls.list(owner)))
        .owned("GET", ALERTS + "/{id}", this::get)
        .owned("DELETE", ALERTS + "/{id}", this::delete);
  }

  private Response list(ApiOwnerId owner, Request request) {
    return Response.ok(
        webhooks.list(owner).stream()
            .filter(webhook -> webhook.kind() == WebhookKind.LEAF)
            .map(webhook -> view(owner, webhook))
            .toList());
  }

  private Response get(ApiOwnerId owner, Request request) {
    return webhooks
        .find(owner, id(request))
        .filter(webhook -> webhook.kind() == WebhookKind.LEAF)
        .map(webhook -> Response.ok(view(owner, webhook)))
        .orElseThrow(AlertResource::notFound);
  }

  private Response delete(ApiOwnerId owner, Request request) {
    if (!webhooks.delete(owner, id(request), WebhookKind.LEAF)) {
      throw notFound();
    }
    return Response.noContent();
  }

  private Response register(ApiOwnerId owner, Request request) {
    AlertRequest body = AlertRequest.of(request.body());
    urls.refuse(body.url());
    if (alerts.isAnyTaken(owner, body.events())) {
      throw taken();
    }
    sendConfirmation(owner, body);
    Webhook alert =
        Webhook.made(
            new WebhookId(ids.next()),
            WebhookKind.LEAF,
            body.name(),
            body.url(),
            body.events(),
            0,
            clock.instant());
    switch (alerts.register(owner, alert, body.secret())) {
      case DONE -> {}
      case EVENT_TAKEN -> throw taken();
      case TOO_MANY -> throw new ProblemException(UrlRules.tooMany());
    }
    return Response.created(ALERTS + "/" + alert.id(), view(alert, body.secret()));
  }

  /// As Leaf does: an endpoint must respond at its registration.
  private void sendConfirmation(ApiOwnerId owner, AlertRequest body) {
    WebhookSender.Address to =
        WebhookSender.Address.of(
            owner, WebhookKind.LEAF, body.url(), new SigningSecrets(List.of(body.secret())));
    if (!sender.sendConfirmation(to, new EventId(ids.next()), AlertBody.GREETING).isSuccess()) {
      throw new ProblemException(
          Problem.rule(
              400,
              WebhookRequest.OBJECT,
              "webhookNotConfirmed",
              "The url did not respond to the confirmation with success."));
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

  private static WebhookId id(Request request) {
    return WebhookId.parse(request.path("id")).orElseThrow(AlertResource::notFound);
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
            "One of the events is already registered: delete that webhook first."));
  }
}
