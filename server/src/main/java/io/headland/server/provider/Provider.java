package io.headland.server.provider;

import java.util.Arrays;
import java.util.Optional;

/// A provider that Headland can call. What else differs between providers is said by their
/// [ProviderAdapter], never by a `switch` on this.
public enum Provider {
  JOHN_DEERE("JohnDeere");

  private final String wireName;

  Provider(String wireName) {
    this.wireName = wireName;
  }

  /// The name in paths and bodies, for example `JohnDeere`.
  public String wireName() {
    return wireName;
  }

  public static Optional<Provider> ofWireName(String wireName) {
    return Arrays.stream(values()).filter(p -> p.wireName.equals(wireName)).findFirst();
  }
}
