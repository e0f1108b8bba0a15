package io.headland.server.core.field;

import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.FieldDataRecord.Unexpected;
import io.headland.server.provider.Mismatch;
import io.headland.server.provider.RecordKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The records of one page, by kind and id, and information about those that could not be read. For
/// a record that a page contains twice, the last one is used.
public final class FieldDataPage {
  private final Map<RecordKind, Map<String, FieldDataRecord>> records =
      new EnumMap<>(RecordKind.class);
  private final Map<RecordKind, Set<String>> incomplete = new EnumMap<>(RecordKind.class);
  private final Map<RecordKind, Set<String>> unread = new EnumMap<>(RecordKind.class);
  private final Set<String> unreadableBoundaries = new HashSet<>();
  private final List<Unexpected> unexpected = new ArrayList<>();
  private boolean identified = true;
  private boolean complete = true;

  public FieldDataPage(Collection<FieldDataRecord> shown) {
    for (FieldDataRecord record : shown) {
      if (record instanceof FieldDataRecord.Remark remark) {
        add(remark);
      } else {
        put(record);
      }
    }
  }

  private void add(FieldDataRecord.Remark remark) {
    switch (remark) {
      case Unexpected value -> {
        unexpected.add(value);
        return;
      }
      case FieldDataRecord.Incomplete(FieldDataRecord record) -> {
        put(record);
        add(incomplete, record);
      }
      case FieldDataRecord.Unread record -> add(unread, record);
      case FieldDataRecord.Unidentified _ -> identified = false;
      case FieldDataRecord.UnreadableBoundary(String fieldId) ->
          unreadableBoundaries.add(RecordTable.clean(fieldId));
    }
    complete = false;
  }

  private void put(FieldDataRecord record) {
    records
        .computeIfAbsent(record.kind(), _ -> new LinkedHashMap<>())
        .put(RecordTable.clean(record.providerId()), record);
  }

  private static void add(Map<RecordKind, Set<String>> ids, FieldDataRecord record) {
    ids.computeIfAbsent(record.kind(), _ -> new HashSet<>())
        .add(RecordTable.clean(record.providerId()));
  }

  public static FieldDataPage empty() {
    return new FieldDataPage(List.of());
  }

  Map<String, FieldDataRecord> of(RecordKind kind) {
    return records.getOrDefault(kind, Map.of());
  }

  /// Whether every value of a record could be read.
  boolean isComplete(RecordKind kind, String id) {
    return !incomplete.getOrDefault(kind, Set.of()).contains(id);
  }

  /// Every present record, readable or not.
  String[] ids(RecordKind kind) {
    return Stream.concat(of(kind).keySet().stream(), unread.getOrDefault(kind, Set.of()).stream())
        .distinct()
        .toArray(String[]::new);
  }

  /// The fields on the page, with or without a boundary.
  Set<String> fieldIds() {
    Set<String> ids = new HashSet<>(List.of(ids(RecordKind.FIELD)));
    of(RecordKind.BOUNDARY).values().forEach(boundary -> ids.add(fieldOf(boundary)));
    return ids;
  }

  /// Removes some fields with their boundaries.
  void leaveOutFields(Set<String> ids) {
    for (String id : ids) {
      records.getOrDefault(RecordKind.FIELD, new LinkedHashMap<>()).remove(id);
      records
          .getOrDefault(RecordKind.BOUNDARY, new LinkedHashMap<>())
          .values()
          .removeIf(boundary -> fieldOf(boundary).equals(id));
    }
  }

  private static String fieldOf(FieldDataRecord boundary) {
    return RecordTable.clean(((FieldDataRecord.BoundaryRecord) boundary).providerFieldId());
  }

  /// Marks a boundary of which no geometry could be built as unreadable.
  void markUnreadable(String boundaryId, String fieldId) {
    Map<String, FieldDataRecord> boundaries = records.get(RecordKind.BOUNDARY);
    if (boundaries != null && boundaries.remove(boundaryId) != null) {
      unreadableBoundaries.add(fieldId);
      unexpected.add(
          new Unexpected(
              RecordKind.BOUNDARY, boundaryId, Mismatch.lost("$", "a boundary with an area")));
      complete = false;
    }
  }

  /// The fields with a boundary that could not be read.
  String[] unreadableBoundaries() {
    return unreadableBoundaries.toArray(String[]::new);
  }

  /// Whether every record has an id, so that missing records can be determined.
  boolean isIdentified() {
    return identified;
  }

  /// Whether all values on the page could be read.
  public boolean isWhole() {
    return complete;
  }

  /// The values that were not of the documented type.
  public List<Unexpected> unexpected() {
    return List.copyOf(unexpected);
  }
}
