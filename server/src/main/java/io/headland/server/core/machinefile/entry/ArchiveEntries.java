package io.headland.server.core.machinefile.entry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The files of an archive that no format has claimed yet, sorted by their paths. Paths are
/// compared regardless of case; of two entries with one path, the first counts.
public final class ArchiveEntries {
  private final Map<String, ArchiveEntry> byPath = new LinkedHashMap<>();

  public ArchiveEntries(Collection<ArchiveEntry> entries) {
    entries.stream()
        .sorted(Comparator.comparing(entry -> key(entry.path())))
        .forEach(entry -> byPath.putIfAbsent(key(entry.path()), entry));
  }

  private static String key(String path) {
    return path.toLowerCase(Locale.ROOT);
  }

  public Optional<ArchiveEntry> find(String path) {
    return Optional.ofNullable(byPath.get(key(path)));
  }

  /// Removes an entry, which then belongs to one format.
  public Optional<ArchiveEntry> claim(String path) {
    return Optional.ofNullable(byPath.remove(key(path)));
  }

  /// Removes the entries that match a condition.
  public List<ArchiveEntry> claim(Predicate<ArchiveEntry> condition) {
    List<ArchiveEntry> claimed = matching(condition);
    claimed.forEach(entry -> byPath.remove(key(entry.path())));
    return claimed;
  }

  /// The entries that match a condition.
  public List<ArchiveEntry> matching(Predicate<ArchiveEntry> condition) {
    return new ArrayList<>(byPath.values().stream().filter(condition).toList());
  }
}
