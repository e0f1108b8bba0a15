package io.headland.server.platform.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.StringWriter;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// An event as a JSON object, with the keys of the context.
final class JsonLine implements Function<ILoggingEvent, String> {
  private static final Set<String> OWN_KEYS =
      Set.of("timestamp", "level", "logger", "message", "thread", "exception");

  private final JsonFactory json = new JsonFactory();

  @Override
  public String apply(ILoggingEvent event) {
    var text = new StringWriter(256);
    try (JsonGenerator line = json.createGenerator(ObjectWriteContext.empty(), text)) {
      line.writeStartObject();
      line.writeStringProperty("timestamp", event.getInstant().toString());
      line.writeStringProperty("level", event.getLevel().toString());
      line.writeStringProperty("logger", event.getLoggerName());
      line.writeStringProperty("message", event.getFormattedMessage());
      if (!event.getThreadName().isEmpty()) {
        line.writeStringProperty("thread", event.getThreadName());
      }
      writeContext(event, line);
      if (event.getThrowableProxy() != null) {
        line.writeStringProperty("exception", Traces.of(event.getThrowableProxy()));
      }
      line.writeEndObject();
    }
    return text.toString();
  }

  private static void writeContext(ILoggingEvent event, JsonGenerator line) {
    new TreeMap<>(event.getMDCPropertyMap())
        .forEach(
            (key, value) -> {
              if (!OWN_KEYS.contains(key)) {
                line.writeStringProperty(key, value);
              }
            });
  }
}
