package io.headland.demo;

import java.io.Serial;

/// The demo cannot start, for a reason that the user can correct. The message is a complete
/// sentence.
final class DemoException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  DemoException(String message, Throwable cause) {
    super(message, cause);
  }

  DemoException(String message) {
    super(message);
  }
}
