package io.headland.server.api.field;

import java.util.Map;

/// The numbers that answers show beside the names of providers. Leaf's documents show two of them;
/// from 1000 on they are Headland's own, so that they meet none of Leaf's.
final class ProviderNumbers {
  private static final int UNNUMBERED = 1000;
  private static final Map<String, Integer> NUMBERS =
      Map.of("JohnDeere", 2, "ClimateFieldView", 4, "Trimble", 1001);

  private ProviderNumbers() {}

  static int of(String provider) {
    return NUMBERS.getOrDefault(provider, UNNUMBERED);
  }
}
