package io.headland.server.core.machinefile.summary;

import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Points of a machine that drives passes of 100 m to the north, beside each other, with a point
/// each 2 m and second. The implement is 10 m wide, in the number of sections that is given.
public final class FieldWork {
  public static final double LATITUDE = 41.6;
  public static final double LONGITUDE = -93.5;
  public static final long START = 1_509_094_612_000L;
  static final int POINTS_OF_A_PASS = 50;
  private static final double METRES_A_DEGREE = 111_195;

  private FieldWork() {}

  public static MachineFileDescription description(
      OperationType type, String crop, Map<PointProperty, MeasurementUnit> units) {
    return new MachineFileDescription(
        type,
        "original",
        crop,
        units,
        List.of(new MachineFileDescription.Machinery(1, false, "Combine", "Deere", "serial-1")),
        List.of(),
        new MachineFileDescription.OriginalPlace("Grower", "Farm", "North 40"));
  }

  /// Rows in the order of their time.
  public static List<PointRow> rows(int passes, int sections, Consumer<PointRow> values) {
    List<PointRow> rows = new ArrayList<>();
    double width = 10.0 / sections;
    for (int pass = 0; pass < passes; pass++) {
      for (int at = 0; at < POINTS_OF_A_PASS; at++) {
        for (int section = 0; section < sections; section++) {
          PointRow row = new PointRow();
          row.clear();
          double east = pass * 10 + (section + 0.5) * width;
          row.moveTo(
              LONGITUDE + east / METRES_A_DEGREE / Math.cos(Math.toRadians(LATITUDE)),
              LATITUDE + at * 2 / METRES_A_DEGREE);
          row.recordedAt(START + (pass * POINTS_OF_A_PASS + at) * 1_000L);
          row.setMachine(1);
          row.setSection(sections == 1 ? 0 : section + 1);
          row.set(PointProperty.AREA, 2 * width);
          row.set(PointProperty.DISTANCE, 2);
          row.set(PointProperty.EQUIPMENT_WIDTH, width);
          values.accept(row);
          rows.add(row);
        }
      }
    }
    return rows;
  }

  /// A source of rows.
  public static PointSource source(List<PointRow> rows) {
    return new PointSource() {
      private int next;

      @Override
      public boolean next(PointRow row) {
        if (next == rows.size()) {
          return false;
        }
        copy(rows.get(next++), row);
        return true;
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }

  static void copy(PointRow from, PointRow to) {
    to.clear();
    to.moveTo(from.longitude(), from.latitude());
    to.recordedAt(from.epochMillis());
    to.setSection(from.section());
    to.setMachine(from.machine());
    to.setLabel(from.label());
    for (PointProperty property : PointProperty.values()) {
      to.set(property, from.get(property));
    }
  }
}
