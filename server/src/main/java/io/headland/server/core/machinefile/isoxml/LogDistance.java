package io.headland.server.core.machinefile.isoxml;

/// The distance from record to record: that of the positions. In a log that does not state whether
/// the device works, it is the growth of the logged total (DDI 117), which counts only work.
///
/// The total is not used otherwise, because it is logged less often than the positions, and the
/// device may be off in just those records.
final class LogDistance {
  private static final int TOTAL_DISTANCE = 117;
  private static final double MILLIMETRES = 1_000;

  /// A longer way between two records is a gap of the log, not work.
  private static final double MAX_METRES = 200;

  private static final double METRES_PER_DEGREE = 6_371_008.8 * Math.PI / 180;

  private final int index;
  private long lastTotal = -1;
  private double lastLongitude = Double.NaN;
  private double lastLatitude = Double.NaN;

  /// @param hasStates whether the log states when the device works
  LogDistance(TimeLogHeader header, boolean hasStates) {
    index = hasStates ? -1 : header.indexOf(TOTAL_DISTANCE);
  }

  /// The distance in metres of the current record from the one before; 0 for the first, and after a
  /// gap.
  double next(TimeLogReader log) {
    double ofPositions = ofPositions(log);
    if (index < 0 || !log.isKnown(index)) {
      return ofPositions;
    }
    long total = log.value(index);
    long before = lastTotal;
    lastTotal = total;
    if (before < 0 || total < before || total - before > MAX_METRES * MILLIMETRES) {
      return before < 0 ? 0 : ofPositions;
    }
    return (total - before) / MILLIMETRES;
  }

  private double ofPositions(TimeLogReader log) {
    if (!log.hasPosition()) {
      return 0;
    }
    double north = (log.latitude() - lastLatitude) * METRES_PER_DEGREE;
    double east =
        (log.longitude() - lastLongitude)
            * METRES_PER_DEGREE
            * Math.cos(Math.toRadians(log.latitude()));
    lastLongitude = log.longitude();
    lastLatitude = log.latitude();
    double metres = Math.hypot(north, east);
    return Double.isNaN(metres) || metres > MAX_METRES ? 0 : metres;
  }
}
