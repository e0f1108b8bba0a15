package io.headland.server.api.webhook;

import io.headland.server.core.webhook.WebhookStore;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.safehttp.EndpointUrl;
import io.headland.server.platform.safehttp.SafeHttpClient;

/// Problems of endpoints.
public final class UrlRules {
  private final SafeHttpClient client;

  public UrlRules(SafeHttpClient client) {
    this.client = client;
  }

  /// Rejects the request when the address is denied. Each call checks again; this check informs the
  /// caller immediately.
  ///
  /// @param url that is well-formed
  public void refuse(String url) {
    if (EndpointUrl.parse(url).map(client::refuses).orElse(true)) {
      throw new ProblemException(
          Problem.rule(
              400,
              WebhookRequest.OBJECT,
              "addressRefused",
              "The url must be https and have a public address; the operator of this"
                  + " server can allow other networks with webhooks.allowed-networks."));
    }
  }

  public static Problem tooMany() {
    return Problem.rule(
        400,
        WebhookRequest.OBJECT,
        "tooManyWebhooks",
        "There are " + WebhookStore.MAX + " webhooks already: delete one first.");
  }

  public static Problem notFound() {
    return Problem.rule(404, WebhookRequest.OBJECT, "webhookNotFound", "There is no such webhook.");
  }
}
