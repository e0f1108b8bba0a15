package io.headland.server.platform.config;

import java.util.Objects;

/// A value that must not be seen: whatever prints it prints `[redacted]`.
///
/// A record's `toString` prints every component, so a bare secret in a record ends in a log sooner
/// or later; wrapped in this, it cannot.
public final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = Objects.requireNonNull(value);
  }

  public static Secret of(String value) {
    return new Secret(value);
  }

  /// The value itself. Call it only where the value leaves for the place it belongs to.
  public String reveal() {
    return value;
  }

  public boolean isBlank() {
    return value.isBlank();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "[redacted]";
  }
}
