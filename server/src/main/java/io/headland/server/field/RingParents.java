package io.headland.server.field;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.index.strtree.STRtree;
import org.jspecify.annotations.Nullable;

/// Finds for each ring the smallest larger ring that contains a point of its interior. The rings
/// are sorted, so the result does not depend on the order in which a provider lists them.
final class RingParents {
  /// The largest first. Of rings of the same size, exterior ones come first, so that a hole that is
  /// equal to its shell lies in it.
  static final Comparator<DrawnRing> ORDER =
      Comparator.comparingDouble(DrawnRing::area)
          .reversed()
          .thenComparing(DrawnRing::type)
          .thenComparing(ring -> ring.line().getCoordinateN(0));

  /// Tests of a point against a ring. One ring lies in a few others; a drawing that needs more than
  /// this is not a field.
  private static final int MOST_TESTS = 200_000;

  private final List<DrawnRing> rings;
  private final STRtree envelopes = new STRtree();
  private final List<@Nullable IndexedPointInAreaLocator> locators;
  private int tests;

  /// @param rings in [#ORDER]
  RingParents(List<DrawnRing> rings) {
    this.rings = rings;
    this.locators = new ArrayList<>(Collections.nCopies(rings.size(), null));
    for (int i = 0; i < rings.size(); i++) {
      envelopes.insert(rings.get(i).line().getEnvelopeInternal(), i);
    }
  }

  /// The index of the ring that the ring of an index lies in; empty when it lies in none.
  ///
  /// @throws TooManyTestsException when the rings are too entangled
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
      if (++tests > MOST_TESTS) {
        throw new TooManyTestsException();
      }
      if (locator(candidate).locate(inside) == Location.INTERIOR) {
        return OptionalInt.of(candidate);
      }
    }
    return OptionalInt.empty();
  }

  private IndexedPointInAreaLocator locator(int ring) {
    IndexedPointInAreaLocator known = locators.get(ring);
    if (known != null) {
      return known;
    }
    var built = new IndexedPointInAreaLocator(rings.get(ring).polygon());
    locators.set(ring, built);
    return built;
  }

  static final class TooManyTestsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyTestsException() {
      super(null, null, false, false);
    }
  }
}
