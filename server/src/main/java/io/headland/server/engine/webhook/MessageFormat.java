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

/// The format of messages to one kind of endpoints.
public interface MessageFormat {
  WebhookKind kind();

  /// The types of events that may result in a message.
  ///
  /// @param types of an endpoint, in the names of its kind
  Set<EventType> wanted(List<String> types);

  /// The message for an event; empty when the event is none of the types.
  Optional<WebhookMessage> message(Event event, List<String> types);

  /// Headers in addition to those of Standard Webhooks.
  Map<String, String> headers(String body, SigningSecrets secrets);

  /// The delays between failed attempts.
  List<Duration> pauses();
}
