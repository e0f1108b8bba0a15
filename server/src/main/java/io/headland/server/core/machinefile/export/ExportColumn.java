package io.headland.server.core.machinefile.export;

import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import java.util.Optional;
import java.util.function.Function;

/// A column of exported points.
sealed interface ExportColumn {
  /// As in Leaf's API.
  String name();

  /// The name in a .dbf file: at most ten characters.
  String shortName();

  /// A sentence that names the unit, if there is one.
  String description();

  /// Leaf's name of the unit; blank when there is none.
  default String unit() {
    return "";
  }

  /// The time of a point.
  record Time() implements ExportColumn {
    @Override
    public String name() {
      return "timestamp";
    }

    @Override
    public String shortName() {
      return "timestamp";
    }

    @Override
    public String description() {
      return "Time of the point, in UTC.";
    }
  }

  /// The section of the implement.
  record Section() implements ExportColumn {
    @Override
    public String name() {
      return "sectionId";
    }

    @Override
    public String shortName() {
      return "section";
    }

    @Override
    public String description() {
      return "Section of the implement; 0 for the machine as a whole.";
    }
  }

  /// A text.
  ///
  /// @param maxBytes the longest value in UTF-8
  record Text(
      String name,
      String shortName,
      String description,
      int maxBytes,
      Function<PointRow, String> value)
      implements ExportColumn {}

  /// A measured value.
  ///
  /// @param from the unit of the points; empty when the file states none
  /// @param to the unit in which it is exported
  /// @param unit its name in Leaf's API; blank when the file states none
  /// @param min of all points, in the exported unit
  /// @param max of all points, in the exported unit
  record Measured(
      PointProperty property,
      Optional<MeasurementUnit> from,
      Optional<MeasurementUnit> to,
      String unit,
      double min,
      double max)
      implements ExportColumn {

    @Override
    public String name() {
      return property.leafName();
    }

    @Override
    public String shortName() {
      return ShortNames.of(property);
    }

    @Override
    public String description() {
      String words = ShortNames.words(property);
      return unit.isEmpty() ? words + "." : words + ". Unit: " + unit + ".";
    }

    /// The value of a point; NaN when it has none.
    double of(PointRow row) {
      return convert(row.get(property));
    }

    private double convert(double value) {
      return from.isPresent() && to.isPresent() ? from.get().convert(value, to.get()) : value;
    }

    Measured withRange(double smallest, double largest) {
      return new Measured(property, from, to, unit, convert(smallest), convert(largest));
    }
  }
}
