package io.headland.server.core.field.geometry;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.algorithm.LineIntersector;
import org.locationtech.jts.algorithm.RobustLineIntersector;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.util.LinearComponentExtracter;
import org.locationtech.jts.noding.BasicSegmentString;
import org.locationtech.jts.noding.MCIndexNoder;
import org.locationtech.jts.noding.SegmentIntersector;
import org.locationtech.jts.noding.SegmentString;

/// Counts crossings of lines, up to a bound: a repair requires memory for every crossing, and a
/// ring of a few thousand positions can have millions.
final class SelfIntersections implements SegmentIntersector {
  private static final int MAX = 20_000;

  private final LineIntersector intersector = new RobustLineIntersector();
  private int found;

  private SelfIntersections() {}

  static boolean areTooMany(Geometry geometry) {
    List<SegmentString> lines = new ArrayList<>();
    for (Object line : LinearComponentExtracter.getLines(geometry)) {
      lines.add(new BasicSegmentString(((LineString) line).getCoordinates(), null));
    }
    SelfIntersections crossings = new SelfIntersections();
    new MCIndexNoder(crossings).computeNodes(lines);
    return crossings.isDone();
  }

  @Override
  public void processIntersections(SegmentString a, int at, SegmentString b, int bt) {
    if (isDone()) {
      return;
    }
    intersector.computeIntersection(
        a.getCoordinate(at), a.getCoordinate(at + 1), b.getCoordinate(bt), b.getCoordinate(bt + 1));
    // Not at common end points, nor of a line with itself.
    if (intersector.isInteriorIntersection()) {
      found++;
    }
  }

  @Override
  public boolean isDone() {
    return found > MAX;
  }
}
