package io.headland.server.platform.logging;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import io.headland.server.platform.jdbc.DatabaseOutage;
import java.util.Optional;

/// The stack trace of an exception; for an outage of the database only one line.
final class Traces {
  private Traces() {}

  static String of(IThrowableProxy thrown) {
    return outage(thrown)
        .map(outage -> outage.sentence() + " (" + thrown.getClassName() + ")")
        .orElseGet(() -> ThrowableProxyUtil.asString(thrown).strip());
  }

  private static Optional<DatabaseOutage> outage(IThrowableProxy thrown) {
    return thrown instanceof ThrowableProxy known
        ? DatabaseOutage.find(known.getThrowable())
        : Optional.empty();
  }
}
