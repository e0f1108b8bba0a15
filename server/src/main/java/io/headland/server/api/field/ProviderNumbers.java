package io.headland.server.api.field;

import java.util.Map;

/// The numbers of providers in responses. Leaf's documents contain two of them; those from 1000 on
/// are Headland's, so that they differ from Leaf's.
final class ProviderNumbers {
  private static final int UNNUMBERED = 1000;
  private static final Map<String, Integer> NUMBERS =
      Map.of("JohnDeere", 2, "ClimateFieldView", 4, "Trimble", 1001);

  private ProviderNumbers() {}

  static int of(String provider) {
    return NUMBERS.getOrDefault(provider, UNNUMBERED);
  }
}
