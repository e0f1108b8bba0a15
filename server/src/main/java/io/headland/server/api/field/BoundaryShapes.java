package io.headland.server.api.field;

import io.headland.server.core.field.geometry.BoundaryShape;
import io.headland.server.core.field.geometry.Validity;
import io.headland.server.provider.Shape;

/// Boundaries in requests.
public final class BoundaryShapes {
  private BoundaryShapes() {}

  /// A shape that can be stored. An invalid geometry of a provider is stored; one in a request is
  /// rejected.
  ///
  /// @param fix repair rings that cross and overlap
  /// @throws io.headland.server.platform.http.ProblemException when it is not valid, or cannot be
  ///   repaired
  public static BoundaryShape accepted(Shape shape, boolean fix) {
    BoundaryShape drawn = BoundaryShape.of(shape, 0, fix);
    if (drawn.validity() == Validity.INVALID) {
      throw FieldDataProblems.invalidGeometry(
          "The geometry is not valid: "
              + drawn.problems()
              + (fix ? ", and could not be repaired." : ". automaticFixBoundary is off."));
    }
    return drawn;
  }
}
