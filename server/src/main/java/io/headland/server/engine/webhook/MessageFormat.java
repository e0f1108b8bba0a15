package io.headland.server.engine.webhook;

import io.headland.server.core.event.Event;
import io.headland.server.core.event.EventType;
import io.headland.server.core.webhook.SigningSecrets;
import io.headland.server.core.webhook.WebhookKind;
import io.headland.server.core.webhook.WebhookMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How the endpoints of one kind are told of events.
public interface MessageFormat {
  WebhookKind kind();

  /// The types of event that may come to a message.
  ///
  /// @param types of an endpoint, in the words of its kind
  Set<EventType> wanted(List<String> types);

  /// What an endpoint is told of an event; empty when, looked at closely, it is none of the types.
  Optional<WebhookMessage> message(Event event, List<String> types);

  /// Headers beside those of Standard Webhooks.
  Map<String, String> headers(String body, SigningSecrets secrets);

  /// The pauses between one failed attempt and the next.
  List<Duration> pauses();
}
