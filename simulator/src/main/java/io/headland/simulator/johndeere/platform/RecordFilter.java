package io.headland.simulator.johndeere.platform;

import io.headland.simulator.fielddata.ArchiveFilter;
import java.util.Locale;
import java.util.Optional;

/// The records that a list contains. Each resource has its own names for the values; all of them
/// are accepted.
final class RecordFilter {
  private RecordFilter() {}

  /// Empty for a value that no resource accepts.
  static Optional<ArchiveFilter> of(Call call) {
    String word = call.parameters().findText("recordFilter").orElse("active");
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "active", "available" -> Optional.of(ArchiveFilter.ACTIVE);
      case "archived" -> Optional.of(ArchiveFilter.ARCHIVED);
      case "all" -> Optional.of(ArchiveFilter.ALL);
      default -> Optional.empty();
    };
  }
}
