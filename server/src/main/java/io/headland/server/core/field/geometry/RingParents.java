package io.headland.server.core.field.geometry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.index.strtree.STRtree;

/// Finds for each ring the smallest larger ring that contains a point of its interior. The rings
/// are sorted, so the result does not depend on the order in which a provider lists them.
final class RingParents {
  /// The largest first. Of rings of the same size, exterior ones come first, so that a hole that is
  /// equal to its shell is in it.
  static final Comparator<DrawnRing> ORDER =
      Comparator.comparingDouble(DrawnRing::area)
          .reversed()
          .thenComparing(DrawnRing::type)
          .thenComparing(ring -> ring.line().getCoordinateN(0));

  /// The limit of tests of a point against a ring. A ring is nested in few others; a shape that
  /// requires more tests is not a field.
  private static final int MAX_TESTS = 200_000;

  private final List<DrawnRing> rings;
  private final STRtree envelopes = new STRtree();
  private final Map<Integer, IndexedPointInAreaLocator> locators = new HashMap<>();
  private int tests;

  /// @param rings in [#ORDER]
  RingParents(List<DrawnRing> rings) {
    this.rings = rings;
    for (int i = 0; i < rings.size(); i++) {
      envelopes.insert(rings.get(i).line().getEnvelopeInternal(), i);
    }
  }

  /// The index of the ring that contains the ring of an index; empty when there is none.
  ///
  /// @throws TooManyTestsException when the limit of tests is exceeded
  OptionalInt parent(int ring) {
    Coordinate inside = rings.get(ring).interiorPoint();
    List<Integer> candidates = new ArrayList<>();
    envelopes.query(
        new Envelope(inside),
        found -> {
          int index = (Integer) found;
          if (index < ring) {
            candidates.add(index);
          }
        });
    candidates.sort(Comparator.reverseOrder());
    for (int candidate : candidates) {
      if (++tests > MAX_TESTS) {
        throw new TooManyTestsException();
      }
      if (locator(candidate).locate(inside) == Location.INTERIOR) {
        return OptionalInt.of(candidate);
      }
    }
    return OptionalInt.empty();
  }

  private IndexedPointInAreaLocator locator(int ring) {
    return locators.computeIfAbsent(
        ring, index -> new IndexedPointInAreaLocator(rings.get(index).polygon()));
  }

  static final class TooManyTestsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyTestsException() {
      super(null, null, false, false);
    }
  }
}
