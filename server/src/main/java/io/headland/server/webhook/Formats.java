package io.headland.server.webhook;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// How each kind of endpoint is told of events.
final class Formats {
  private final Map<WebhookKind, MessageFormat> formats = new EnumMap<>(WebhookKind.class);

  Formats(List<MessageFormat> formats) {
    formats.forEach(format -> this.formats.put(format.kind(), format));
  }

  MessageFormat of(WebhookKind kind) {
    MessageFormat format = formats.get(kind);
    if (format == null) {
      throw new IllegalStateException("Nobody brought the format of " + kind);
    }
    return format;
  }
}
