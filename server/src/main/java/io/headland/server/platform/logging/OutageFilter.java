package io.headland.server.platform.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.headland.server.platform.jdbc.DatabaseOutage;
import io.headland.server.platform.jdbc.OutageKind;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/// Replaces log events about an outage of the database by one line for each kind of outage and
/// minute, with a count. Requests and tasks report the same outage many times a second, and their
/// stack traces give no information about the cause.
final class OutageFilter extends TurboFilter {
  private static final Logger log = LoggerFactory.getLogger(DatabaseOutage.class);

  private final Map<OutageKind, LineLimit> limits = new ConcurrentHashMap<>();

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      ch.qos.logback.classic.Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    if (!level.isGreaterOrEqual(Level.INFO)
        || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
      return FilterReply.NEUTRAL;
    }
    @Nullable Throwable failure = thrown == null ? lastOf(arguments) : thrown;
    Optional<DatabaseOutage> outage =
        failure == null ? Optional.empty() : DatabaseOutage.find(failure);
    if (outage.isEmpty()) {
      return FilterReply.NEUTRAL;
    }
    limits
        .computeIfAbsent(outage.get().kind(), _ -> new LineLimit())
        .use(
            count ->
                log.warn(
                    "{} Failures since the last such line: {}; the latest: {}",
                    outage.get().sentence(),
                    count,
                    MessageFormatter.arrayFormat(format, arguments).getMessage()));
    return FilterReply.DENY;
  }

  /// In SLF4J, an exception after the arguments of the message is the one of the event.
  private static @Nullable Throwable lastOf(Object @Nullable [] arguments) {
    return arguments != null
            && arguments.length > 0
            && arguments[arguments.length - 1] instanceof Throwable last
        ? last
        : null;
  }
}
