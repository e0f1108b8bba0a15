package io.headland.demo;

import java.io.Serial;

/// The demo cannot start, for a reason that whoever started it can put right. The message is a
/// whole sentence.
final class DemoException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  DemoException(String message, Throwable cause) {
    super(message, cause);
  }

  DemoException(String message) {
    super(message);
  }
}
