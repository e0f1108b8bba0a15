package io.headland.server.api.alert;

import io.headland.server.api.webhook.WebhookRequest;
import io.headland.server.core.alert.AlertName;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.http.BodyReader;
import io.headland.server.platform.safehttp.EndpointUrl;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The registration of an alert.
record AlertRequest(List<String> events, String name, Secret secret, String url) {
  private static final int MAX_EVENTS = 50;

  static AlertRequest of(ObjectNode json) {
    BodyReader body = BodyReader.of(WebhookRequest.OBJECT, json);
    List<String> events =
        WebhookRequest.texts("events", json, body, MAX_EVENTS).orElseGet(List::of);
    if (!json.hasNonNull("events")) {
      body.fail("events", "NotNull");
    }
    for (int i = 0; i < events.size(); i++) {
      if (!AlertName.isKnown(events.get(i))) {
        body.fail("events[" + i + "]", "EventName");
      }
    }
    String url = body.requiredText("url");
    if (!url.isBlank() && EndpointUrl.parse(url).isEmpty()) {
      body.fail("url", "Pattern");
    }
    AlertRequest request =
        new AlertRequest(
            events, body.requiredText("name"), Secret.of(body.requiredText("secret")), url);
    body.refuseInvalid();
    return request;
  }
}
