package io.headland.server.core.field.geometry;

import io.headland.server.provider.Shape.RingType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;

/// The nesting of the rings of a shape, independent of their order and of the polygons in which
/// they are listed.
///
/// Each ring has a level: rings of even levels add area and rings of odd levels subtract it. An
/// exterior ring within an area adds nothing, and has the level of that area; so has an interior
/// ring within a hole. A ring without a type is the opposite of the ring that contains it.
///
/// @param rings in [RingParents#ORDER]
/// @param levels of the rings; none when there are too many rings
/// @param polygons one for each exterior ring, with the holes in it
record Nesting(List<DrawnRing> rings, List<Integer> levels, MultiPolygon polygons) {
  private static final int OUTSIDE = -1;

  /// The cost of comparing rings is proportional to the number of pairs of nested rings.
  private static final int MAX_LEVELS = 30;

  /// Rings whose parents are determined.
  private record Node(DrawnRing ring, OptionalInt parent, boolean flipped, int level, int shell) {}

  /// Nests rings.
  ///
  /// @param problems to which defects in the types of rings are added
  static Nesting of(List<DrawnRing> drawn, Set<String> problems) {
    List<DrawnRing> rings = near(drawn.stream().sorted(RingParents.ORDER).toList());
    boolean onlyHoles =
        !rings.isEmpty() && rings.stream().allMatch(ring -> ring.type() == RingType.INTERIOR);
    if (onlyHoles) {
      problems.add("ringsSwapped");
      rings = rings.stream().map(DrawnRing::unstated).toList();
    }
    try {
      Nesting nested = nested(rings, problems);
      if (nested.highestLevel() <= MAX_LEVELS) {
        return nested;
      }
    } catch (RingParents.TooManyTestsException _) {
      // Neither is examined further.
    }
    problems.add("tooManyRings");
    return flat(rings);
  }

  /// Whether the nesting is known.
  boolean isKnown() {
    return levels.size() == rings.size();
  }

  int highestLevel() {
    return levels.stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /// Without computing the nesting: each exterior ring is a polygon, the holes are those of the
  /// first.
  static Nesting flat(List<DrawnRing> rings) {
    List<DrawnRing> shells =
        rings.stream().filter(ring -> ring.type() != RingType.INTERIOR).toList();
    List<DrawnRing> holes =
        rings.stream().filter(ring -> ring.type() == RingType.INTERIOR).toList();
    List<Polygon> polygons = new ArrayList<>();
    for (int i = 0; i < shells.size(); i++) {
      polygons.add(polygon(shells.get(i), i == 0 ? holes : List.of()));
    }
    return new Nesting(rings, List.of(), polygons(polygons));
  }

  private static Nesting nested(List<DrawnRing> rings, Set<String> problems) {
    List<OptionalInt> parents = parents(rings);
    boolean[] holdsExterior = new boolean[rings.size()];
    for (int i = 0; i < rings.size(); i++) {
      if (rings.get(i).type() == RingType.EXTERIOR) {
        parents.get(i).ifPresent(parent -> holdsExterior[parent] = true);
      }
    }
    List<Node> nodes = new ArrayList<>(rings.size());
    for (int i = 0; i < rings.size(); i++) {
      OptionalInt parent = parents.get(i);
      // The outermost ring is typed as a hole and its content as an area: the types are swapped.
      boolean swapped =
          parent.isEmpty() && rings.get(i).type() == RingType.INTERIOR && holdsExterior[i];
      if (swapped) {
        problems.add("ringsSwapped");
      }
      nodes.add(node(rings.get(i), i, parent, swapped, nodes));
    }
    return new Nesting(rings, nodes.stream().map(Node::level).toList(), polygons(rings, nodes));
  }

  private static List<OptionalInt> parents(List<DrawnRing> rings) {
    if (rings.size() == 1) {
      return List.of(OptionalInt.empty());
    }
    RingParents parents = new RingParents(rings);
    List<OptionalInt> found = new ArrayList<>(rings.size());
    for (int i = 0; i < rings.size(); i++) {
      found.add(parents.parent(i));
    }
    return found;
  }

  private static Node node(
      DrawnRing ring, int index, OptionalInt parent, boolean swapped, List<Node> nodes) {
    boolean flipped = parent.isPresent() ? nodes.get(parent.getAsInt()).flipped() : swapped;
    int around = parent.isPresent() ? nodes.get(parent.getAsInt()).level() : OUTSIDE;
    boolean inPolygon = around >= 0 && around % 2 == 0;
    boolean isPolygon =
        switch (ring.type()) {
          case EXTERIOR -> !flipped;
          case INTERIOR -> flipped;
          case UNSTATED -> !inPolygon;
        };
    // A hole outside of all areas removes nothing.
    int unchanged = around == OUTSIDE ? 1 : around;
    int level = isPolygon == inPolygon ? unchanged : around + 1;
    int shell =
        isPolygon ? index : parent.isPresent() ? nodes.get(parent.getAsInt()).shell() : OUTSIDE;
    return new Node(ring, parent, flipped, level, shell);
  }

  /// A hole in no exterior ring is assigned to the largest, where it is found to be outside.
  private static MultiPolygon polygons(List<DrawnRing> rings, List<Node> nodes) {
    List<List<DrawnRing>> holes = new ArrayList<>();
    rings.forEach(_ -> holes.add(new ArrayList<>()));
    int largest = largest(nodes);
    for (Node node : nodes) {
      if (node.level() % 2 != 0) {
        holes.get(node.shell() == OUTSIDE ? largest : node.shell()).add(node.ring());
      }
    }
    List<Polygon> polygons = new ArrayList<>();
    for (int i = 0; i < rings.size(); i++) {
      if (nodes.get(i).level() % 2 == 0) {
        polygons.add(polygon(rings.get(i), holes.get(i)));
      }
    }
    return polygons(polygons);
  }

  private static int largest(List<Node> nodes) {
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).level() % 2 == 0) {
        return i;
      }
    }
    return 0;
  }

  /// The rings shifted by 360 degrees if necessary, so that they are near the largest.
  private static List<DrawnRing> near(List<DrawnRing> rings) {
    return rings.isEmpty()
        ? rings
        : rings.stream()
            .map(ring -> ring.moved(Antimeridian.near(rings.getFirst().line(), ring.line())))
            .toList();
  }

  private static Polygon polygon(DrawnRing shell, List<DrawnRing> holes) {
    return DrawnShape.FACTORY.createPolygon(
        shell.line(), holes.stream().map(DrawnRing::line).toArray(LinearRing[]::new));
  }

  private static MultiPolygon polygons(List<Polygon> polygons) {
    return DrawnShape.FACTORY.createMultiPolygon(polygons.toArray(Polygon[]::new));
  }
}
