package io.headland.server.platform.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.TreeMap;
import java.util.function.Function;

/// An event as text: time, level, message, context, and the stack trace on separate lines.
final class TextLine implements Function<ILoggingEvent, String> {

  @Override
  public String apply(ILoggingEvent event) {
    var line = new StringBuilder(160);
    line.append(event.getInstant()).append(' ');
    line.append("%-5s".formatted(event.getLevel())).append(' ');
    line.append(shortened(event.getLoggerName())).append(": ");
    line.append(onOneLine(event.getFormattedMessage()));
    new TreeMap<>(event.getMDCPropertyMap())
        .forEach((key, value) -> line.append(' ').append(key).append('=').append(onOneLine(value)));
    if (event.getThrowableProxy() != null) {
      line.append('\n').append(Traces.of(event.getThrowableProxy()));
    }
    return line.toString();
  }

  private static String shortened(String logger) {
    return logger.substring(logger.lastIndexOf('.') + 1);
  }

  /// Input must not be able to forge a line.
  private static String onOneLine(String text) {
    return text.replace("\r", "\\r").replace("\n", "\\n");
  }
}
