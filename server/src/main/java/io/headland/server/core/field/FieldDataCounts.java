package io.headland.server.core.field;

import io.headland.server.provider.RecordKind;
import java.util.EnumMap;
import java.util.Map;

/// The results of a reading by kind of record. A kind that was not read is absent.
public record FieldDataCounts(Map<RecordKind, RecordCounts> byKind) {
  public static final FieldDataCounts NONE = new FieldDataCounts(Map.of());

  public FieldDataCounts {
    byKind = Map.copyOf(byKind);
  }

  public static FieldDataCounts of(RecordKind kind, RecordCounts counts) {
    return new FieldDataCounts(Map.of(kind, counts));
  }

  public RecordCounts of(RecordKind kind) {
    return byKind.getOrDefault(kind, RecordCounts.NONE);
  }

  public FieldDataCounts plus(FieldDataCounts more) {
    Map<RecordKind, RecordCounts> sum = new EnumMap<>(RecordKind.class);
    sum.putAll(byKind);
    more.byKind.forEach((kind, counts) -> sum.merge(kind, counts, RecordCounts::plus));
    return new FieldDataCounts(sum);
  }

  /// The same, with the number of records of a kind at the end of its reading.
  public FieldDataCounts closed(RecordKind kind, int total) {
    Map<RecordKind, RecordCounts> closed = new EnumMap<>(RecordKind.class);
    closed.putAll(byKind);
    closed.put(kind, of(kind).outOf(total));
    return new FieldDataCounts(closed);
  }

  public boolean isChange() {
    return byKind.values().stream().anyMatch(RecordCounts::isChange);
  }
}
