package io.headland.server.engine.webhook;

import io.headland.server.core.webhook.WebhookKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// How each kind of endpoint is told of events.
public final class MessageFormats {
  private final Map<WebhookKind, MessageFormat> formats = new EnumMap<>(WebhookKind.class);

  public MessageFormats(List<MessageFormat> formats) {
    formats.forEach(format -> this.formats.put(format.kind(), format));
  }

  public MessageFormat of(WebhookKind kind) {
    MessageFormat format = formats.get(kind);
    if (format == null) {
      throw new IllegalStateException("Nobody brought the format of " + kind);
    }
    return format;
  }
}
