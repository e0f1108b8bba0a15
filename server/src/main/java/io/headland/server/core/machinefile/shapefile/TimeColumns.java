package io.headland.server.core.machinefile.shapefile;

import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.PointTime;
import io.headland.server.core.machinefile.entry.ArchiveEntry;

/// The time of a record in one column, or in columns of the date and of the time of day.
final class TimeColumns {
  private final int time;
  private final int date;
  private String lastDate = "";
  private String lastTime = "";
  private long lastMillis = PointTime.INVALID;

  TimeColumns(DbfReader dbf) {
    time = dbf.indexOf(ColumnNames.TIME);
    date = dbf.indexOf(ColumnNames.DATE);
  }

  boolean isPresent() {
    return time >= 0 || date >= 0;
  }

  /// The time in milliseconds since 1970-01-01T00:00Z; `Long.MIN_VALUE` for a blank one.
  long millis(DbfReader dbf) throws MachineFileException {
    if (time >= 0) {
      long iso = dbf.isoTime(time);
      if (iso != TimeText.INVALID) {
        return iso;
      }
    }
    String ofTime = time < 0 ? "" : dbf.text(time);
    String ofDate = date < 0 ? "" : dbf.text(date);
    if (!ofTime.equals(lastTime) || !ofDate.equals(lastDate)) {
      lastMillis = parse(ofDate, ofTime, dbf);
      lastTime = ofTime;
      lastDate = ofDate;
    }
    return lastMillis;
  }

  private long parse(String ofDate, String ofTime, DbfReader dbf) throws MachineFileException {
    if (ofTime.isEmpty() && ofDate.isEmpty()) {
      return PointTime.INVALID;
    }
    long millis = ofTime.isEmpty() ? PointTime.parse(ofDate) : PointTime.parse(ofTime);
    if (millis == PointTime.INVALID && !ofDate.isEmpty()) {
      millis = PointTime.parse(ofDate, ofTime);
    }
    if (millis == PointTime.INVALID) {
      throw new MachineFileException(
          "Record %d of the .dbf file: \"%s\" is not a time in the column %s."
              .formatted(
                  dbf.recordNumber(),
                  ArchiveEntry.excerpt((ofDate + " " + ofTime).strip()),
                  dbf.columns().get(time < 0 ? date : time).name()));
    }
    return millis;
  }
}
