package io.headland.server.engine.preview;

import io.headland.server.core.explain.Amounts;
import io.headland.server.core.field.geometry.BoundaryShape;
import io.headland.server.core.preview.IdSet;
import io.headland.server.core.preview.StoredScopeStore.StoredScope;
import io.headland.server.provider.FieldDataRecord;
import java.util.Collection;
import java.util.List;

/// Counts the records of an organization at the provider, and those of them that are not in lists
/// yet. A record that is returned twice counts once.
public final class ScopeCounts {
  private final StoredScope stored;
  private final boolean fixBoundaries;
  private final IdSet growers = new IdSet();
  private final IdSet farms = new IdSet();
  private final IdSet fields = new IdSet();
  private final IdSet boundaries = new IdSet();
  private long growersInLists;
  private long farmsInLists;
  private long fieldsInLists;
  private long fieldsStored;
  private double hectares;
  private double hectaresInLists;

  /// A tally.
  ///
  /// @param fixBoundaries whether invalid boundaries are repaired, as in a sync
  public ScopeCounts(StoredScope stored, boolean fixBoundaries) {
    this.stored = stored;
    this.fixBoundaries = fixBoundaries;
  }

  void add(Collection<FieldDataRecord> records) {
    for (FieldDataRecord record : records) {
      switch (record) {
        case FieldDataRecord.GrowerRecord(String id, _) -> {
          if (growers.add(id)) {
            growersInLists += inLists(stored.ids().growers(), id);
          }
        }
        case FieldDataRecord.FarmRecord(String id, _, _) -> {
          if (farms.add(id)) {
            farmsInLists += inLists(stored.ids().farms(), id);
          }
        }
        case FieldDataRecord.FieldRecord(String id, _, _, _) -> {
          if (fields.add(id)) {
            fieldsStored += stored.ids().fields().contains(id) ? 1 : 0;
            fieldsInLists += inLists(stored.ids().fields(), id);
          }
        }
        case FieldDataRecord.BoundaryRecord boundary -> add(boundary);
        case FieldDataRecord.Incomplete(FieldDataRecord rest) -> add(List.of(rest));
        case FieldDataRecord.Remark _ -> {
          // Not countable.
        }
      }
    }
  }

  private void add(FieldDataRecord.BoundaryRecord boundary) {
    if (boundaries.add(boundary.providerId())) {
      double area = hectares(boundary);
      hectares += area;
      hectaresInLists += area * inLists(stored.ids().fields(), boundary.providerFieldId());
    }
  }

  /// The area that a sync would store: the provider's value, otherwise the geodesic area.
  private double hectares(FieldDataRecord.BoundaryRecord boundary) {
    double stated = boundary.hectares();
    return stated > 0 && stated < Double.POSITIVE_INFINITY
        ? stated
        : BoundaryShape.of(boundary.shape(), 0, fixBoundaries).hectares();
  }

  private int inLists(IdSet ids, String id) {
    return stored.visible() && ids.contains(id) ? 1 : 0;
  }

  /// All records returned so far.
  Amounts shown() {
    return new Amounts(growers.size(), farms.size(), fields.size(), hectares);
  }

  /// Those not in lists, with the area of these fields.
  Amounts toCome() {
    return new Amounts(
        growers.size() - growersInLists,
        farms.size() - farmsInLists,
        fields.size() - fieldsInLists,
        hectares - hectaresInLists);
  }

  /// The number of stored fields that were not returned so far.
  long fieldsNotShown() {
    return stored.ids().fields().size() - fieldsStored;
  }
}
