package io.headland.server.platform.config;

import java.io.Serial;

/// The program cannot start, for a reason that the operator can correct.
///
/// The message is a complete sentence, to be printed without a stack trace.
public final class StartupException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public StartupException(String message) {
    super(message);
  }

  public StartupException(String message, Throwable cause) {
    super(message, cause);
  }
}
