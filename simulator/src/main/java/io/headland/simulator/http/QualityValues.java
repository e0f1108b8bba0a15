package io.headland.simulator.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The values that a caller accepts, with their weights (RFC 9110, section 12.4.2): `gzip;q=0.5,
/// *;q=0`. A weight that is not a number counts as 1.
public record QualityValues(Map<String, Double> weights) {
  /// Reads the lines of one header.
  public static QualityValues of(List<String> lines) {
    Map<String, Double> weights = new LinkedHashMap<>();
    for (String line : lines) {
      for (String part : line.split(",", -1)) {
        String[] pieces = part.split(";");
        String name = pieces[0].strip().toLowerCase(Locale.ROOT);
        if (!name.isEmpty()) {
          weights.put(name, weight(pieces));
        }
      }
    }
    return new QualityValues(weights);
  }

  private static double weight(String[] pieces) {
    for (int i = 1; i < pieces.length; i++) {
      String piece = pieces[i].strip();
      if (piece.regionMatches(true, 0, "q=", 0, 2)) {
        try {
          return Double.parseDouble(piece.substring(2).strip());
        } catch (NumberFormatException _) {
          return 1;
        }
      }
    }
    return 1;
  }

  public boolean isEmpty() {
    return weights.isEmpty();
  }

  /// The weight of a name, or of the first wildcard that is present; empty if neither is.
  public Optional<Double> find(String name, String... wildcards) {
    if (weights.containsKey(name)) {
      return Optional.ofNullable(weights.get(name));
    }
    for (String wildcard : wildcards) {
      if (weights.containsKey(wildcard)) {
        return Optional.ofNullable(weights.get(wildcard));
      }
    }
    return Optional.empty();
  }
}
