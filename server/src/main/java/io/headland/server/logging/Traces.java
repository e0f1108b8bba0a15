package io.headland.server.logging;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import io.headland.server.persistence.DatabaseOutage;

/// What a line shows of an exception: its stack trace, but for a database that is away. That comes
/// every second from everywhere, and where it was noticed tells nobody anything.
final class Traces {
  private Traces() {}

  static String of(IThrowableProxy thrown) {
    return thrown instanceof ThrowableProxy known && DatabaseOutage.isCauseOf(known.getThrowable())
        ? "The database cannot be reached (" + thrown.getClassName() + ")"
        : ThrowableProxyUtil.asString(thrown).strip();
  }
}
