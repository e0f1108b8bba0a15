package io.headland.server.core.field.geometry;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.geom.util.PolygonExtracter;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.precision.GeometryPrecisionReducer;

/// The meridian at 180 degrees. A ring across it is unwrapped for all computations, and cut there
/// at the end, as RFC 7946 requires.
final class Antimeridian {
  private static final double FULL_CIRCLE = 360;
  private static final double HALF_CIRCLE = 180;

  private static final PrecisionModel GRID = new PrecisionModel(DrawnShape.UNITS_PER_DEGREE);

  private Antimeridian() {}

  /// Interprets a step of more than half the globe as one across the antimeridian.
  static void unwrap(List<Coordinate> line) {
    double shift = 0;
    double[] shifts = new double[line.size()];
    for (int i = 1; i < line.size(); i++) {
      double step = line.get(i).x - line.get(i - 1).x;
      shift += step > HALF_CIRCLE ? -FULL_CIRCLE : step < -HALF_CIRCLE ? FULL_CIRCLE : 0;
      shifts[i] = shift;
    }
    boolean isAroundPole = shift != 0 && line.getFirst().equals2D(line.getLast());
    for (int i = 1; i < line.size() && !isAroundPole; i++) {
      line.get(i).x += shifts[i];
    }
  }

  /// The hole shifted by 360 degrees if necessary, so that it is near its shell.
  static LinearRing near(LinearRing shell, LinearRing hole) {
    double distance = middle(shell) - middle(hole);
    if (Math.abs(distance) <= HALF_CIRCLE) {
      return hole;
    }
    return (LinearRing) shifted(hole, FULL_CIRCLE * Math.round(distance / FULL_CIRCLE));
  }

  /// The polygons within -180 and 180 degrees.
  static MultiPolygon cut(MultiPolygon polygons) {
    Envelope envelope = polygons.getEnvelopeInternal();
    if (envelope.isNull() || isWithin(envelope)) {
      return polygons;
    }
    List<Geometry> parts = new ArrayList<>();
    for (double offset :
        new double[] {0, FULL_CIRCLE, -FULL_CIRCLE, 2 * FULL_CIRCLE, -2 * FULL_CIRCLE}) {
      Envelope window =
          new Envelope(
              offset - HALF_CIRCLE, offset + HALF_CIRCLE, -HALF_CIRCLE / 2, HALF_CIRCLE / 2);
      Geometry part =
          OverlayNGRobust.overlay(
              polygons, DrawnShape.FACTORY.toGeometry(window), OverlayNG.INTERSECTION);
      for (Object polygon : PolygonExtracter.getPolygons(part)) {
        parts.add(shifted((Polygon) polygon, -offset));
      }
    }
    // Two that were on either side of the antimeridian may overlap.
    return onGrid(OverlayNGRobust.union(parts));
  }

  /// The polygons of a geometry on the grid of the output, so that rounding does not make them
  /// invalid.
  static MultiPolygon onGrid(Geometry geometry) {
    List<?> parts = PolygonExtracter.getPolygons(GeometryPrecisionReducer.reduce(geometry, GRID));
    return DrawnShape.FACTORY.createMultiPolygon(
        parts.stream().map(Polygon.class::cast).toArray(Polygon[]::new));
  }

  /// For invalid polygons, which cannot be cut: each position wrapped to its longitude.
  static MultiPolygon wrapped(MultiPolygon polygons) {
    MultiPolygon copy = (MultiPolygon) polygons.copy();
    if (!copy.isEmpty() && !isWithin(copy.getEnvelopeInternal())) {
      copy.apply(
          (Coordinate position) ->
              position.x -= FULL_CIRCLE * Math.round(position.x / FULL_CIRCLE));
      copy.geometryChanged();
    }
    return copy;
  }

  private static boolean isWithin(Envelope envelope) {
    return envelope.getMinX() >= -HALF_CIRCLE && envelope.getMaxX() <= HALF_CIRCLE;
  }

  private static double middle(LinearRing ring) {
    Envelope envelope = ring.getEnvelopeInternal();
    return (envelope.getMinX() + envelope.getMaxX()) / 2;
  }

  private static Geometry shifted(Geometry geometry, double degrees) {
    return AffineTransformation.translationInstance(degrees, 0).transform(geometry);
  }
}
