package io.headland.server.engine.webhook;

import io.headland.server.core.webhook.WebhookKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The message format of each kind of endpoint.
public final class MessageFormats {
  private final Map<WebhookKind, MessageFormat> formats = new EnumMap<>(WebhookKind.class);

  public MessageFormats(List<MessageFormat> formats) {
    formats.forEach(format -> this.formats.put(format.kind(), format));
  }

  public MessageFormat of(WebhookKind kind) {
    MessageFormat format = formats.get(kind);
    if (format == null) {
      throw new IllegalStateException("There is no format of " + kind);
    }
    return format;
  }
}
