package io.headland.simulator.johndeere.platform;

import java.util.Locale;
import java.util.Optional;

/// Which records a list shows. Each resource spells the choices in its own way, so any spelling is
/// good for all.
enum RecordFilter {
  ACTIVE,
  ARCHIVED,
  ALL;

  /// Empty for a word that no resource knows.
  static Optional<RecordFilter> of(Call call) {
    String word = call.parameters().findText("recordFilter").orElse("active");
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "active", "available" -> Optional.of(ACTIVE);
      case "archived" -> Optional.of(ARCHIVED);
      case "all" -> Optional.of(ALL);
      default -> Optional.empty();
    };
  }

  boolean shows(boolean archived) {
    return switch (this) {
      case ACTIVE -> !archived;
      case ARCHIVED -> archived;
      case ALL -> true;
    };
  }
}
