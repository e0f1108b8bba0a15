package io.headland.server.engine.machinefile;

import io.headland.server.core.field.FieldSearchStore;
import io.headland.server.core.field.geometry.Bounds;
import io.headland.server.core.field.geometry.StoredGeometry;
import io.headland.server.core.machinefile.point.PointQueries;
import io.headland.server.core.machinefile.store.FileFields;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.MultiPolygon;

/// Finds the fields of a Leaf user that contain points: those with an active, valid boundary. A
/// point in two overlapping fields belongs to both.
final class FieldAssignment {
  /// The largest number of fields that a file is compared with.
  private static final int MAX_FIELDS = 10_000;

  /// The points are read once for boundaries with this number of positions in total, which bounds
  /// the memory.
  private static final int POSITIONS = 200_000;

  private final FieldSearchStore search;

  FieldAssignment(FieldSearchStore search) {
    this.search = search;
  }

  private static final class Candidate {
    private final UUID id;
    private final Envelope envelope;
    private final IndexedPointInAreaLocator boundary;
    private long points;

    Candidate(UUID id, MultiPolygon polygons) {
      this.id = id;
      this.envelope = polygons.getEnvelopeInternal();
      this.boundary = new IndexedPointInAreaLocator(polygons);
    }

    boolean count(Coordinate position) {
      boolean contained =
          envelope.contains(position) && boundary.locate(position) != Location.EXTERIOR;
      points += contained ? 1 : 0;
      return contained;
    }
  }

  /// The points in fields.
  ///
  /// @param inside the number of points in at least one field
  record Assigned(FileFields fields, long inside) {}

  /// Counts the points in fields.
  Assigned count(ApiOwnerId owner, LeafUserId leafUser, PointQueries points, Bounds bounds)
      throws IOException {
    // Before the boundaries are read: one that changes afterwards is noticed.
    String boundaries = search.identify(owner, leafUser, bounds);
    List<UUID> ids = new ArrayList<>();
    Map<UUID, Integer> sizes = new HashMap<>();
    search.read(
        owner,
        Optional.of(leafUser),
        bounds,
        MAX_FIELDS,
        _ -> {},
        (id, geometry) -> {
          ids.add(id);
          sizes.put(id, StoredGeometry.read(geometry).getNumPoints());
        });
    Map<UUID, Long> counts = new HashMap<>();
    BitSet inside = new BitSet();
    List<UUID> part = new ArrayList<>();
    int positions = 0;
    for (UUID id : ids) {
      part.add(id);
      positions += sizes.getOrDefault(id, 0);
      if (positions >= POSITIONS) {
        counts.putAll(countPart(owner, leafUser, part, points, inside));
        part.clear();
        positions = 0;
      }
    }
    counts.putAll(countPart(owner, leafUser, part, points, inside));
    return new Assigned(
        new FileFields(Optional.of(bounds), boundaries, counts), inside.cardinality());
  }

  /// Those of some fields that have a boundary with which points can be compared.
  Set<UUID> comparable(ApiOwnerId owner, LeafUserId leafUser, Collection<UUID> fieldIds) {
    Set<UUID> found = new HashSet<>();
    search.read(owner, leafUser, fieldIds, _ -> {}, (id, _) -> found.add(id));
    return found;
  }

  private Map<UUID, Long> countPart(
      ApiOwnerId owner, LeafUserId leafUser, List<UUID> ids, PointQueries points, BitSet inside)
      throws IOException {
    if (ids.isEmpty()) {
      return Map.of();
    }
    List<Candidate> candidates = new ArrayList<>();
    search.read(
        owner,
        leafUser,
        ids,
        _ -> {},
        (id, geometry) -> candidates.add(new Candidate(id, StoredGeometry.read(geometry))));
    int[] index = {0};
    points.readRows(
        "select longitude, latitude from points",
        row -> {
          if (count(candidates, new Coordinate(row.getDouble(1), row.getDouble(2)))) {
            inside.set(index[0]);
          }
          index[0]++;
        });
    Map<UUID, Long> counts = new HashMap<>();
    for (Candidate candidate : candidates) {
      if (candidate.points > 0) {
        counts.put(candidate.id, candidate.points);
      }
    }
    return counts;
  }

  private static boolean count(List<Candidate> candidates, Coordinate position) {
    boolean contained = false;
    for (Candidate candidate : candidates) {
      contained |= candidate.count(position);
    }
    return contained;
  }
}
