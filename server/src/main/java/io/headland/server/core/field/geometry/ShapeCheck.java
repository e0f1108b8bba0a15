package io.headland.server.core.field.geometry;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;

/// The validity of a shape, and the result of its repair.
record ShapeCheck(MultiPolygon polygons, Validity validity, Set<String> problems) {
  private static final int AREA = 2;

  static ShapeCheck of(DrawnShape drawn, boolean fix) {
    Set<String> problems = new LinkedHashSet<>(drawn.problems());
    MultiPolygon polygons = drawn.nesting().polygons();
    boolean isKnown = drawn.nesting().isKnown();
    boolean holds = isKnown && findProblems(polygons, problems);
    if (isKnown && (problems.isEmpty() || fix)) {
      Optional<MultiPolygon> fixed = fix(drawn.nesting(), holds);
      if (fixed.isPresent() && fixed.get().isEmpty()) {
        problems.add(BoundaryShape.EMPTY);
      } else if (fixed.isPresent()) {
        Validity validity = problems.isEmpty() ? Validity.VALID : Validity.FIXED;
        return new ShapeCheck(fixed.get(), validity, problems);
      }
    }
    if (polygons.convexHull().getDimension() < AREA) {
      problems.add(BoundaryShape.EMPTY);
    }
    return new ShapeCheck(Antimeridian.wrapped(polygons), Validity.INVALID, problems);
  }

  /// Adds validation errors to the problems: the first of each polygon, then of all together.
  private static boolean findProblems(MultiPolygon polygons, Set<String> problems) {
    boolean holds = true;
    for (int i = 0; i < polygons.getNumGeometries(); i++) {
      holds &= findProblem(polygons.getGeometryN(i), problems);
    }
    return holds && (polygons.getNumGeometries() < 2 || findProblem(polygons, problems));
  }

  private static boolean findProblem(Geometry geometry, Set<String> problems) {
    TopologyValidationError error = new IsValidOp(geometry).getValidationError();
    if (error != null) {
      problems.add(word(error.getErrorType()));
    }
    return error == null;
  }

  private static String word(int errorType) {
    return switch (errorType) {
      case TopologyValidationError.SELF_INTERSECTION,
          TopologyValidationError.RING_SELF_INTERSECTION ->
          "selfIntersection";
      case TopologyValidationError.HOLE_OUTSIDE_SHELL -> "holeOutsideShell";
      case TopologyValidationError.NESTED_HOLES -> "holeInHole";
      case TopologyValidationError.NESTED_SHELLS -> "shellInShell";
      case TopologyValidationError.DUPLICATE_RINGS -> "ringTwice";
      case TopologyValidationError.DISCONNECTED_INTERIOR -> "interiorInPieces";
      case TopologyValidationError.TOO_FEW_POINTS -> "ringTooShort";
      default -> "notValid";
    };
  }

  /// Empty when the repair fails.
  private static Optional<MultiPolygon> fix(Nesting nesting, boolean holds) {
    if (!holds && SelfIntersections.areTooMany(nesting.polygons())) {
      return Optional.empty();
    }
    try {
      MultiPolygon all = holds ? nesting.polygons() : Antimeridian.onGrid(Layers.together(nesting));
      return Optional.of(Antimeridian.cut(all));
    } catch (RuntimeException _) {
      // The library fails for some shapes with undocumented exceptions: they are stored unchanged.
      return Optional.empty();
    }
  }
}
