package io.headland.server.core.machinefile.isoxml;

import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;

/// The mass of each point from the logged total yield (DDI 90), which is exact where the momentary
/// yield is not: material still flows when the header has been lifted, and not yet when the next
/// pass begins.
///
/// What is added to the total while no area is covered belongs to the following points: each
/// receives its own growth, or the mean yield so far if that is more and enough is left.
final class TotalYield {
  private static final int TOTAL_MASS = 90;

  /// A larger growth between two records is an error of the log.
  private static final long MAX_KILOGRAMS = 50_000;

  /// From kilograms per square metre to tonnes per hectare.
  private static final double TONNES_PER_HECTARE = 10;

  private final int index;
  private long lastTotal = -1;
  private double waiting;
  private double assigned;
  private double area;

  TotalYield(TimeLogHeader header) {
    index = header.indexOf(TOTAL_MASS);
  }

  /// Whether the log has the total.
  boolean isPresent() {
    return index >= 0;
  }

  /// Sets the mass and the mass per area of the current record, whose area is set.
  void fill(PointRow row, TimeLogReader log) {
    double growth = growth(log);
    waiting += growth;
    double squareMetres = row.get(PointProperty.AREA);
    double mass = 0;
    if (squareMetres > 0) {
      area += squareMetres;
      double mean = (assigned + waiting) / area;
      mass = Math.min(waiting, Math.max(growth, mean * squareMetres));
      waiting -= mass;
      assigned += mass;
    }
    row.set(PointProperty.WET_MASS, mass);
    row.set(
        PointProperty.WET_MASS_PER_AREA, mass == 0 ? 0 : mass / squareMetres * TONNES_PER_HECTARE);
  }

  private double growth(TimeLogReader log) {
    if (!log.isKnown(index)) {
      return 0;
    }
    long total = log.value(index);
    long growth = lastTotal < 0 ? 0 : total - lastTotal;
    lastTotal = total;
    return growth < 0 || growth > MAX_KILOGRAMS ? 0 : growth;
  }
}
