package io.headland.server.field;

import io.headland.server.provider.RecordKind;
import java.util.EnumMap;
import java.util.Map;

/// What a reading came upon, by kind of record. A kind that was not read is not in it.
public record LandCounts(Map<RecordKind, Tally> byKind) {
  public static final LandCounts NONE = new LandCounts(Map.of());

  public LandCounts {
    byKind = Map.copyOf(byKind);
  }

  public static LandCounts of(RecordKind kind, Tally tally) {
    return new LandCounts(Map.of(kind, tally));
  }

  public Tally of(RecordKind kind) {
    return byKind.getOrDefault(kind, Tally.NONE);
  }

  public LandCounts plus(LandCounts more) {
    Map<RecordKind, Tally> sum = new EnumMap<>(RecordKind.class);
    sum.putAll(byKind);
    more.byKind.forEach((kind, tally) -> sum.merge(kind, tally, Tally::plus));
    return new LandCounts(sum);
  }

  /// The same, with what is known of a kind at the end of its reading.
  public LandCounts closed(RecordKind kind, int total) {
    Map<RecordKind, Tally> closed = new EnumMap<>(RecordKind.class);
    closed.putAll(byKind);
    closed.put(kind, of(kind).outOf(total));
    return new LandCounts(closed);
  }

  public boolean isChange() {
    return byKind.values().stream().anyMatch(Tally::isChange);
  }
}
