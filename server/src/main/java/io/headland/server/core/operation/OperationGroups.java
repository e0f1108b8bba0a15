package io.headland.server.core.operation;

import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointSource;
import io.headland.server.core.machinefile.store.FieldFileStore.FieldMachineFile;
import io.headland.server.core.operation.OperationConfiguration.MergeRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Which files of a field form an operation: those of one type, crop and provider whose times are
/// close to each other (Leaf: `operationsMergeRange`), of tillage also those of one type of tillage
/// if it is configured. A file belongs to the group before it if it starts within the range after
/// the latest end of that group. Leaf does not document whether the range is counted from the start
/// or the end; from the end, a harvest that is interrupted by rain several times remains one
/// operation.
///
/// Totals that overlap in time with a file of points describe the same work: they are part of its
/// operation, to whose totals they are not added.
public final class OperationGroups {
  private OperationGroups() {}

  /// The files of one operation.
  ///
  /// @param provider blank when files of several providers are merged
  /// @param tillType the only type of tillage, blank for the points without one; missing when
  ///   points of all types are merged
  /// @param files in the order of their times, those without points last; at least one
  public record Group(
      OperationType type,
      String crop,
      String provider,
      Optional<String> tillType,
      List<FieldMachineFile> files) {
    public Group {
      files = List.copyOf(files);
    }

    public Instant start() {
      return files.stream()
          .map(FieldMachineFile::startTime)
          .min(Comparator.naturalOrder())
          .orElseThrow();
    }

    /// The latest end.
    public Instant end() {
      return files.stream()
          .map(FieldMachineFile::endTime)
          .max(Comparator.naturalOrder())
          .orElseThrow();
    }

    /// Whether the provider states only totals of a file.
    public boolean hasTotals() {
      return files.getLast().totals().isPresent();
    }

    /// Whether a file without points describes the same work as a file of this group.
    private boolean isOfSameWork(Key key, FieldMachineFile totals) {
      return key.isOfAnyTillType(new Key(type, crop, provider, tillType))
          && files.stream()
              .anyMatch(
                  file ->
                      !file.startTime().isAfter(totals.endTime())
                          && !file.endTime().isBefore(totals.startTime()));
    }

    private Group with(FieldMachineFile totals) {
      return new Group(
          type,
          crop,
          provider,
          tillType,
          Stream.concat(files.stream(), Stream.of(totals)).toList());
    }

    /// The points of a file that are part of the operation.
    public PointSource points(FieldMachineFile file, PointSource points) {
      return tillType
          .<PointSource>map(name -> new TillTypePoints(points, file.tillTypes(), name))
          .orElse(points);
    }

    public List<UUID> fileIds() {
      return files.stream().map(FieldMachineFile::id).toList();
    }
  }

  private record Key(OperationType type, String crop, String provider, Optional<String> tillType) {
    /// The key of a file without regard to its types of tillage.
    static Key of(FieldMachineFile file, MergeRules rules) {
      return new Key(
          file.type(),
          file.crop(),
          rules.splitByProvider() ? file.provider() : "",
          Optional.empty());
    }

    /// The keys of a file: one for each type of tillage if these are separate operations.
    static List<Key> all(FieldMachineFile file, MergeRules rules) {
      Key key = of(file, rules);
      return rules.splitByTillType() && !file.tillTypes().isEmpty()
          ? file.tillTypes().stream().map(key::with).toList()
          : List.of(key);
    }

    private Key with(String type) {
      return new Key(this.type, crop, provider, Optional.of(type));
    }

    /// Whether all but the type of tillage is the same.
    boolean isOfAnyTillType(Key other) {
      return type == other.type && crop.equals(other.crop) && provider.equals(other.provider);
    }
  }

  /// The groups, which do not depend on the order of the files.
  public static List<Group> of(List<FieldMachineFile> files, MergeRules rules) {
    List<FieldMachineFile> sorted =
        files.stream()
            .sorted(
                Comparator.comparing(FieldMachineFile::startTime)
                    .thenComparing(FieldMachineFile::id))
            .toList();
    List<Group> groups =
        split(sorted.stream().filter(file -> file.totals().isEmpty()).toList(), rules);
    List<FieldMachineFile> otherWork = new ArrayList<>();
    sorted.stream()
        .filter(file -> file.totals().isPresent())
        .filter(totals -> !addToSameWork(groups, Key.of(totals, rules), totals))
        .forEach(otherWork::add);
    groups.addAll(split(otherWork, rules));
    return groups;
  }

  private static boolean addToSameWork(List<Group> groups, Key key, FieldMachineFile totals) {
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).isOfSameWork(key, totals)) {
        groups.set(i, groups.get(i).with(totals));
        return true;
      }
    }
    return false;
  }

  private static List<Group> split(List<FieldMachineFile> sorted, MergeRules rules) {
    Map<Key, List<FieldMachineFile>> byKey = new LinkedHashMap<>();
    for (FieldMachineFile file : sorted) {
      for (Key key : Key.all(file, rules)) {
        byKey.computeIfAbsent(key, _ -> new ArrayList<>()).add(file);
      }
    }
    List<Group> groups = new ArrayList<>();
    byKey.forEach((key, ofKey) -> groups.addAll(split(key, ofKey, rules)));
    return groups;
  }

  private static List<Group> split(Key key, List<FieldMachineFile> sorted, MergeRules rules) {
    Duration range = key.type() == OperationType.HARVESTED ? rules.rangeHarvested() : rules.range();
    List<Group> groups = new ArrayList<>();
    List<FieldMachineFile> present = new ArrayList<>();
    Instant end = Instant.MIN;
    for (FieldMachineFile file : sorted) {
      if (!present.isEmpty() && file.startTime().isAfter(end.plus(range))) {
        groups.add(new Group(key.type(), key.crop(), key.provider(), key.tillType(), present));
        present = new ArrayList<>();
        end = Instant.MIN;
      }
      present.add(file);
      end = file.endTime().isAfter(end) ? file.endTime() : end;
    }
    if (!present.isEmpty()) {
      groups.add(new Group(key.type(), key.crop(), key.provider(), key.tillType(), present));
    }
    return groups;
  }
}
