package io.headland.server.engine.alert;

import io.headland.server.core.alert.AlertName;
import io.headland.server.core.event.Event;
import io.headland.server.core.event.EventType;
import io.headland.server.core.webhook.SigningSecrets;
import io.headland.server.core.webhook.WebhookKind;
import io.headland.server.core.webhook.WebhookMessage;
import io.headland.server.engine.webhook.MessageFormat;
import io.headland.server.engine.webhook.Signature;
import io.headland.server.platform.config.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Leaf's names of events, its signature and its retry schedule.
public final class AlertFormat implements MessageFormat {
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(30),
          Duration.ofMinutes(60),
          Duration.ofMinutes(240));

  @Override
  public WebhookKind kind() {
    return WebhookKind.LEAF;
  }

  @Override
  public Set<EventType> wanted(List<String> types) {
    Set<EventType> wanted = EnumSet.noneOf(EventType.class);
    Arrays.stream(AlertName.values())
        .filter(alert -> types.contains(alert.wireName()))
        .forEach(alert -> wanted.addAll(alert.types()));
    return wanted;
  }

  @Override
  public Optional<WebhookMessage> message(Event event, List<String> types) {
    return AlertName.of(event, types)
        .map(alert -> new WebhookMessage(alert.wireName(), AlertBody.of(alert, event)));
  }

  @Override
  public Map<String, String> headers(String body, SigningSecrets secrets) {
    return Map.of("X-Leaf-Signature", signature(body, secrets.current()));
  }

  private static String signature(String body, Secret secret) {
    return Signature.base64(secret.reveal().getBytes(StandardCharsets.UTF_8), body);
  }

  @Override
  public List<Duration> pauses() {
    return PAUSES;
  }
}
