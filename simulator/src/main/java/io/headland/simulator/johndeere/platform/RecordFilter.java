package io.headland.simulator.johndeere.platform;

import io.headland.simulator.fielddata.Shown;
import java.util.Locale;
import java.util.Optional;

/// Which records a list shows. Each resource spells the choices in its own way, so any spelling is
/// good for all.
final class RecordFilter {
  private RecordFilter() {}

  /// Empty for a word that no resource knows.
  static Optional<Shown> of(Call call) {
    String word = call.parameters().findText("recordFilter").orElse("active");
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "active", "available" -> Optional.of(Shown.ACTIVE);
      case "archived" -> Optional.of(Shown.ARCHIVED);
      case "all" -> Optional.of(Shown.ALL);
      default -> Optional.empty();
    };
  }
}
