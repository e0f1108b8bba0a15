package io.headland.server.core.machinefile.point;

import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.PointProperty;
import java.util.Locale;
import java.util.Map;

/// The query for the strips that points cover: rectangles around their positions with the width of
/// the implement across the heading, and the area of the point. A point without a width or a
/// heading covers a square of its area. A point without a position or an area is left out.
final class PointPolygons {
  /// Of WGS 84, in metres.
  private static final double RADIUS = 6_378_137;

  private static final double SQUARED_ECCENTRICITY = 0.00669437999014;

  /// Near the poles, degrees of longitude are too short.
  private static final double MAX_LATITUDE = 89;

  /// A narrower implement, or a longer way between two points, is a wrong value.
  private static final double MIN_WIDTH = 0.05;

  private static final double MAX_LENGTH = 1_000;

  private PointPolygons() {}

  /// The query, with all columns of the points and `geometry`.
  ///
  /// @param source of the points
  /// @param units of the points
  static String query(String source, Map<PointProperty, MeasurementUnit> units) {
    return """
    with measured as (
      select *, greatest("equipmentWidth", 0) * %1$s as metres_wide, greatest(distance, 0) * %2$s as metres_long
        from %3$s
       where abs(latitude) <= %4$s and abs(longitude) <= 180),
    areas as (
      select *, case when area > 0 then area else metres_wide * metres_long end as square_metres
        from measured),
    strips as (
      select *, heading is not null and metres_wide >= %5$s and square_metres / metres_wide <= %6$s as is_strip
        from areas
       where square_metres > 0 and square_metres <= %6$s * %6$s),
    sides as (
      select *
           , case when is_strip then metres_wide else sqrt(square_metres) end / 2 as half_width
           , square_metres / case when is_strip then metres_wide else sqrt(square_metres) end / 2 as half_length
           , case when is_strip then sin(radians(heading)) else 0 end as sine
           , case when is_strip then cos(radians(heading)) else 1 end as cosine
           , 1 - %7$s * pow(sin(radians(latitude)), 2) as curvature
        from strips),
    vectors as (
      select *
           , degrees(half_width * cosine / (%8$s * cos(radians(latitude)) / sqrt(curvature))) as right_x
           , degrees(-half_width * sine / (%8$s * (1 - %7$s) / pow(curvature, 1.5))) as right_y
           , degrees(half_length * sine / (%8$s * cos(radians(latitude)) / sqrt(curvature))) as ahead_x
           , degrees(half_length * cosine / (%8$s * (1 - %7$s) / pow(curvature, 1.5))) as ahead_y
        from sides)
    select %9$s, ('POLYGON((' || %10$s || ', ' || %11$s || ', ' || %12$s || ', ' || %13$s || ', ' || %10$s || '))')::geometry
             as geometry
      from vectors
    """
        .formatted(
            metres(units, PointProperty.EQUIPMENT_WIDTH),
            metres(units, PointProperty.DISTANCE),
            source,
            text(MAX_LATITUDE),
            text(MIN_WIDTH),
            text(MAX_LENGTH),
            text(SQUARED_ECCENTRICITY),
            text(RADIUS),
            String.join(", ", PointColumns.all()),
            corner('-', '-'),
            corner('+', '-'),
            corner('+', '+'),
            corner('-', '+'));
  }

  private static String corner(char right, char ahead) {
    return "(longitude %1$c right_x %2$c ahead_x) || ' ' || (latitude %1$c right_y %2$c ahead_y)"
        .formatted(right, ahead);
  }

  private static String metres(Map<PointProperty, MeasurementUnit> units, PointProperty length) {
    return text(units.getOrDefault(length, MeasurementUnit.METRE).toStandard(1));
  }

  private static String text(double number) {
    return String.format(Locale.ROOT, "%s::double", number);
  }
}
