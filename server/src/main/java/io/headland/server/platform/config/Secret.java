package io.headland.server.platform.config;

import java.util.Objects;

/// A value that must not be printed: its string form is `[redacted]`.
///
/// The `toString` of a record contains every component, so an unwrapped secret in a record may be
/// logged.
public final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = Objects.requireNonNull(value);
  }

  public static Secret of(String value) {
    return new Secret(value);
  }

  /// The value itself. To be called only where the value is used.
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
