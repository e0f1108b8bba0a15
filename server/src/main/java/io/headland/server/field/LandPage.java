package io.headland.server.field;

import io.headland.server.provider.LandRecord;
import io.headland.server.provider.RecordKind;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The records of one page, by kind and id. A record that a page shows twice counts once, as it
/// came last.
public final class LandPage {
  private final Map<RecordKind, Map<String, LandRecord>> records = new EnumMap<>(RecordKind.class);

  public LandPage(Collection<LandRecord> shown) {
    for (LandRecord record : shown) {
      records
          .computeIfAbsent(record.kind(), _ -> new LinkedHashMap<>())
          .put(RecordTable.clean(record.providerId()), record);
    }
  }

  public static LandPage empty() {
    return new LandPage(List.of());
  }

  Map<String, LandRecord> of(RecordKind kind) {
    return records.getOrDefault(kind, Map.of());
  }

  String[] ids(RecordKind kind) {
    return of(kind).keySet().toArray(String[]::new);
  }
}
