package io.headland.server.core.field.geometry;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/// Combines nested rings that cross or touch each other or themselves, one level at a time: areas
/// are added and holes subtracted.
final class Layers {
  private Layers() {}

  static Geometry together(Nesting nesting) {
    Geometry covered = DrawnShape.FACTORY.createMultiPolygon();
    for (int level = 0; level <= nesting.highestLevel(); level++) {
      List<Geometry> rings = new ArrayList<>();
      for (int i = 0; i < nesting.rings().size(); i++) {
        if (nesting.levels().get(i) == level) {
          rings.add(GeometryFixer.fix(nesting.rings().get(i).polygon()));
        }
      }
      if (!rings.isEmpty()) {
        covered =
            OverlayNGRobust.overlay(
                covered,
                OverlayNGRobust.union(rings),
                level % 2 == 0 ? OverlayNG.UNION : OverlayNG.DIFFERENCE);
      }
    }
    return covered;
  }
}
