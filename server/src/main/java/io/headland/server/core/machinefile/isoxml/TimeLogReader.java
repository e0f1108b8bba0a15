package io.headland.server.core.machinefile.isoxml;

import io.headland.server.core.machinefile.MachineFileException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;

/// Reads a time log (`TLGnnnnn.bin`) record by record, in little-endian order: milliseconds since
/// midnight, days since 1980-01-01, the position as [TimeLogHeader] states, and values.
///
/// A record contains only some of the values of its log; [#value] returns the last one. That the
/// others keep their value is an assumption: the reference has no statement about it.
///
/// The time zone of the record's own clock is not known. The time of the GPS receiver, which is
/// UTC, is used when a record has it.
final class TimeLogReader implements AutoCloseable {
  private static final long MILLIS_PER_DAY = 86_400_000;
  private static final long FIRST_DAY = LocalDate.of(1980, 1, 1).toEpochDay();

  /// Days of an unavailable date; controllers write 61,884 and above.
  private static final int LAST_DAY = 61_000;

  private static final double DEGREES = 1e-7;
  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private final TimeLogHeader header;
  private final int[] values;
  private final boolean[] known;
  private long records;
  private long machineMillis;
  private long gpsMillis;
  private double latitude;
  private double longitude;
  private double altitude;
  private int status;

  TimeLogReader(InputStream file, TimeLogHeader header) {
    this.in = new BufferedInputStream(file, BUFFER);
    this.header = header;
    this.values = new int[header.values().size()];
    this.known = new boolean[values.length];
  }

  /// Reads the next record.
  ///
  /// @return false after the last
  /// @throws MachineFileException when the log ends within a record, or a record contradicts the
  ///   header
  boolean next() throws IOException, MachineFileException {
    int first = in.read();
    if (first < 0) {
      return false;
    }
    try {
      long time = first | (long) unsigned(1) << 8 | (long) unsigned(2) << 16;
      machineMillis = millis(time, unsigned(2));
      readPosition();
      readValues();
      records++;
      return true;
    } catch (EOFException e) {
      throw new MachineFileException(
          "The time log is truncated: it ends within record %d.".formatted(records + 1), e);
    }
  }

  private void readPosition() throws IOException {
    gpsMillis = Long.MIN_VALUE;
    long gpsTime = -1;
    for (TimeLogHeader.PositionAttribute attribute : header.position()) {
      switch (attribute) {
        case NORTH -> latitude = integer() * DEGREES;
        case EAST -> longitude = integer() * DEGREES;
        case UP -> altitude = integer() / 1_000.0;
        case STATUS -> status = unsigned(1);
        case GPS_TIME -> gpsTime = Integer.toUnsignedLong(integer());
        case GPS_DATE -> gpsMillis = millis(gpsTime, unsigned(2));
        case PDOP, HDOP, SATELLITES -> unsigned(attribute.bytes());
      }
    }
  }

  private void readValues() throws IOException, MachineFileException {
    int count = unsigned(1);
    for (int i = 0; i < count; i++) {
      int index = unsigned(1);
      int value = integer();
      if (index >= values.length) {
        throw new MachineFileException(
            "Record %d of the time log has the value %d; its header has %d."
                .formatted(records + 1, index, values.length));
      }
      values[index] = value;
      known[index] = true;
    }
  }

  private static long millis(long time, int days) {
    return days == 0 || days > LAST_DAY || time < 0 || time >= MILLIS_PER_DAY
        ? Long.MIN_VALUE
        : (FIRST_DAY + days) * MILLIS_PER_DAY + time;
  }

  private int integer() throws IOException {
    return unsigned(2) | unsigned(2) << 16;
  }

  private int unsigned(int bytes) throws IOException {
    int value = 0;
    for (int i = 0; i < bytes; i++) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      value |= next << (8 * i);
    }
    return value;
  }

  long records() {
    return records;
  }

  /// The time in milliseconds since 1970-01-01T00:00Z; `Long.MIN_VALUE` when it is unknown.
  long epochMillis() {
    return gpsMillis == Long.MIN_VALUE ? machineMillis : gpsMillis;
  }

  /// The time of the record's own clock, whose zone is not known; `Long.MIN_VALUE` when it is
  /// unknown.
  long machineMillis() {
    return machineMillis;
  }

  TimeLogHeader header() {
    return header;
  }

  /// Whether [#epochMillis] is the time of the GPS receiver, which is UTC.
  boolean isUtc() {
    return gpsMillis != Long.MIN_VALUE;
  }

  /// Whether the record has a position: controllers write latitude and longitude 0 before the
  /// receiver has one.
  boolean hasPosition() {
    return latitude != 0 || longitude != 0;
  }

  double latitude() {
    return latitude;
  }

  double longitude() {
    return longitude;
  }

  /// Metres.
  double altitude() {
    return altitude;
  }

  /// The kind of the position: 1 GNSS fix, 2 differential, 4 fixed RTK, 5 float RTK.
  int status() {
    return status;
  }

  boolean isKnown(int index) {
    return known[index];
  }

  /// The last value with this index, in the unit of its identifier.
  int value(int index) {
    return values[index];
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
