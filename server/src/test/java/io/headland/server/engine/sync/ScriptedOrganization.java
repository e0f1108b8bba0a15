package io.headland.server.engine.sync;

import static java.util.Objects.requireNonNull;

import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.FieldDataRecord.BoundaryRecord;
import io.headland.server.provider.FieldDataRecord.FarmRecord;
import io.headland.server.provider.FieldDataRecord.FieldRecord;
import io.headland.server.provider.FieldDataRecord.GrowerRecord;
import io.headland.server.provider.RecordKind;
import io.headland.server.provider.Shape;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/// The records of one organization of a scripted provider, and their changes. Ids do not follow the
/// order of creation, so that new records move old ones to another page.
final class ScriptedOrganization {
  private static final int MOST_TO_BEGIN_WITH = 9;

  private final Map<RecordKind, NavigableMap<String, FieldDataRecord>> live =
      new EnumMap<>(RecordKind.class);
  private final Map<RecordKind, NavigableMap<String, FieldDataRecord>> gone =
      new EnumMap<>(RecordKind.class);
  private final Random random;
  private int count;

  ScriptedOrganization(Random random) {
    this.random = random;
    for (RecordKind kind : RecordKind.values()) {
      live.put(kind, new TreeMap<>());
      gone.put(kind, new TreeMap<>());
    }
    add(RecordKind.GROWER);
    add(RecordKind.FARM);
    for (int i = random.nextInt(MOST_TO_BEGIN_WITH); i > 0; i--) {
      add(RecordKind.FIELD);
    }
  }

  /// An organization with this number of fields, each with its boundary or all without one.
  static ScriptedOrganization withFields(int count, boolean drawn) {
    ScriptedOrganization organization = new ScriptedOrganization(new Random(7));
    organization.all(RecordKind.FIELD).clear();
    organization.all(RecordKind.BOUNDARY).clear();
    for (int i = 0; i < count; i++) {
      FieldRecord field = new FieldRecord("f" + i, "Field " + i, "", "");
      organization.put(field);
      if (drawn) {
        organization.draw(field.providerId());
      }
    }
    return organization;
  }

  NavigableMap<String, FieldDataRecord> all(RecordKind kind) {
    return requireNonNull(live.get(kind));
  }

  /// The records of some kinds in the order of a listing; a boundary follows its field.
  List<List<FieldDataRecord>> listed(Set<RecordKind> kinds) {
    List<List<FieldDataRecord>> listed = new ArrayList<>();
    for (RecordKind kind : RecordKind.values()) {
      boolean withFields = kind == RecordKind.BOUNDARY && kinds.contains(RecordKind.FIELD);
      if (kinds.contains(kind) && !withFields) {
        all(kind).values().forEach(record -> listed.add(new ArrayList<>(List.of(record))));
      }
    }
    if (kinds.containsAll(Set.of(RecordKind.FIELD, RecordKind.BOUNDARY))) {
      listed.forEach(entry -> boundaryOf(entry.getFirst().providerId()).ifPresent(entry::add));
    }
    return listed;
  }

  private Optional<BoundaryRecord> boundaryOf(String fieldId) {
    return all(RecordKind.BOUNDARY).values().stream()
        .map(BoundaryRecord.class::cast)
        .filter(boundary -> boundary.providerFieldId().equals(fieldId))
        .findFirst();
  }

  void add(RecordKind kind) {
    switch (kind) {
      case GROWER -> put(new GrowerRecord(newId(), name()));
      case FARM -> put(new FarmRecord(newId(), name(), any(RecordKind.GROWER)));
      case FIELD -> {
        FieldRecord field =
            new FieldRecord(newId(), name(), any(RecordKind.FARM), any(RecordKind.GROWER));
        put(field);
        if (random.nextInt(4) > 0) {
          draw(field.providerId());
        }
      }
      case BOUNDARY -> {
        String field = any(RecordKind.FIELD);
        if (!field.isEmpty() && boundaryOf(field).isEmpty()) {
          draw(field);
        }
      }
    }
  }

  /// Renames, moves or changes the shape.
  void change(RecordKind kind) {
    String id = any(kind);
    if (id.isEmpty()) {
      return;
    }
    switch (all(kind).get(id)) {
      case GrowerRecord _ -> put(new GrowerRecord(id, name()));
      case FarmRecord farm -> put(new FarmRecord(id, farm.name(), any(RecordKind.GROWER)));
      case FieldRecord field ->
          put(
              random.nextBoolean()
                  ? new FieldRecord(id, name(), field.providerFarmId(), field.providerGrowerId())
                  : new FieldRecord(
                      id, field.name(), any(RecordKind.FARM), any(RecordKind.GROWER)));
      case BoundaryRecord boundary ->
          put(new BoundaryRecord(id, boundary.providerFieldId(), shape(), 0));
      case FieldDataRecord.Remark remark -> throw new IllegalStateException(remark.toString());
      case null -> throw new IllegalStateException(id);
    }
  }

  void replaceBoundary() {
    String id = any(RecordKind.BOUNDARY);
    if (!id.isEmpty()) {
      var old = (BoundaryRecord) requireNonNull(all(RecordKind.BOUNDARY).remove(id));
      draw(old.providerFieldId());
    }
  }

  void remove(RecordKind kind) {
    String id = any(kind);
    if (!id.isEmpty()) {
      if (kind == RecordKind.FIELD) {
        boundaryOf(id).ifPresent(boundary -> take(RecordKind.BOUNDARY, boundary.providerId()));
      }
      take(kind, id);
    }
  }

  void removeNamed(String fieldId) {
    boundaryOf(fieldId).ifPresent(boundary -> take(RecordKind.BOUNDARY, boundary.providerId()));
    take(RecordKind.FIELD, fieldId);
  }

  void removeMost(RecordKind kind) {
    for (int rest = all(kind).size() - 1; rest > 0; rest--) {
      remove(kind);
    }
  }

  void restore(RecordKind kind) {
    NavigableMap<String, FieldDataRecord> past = requireNonNull(gone.get(kind));
    if (past.isEmpty()) {
      return;
    }
    FieldDataRecord record = past.pollFirstEntry().getValue();
    if (!(record instanceof BoundaryRecord boundary)) {
      put(record);
    } else if (all(RecordKind.FIELD).containsKey(boundary.providerFieldId())
        && boundaryOf(boundary.providerFieldId()).isEmpty()) {
      put(record);
    }
  }

  private void take(RecordKind kind, String id) {
    requireNonNull(gone.get(kind)).put(id, requireNonNull(all(kind).remove(id)));
  }

  private void draw(String fieldId) {
    put(new BoundaryRecord(newId(), fieldId, shape(), 0));
  }

  private void put(FieldDataRecord record) {
    all(record.kind()).put(record.providerId(), record);
  }

  private String any(RecordKind kind) {
    List<String> ids = List.copyOf(all(kind).keySet());
    return ids.isEmpty() ? "" : ids.get(random.nextInt(ids.size()));
  }

  private String newId() {
    return Integer.toHexString(Integer.reverse(++count));
  }

  private String name() {
    return "Name " + random.nextInt(100);
  }

  private Shape shape() {
    double lon = random.nextInt(1_000) / 100.0;
    return new Shape(
        List.of(
            new Shape.Polygon(
                List.of(
                    new Shape.Ring(
                        true,
                        List.of(
                            new Shape.Position(lon, 40),
                            new Shape.Position(lon + 0.01, 40),
                            new Shape.Position(lon + 0.01, 40.01),
                            new Shape.Position(lon, 40)))))));
  }
}
