package io.headland.server.core.operation;

import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.store.FieldFileStore.FieldMachineFile;
import io.headland.server.core.operation.OperationConfiguration.MergeRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Which files of a field form an operation: those of one type, crop and provider whose times are
/// close to each other (Leaf: `operationsMergeRange`). A file belongs to the group before it if it
/// starts within the range after the latest end of that group. Leaf does not document whether the
/// range is counted from the start or the end; from the end, a harvest that is interrupted by rain
/// several times remains one operation.
public final class OperationGroups {
  private OperationGroups() {}

  /// The files of one operation.
  ///
  /// @param provider blank when files of several providers are merged
  /// @param files in the order of their times, at least one
  public record Group(
      OperationType type, String crop, String provider, List<FieldMachineFile> files) {
    public Group {
      files = List.copyOf(files);
    }

    public Instant start() {
      return files.getFirst().startTime();
    }

    /// The latest end.
    public Instant end() {
      return files.stream()
          .map(FieldMachineFile::endTime)
          .max(Comparator.naturalOrder())
          .orElseThrow();
    }

    /// Whether the provider states only totals of the files.
    public boolean isWithoutPoints() {
      return files.getFirst().totals().isPresent();
    }

    public List<UUID> fileIds() {
      return files.stream().map(FieldMachineFile::id).toList();
    }
  }

  /// Totals are not added to those of points, which may be of the same work.
  private record Key(OperationType type, String crop, String provider, boolean withoutPoints) {}

  /// The groups, which do not depend on the order of the files.
  public static List<Group> of(List<FieldMachineFile> files, MergeRules rules) {
    Map<Key, List<FieldMachineFile>> byKey = new LinkedHashMap<>();
    files.stream()
        .sorted(
            Comparator.comparing(FieldMachineFile::startTime).thenComparing(FieldMachineFile::id))
        .forEach(
            file ->
                byKey
                    .computeIfAbsent(
                        new Key(
                            file.type(),
                            file.crop(),
                            rules.splitByProvider() ? file.provider() : "",
                            file.totals().isPresent()),
                        _ -> new ArrayList<>())
                    .add(file));
    List<Group> groups = new ArrayList<>();
    byKey.forEach((key, sorted) -> groups.addAll(split(key, sorted, rules)));
    return groups;
  }

  private static List<Group> split(Key key, List<FieldMachineFile> sorted, MergeRules rules) {
    Duration range = key.type() == OperationType.HARVESTED ? rules.rangeHarvested() : rules.range();
    List<Group> groups = new ArrayList<>();
    List<FieldMachineFile> present = new ArrayList<>();
    Instant end = Instant.MIN;
    for (FieldMachineFile file : sorted) {
      if (!present.isEmpty() && file.startTime().isAfter(end.plus(range))) {
        groups.add(new Group(key.type(), key.crop(), key.provider(), present));
        present = new ArrayList<>();
        end = Instant.MIN;
      }
      present.add(file);
      end = file.endTime().isAfter(end) ? file.endTime() : end;
    }
    if (!present.isEmpty()) {
      groups.add(new Group(key.type(), key.crop(), key.provider(), present));
    }
    return groups;
  }
}
