package io.headland.server.core.configuration;

/// A change would let a configuration exceed its limit. Nothing was changed.
public final class ConfigurationTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int limit;

  /// @param limit in characters
  ConfigurationTooLargeException(int limit) {
    // An expected response to a client: no stack trace.
    super("The configuration exceeds its limit.", null, false, false);
    this.limit = limit;
  }

  public int limit() {
    return limit;
  }
}
