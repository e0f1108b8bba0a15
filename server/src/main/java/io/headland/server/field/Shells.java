package io.headland.server.field;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;

/// Gives holes to the rings that they are holes of: providers show both in one list.
final class Shells {
  private Shells() {}

  /// One polygon for each shell; a hole that lies in none stays with the first.
  static List<Polygon> withHoles(List<LinearRing> shells, List<LinearRing> holes) {
    List<List<LinearRing>> holesOf = new ArrayList<>();
    shells.forEach(_ -> holesOf.add(new ArrayList<>()));
    if (!shells.isEmpty()) {
      for (LinearRing hole : holes) {
        holesOf.get(shells.size() == 1 ? 0 : shellAround(hole, shells)).add(hole);
      }
    }
    List<Polygon> polygons = new ArrayList<>();
    for (int i = 0; i < shells.size(); i++) {
      LinearRing shell = shells.get(i);
      LinearRing[] inner =
          holesOf.get(i).stream().map(hole -> Seam.beside(shell, hole)).toArray(LinearRing[]::new);
      polygons.add(DrawnShape.FACTORY.createPolygon(shell, inner));
    }
    return polygons;
  }

  private static int shellAround(LinearRing hole, List<LinearRing> shells) {
    for (int i = 0; i < shells.size(); i++) {
      Coordinate corner = Seam.beside(shells.get(i), hole).getCoordinateN(0);
      if (shells.get(i).getEnvelopeInternal().covers(corner)
          && SimplePointInAreaLocator.locatePointInPolygon(
                  corner, DrawnShape.FACTORY.createPolygon(shells.get(i)))
              != Location.EXTERIOR) {
        return i;
      }
    }
    return 0;
  }
}
