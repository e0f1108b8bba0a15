package io.headland.server.core.machinefile.isoxml;

import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSource;
import java.io.IOException;
import java.util.List;

/// The records of a time log as points. Records without a position stay, with longitude and
/// latitude 0, so that those who read the points can count them.
final class LogPoints implements PointSource {
  private static final long QUARTER_HOUR = 15 * 60 * 1_000L;

  private final TimeLogReader log;
  private final List<LogColumn> columns;
  private final WorkingWidth width;
  private final LogDistance distance;
  private final TotalYield total;
  private final boolean hasTotalYield;
  private final String label;
  private final boolean hasAltitude;
  private long points;
  private boolean located;
  private boolean timed;
  private boolean hasArea;
  private long clockOffset;

  /// The points of a log.
  ///
  /// @param hasTotalYield whether the mass is that of the logged total
  /// @param label of all points: the product, variety or techniques of the task
  LogPoints(
      TimeLogReader log,
      List<LogColumn> columns,
      WorkingWidth width,
      boolean hasTotalYield,
      String label) {
    this.log = log;
    this.columns = columns;
    this.width = width;
    this.distance = new LogDistance(log.header(), width.hasStates());
    this.total = new TotalYield(log.header());
    this.hasTotalYield = hasTotalYield;
    this.label = label;
    this.hasAltitude = log.header().position().contains(TimeLogHeader.PositionAttribute.UP);
  }

  @Override
  public boolean next(PointRow row) throws IOException, MachineFileException {
    if (!log.next()) {
      verify();
      return false;
    }
    points++;
    located |= log.hasPosition();
    row.clear();
    row.moveTo(log.longitude(), log.latitude());
    row.setMachine(1);
    row.setLabel(label);
    setTime(row);
    setValues(row);
    return true;
  }

  private void setValues(PointRow row) {
    width.update(log);
    double metres = distance.next(log);
    row.set(PointProperty.DISTANCE, metres);
    row.set(PointProperty.EQUIPMENT_WIDTH, width.metres());
    row.set(PointProperty.AREA, metres * width.metres());
    hasArea |= !Double.isNaN(width.metres());
    if (hasAltitude && log.hasPosition()) {
      row.set(PointProperty.ELEVATION, log.altitude());
    }
    for (LogColumn column : columns) {
      boolean off = width.metres() == 0 && column.property().isPerArea();
      row.set(column.property().property(), off ? 0 : column.value(log, width));
    }
    if (hasTotalYield) {
      total.fill(row, log);
    }
  }

  /// The time of the receiver is UTC. The machine's clock is local time; its offset is known from
  /// the records that have both.
  private void setTime(PointRow row) {
    long machine = log.machineMillis();
    long millis = log.epochMillis();
    if (log.isUtc() && machine != Long.MIN_VALUE) {
      clockOffset = Math.round((millis - machine) / (double) QUARTER_HOUR) * QUARTER_HOUR;
    } else if (!log.isUtc() && machine != Long.MIN_VALUE) {
      millis = machine + clockOffset;
    }
    row.recordedAt(millis);
    timed |= millis != Long.MIN_VALUE;
  }

  private void verify() throws MachineFileException {
    if (points == 0) {
      throw new MachineFileException("The time log has no records.");
    }
    if (!timed) {
      throw new MachineFileException("missing required properties: timestamp");
    }
    if (!hasArea) {
      throw new MachineFileException("missing required properties: area");
    }
    if (!located) {
      throw new MachineFileException("No record of the time log has a position.");
    }
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
