package io.headland.server.platform.files;

import java.io.IOException;

/// The object store cannot be reached, or does not accept a request. It can be repeated later.
public final class StoreUnavailableException extends IOException {
  private static final long serialVersionUID = 1L;

  StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
