package io.headland.server.core.machinefile.export;

import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.export.ExportColumn.Measured;
import io.headland.server.core.machinefile.point.StoredPoints;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Writes the attributes of points as a .dbf file of dBASE III in UTF-8. A value that a point lacks
/// is blank.
final class DbfWriter {
  private static final int COLUMN_BYTES = 32;

  /// The longest text of a column; longer ones are cut.
  private static final int MAX_TEXT = 254;

  private static final int SECTION_DIGITS = 11;

  private final ExportedPoints points;
  private final List<DbfField> fields = new ArrayList<>();
  private final int recordBytes;

  /// A column in the file.
  private record DbfField(
      ExportColumn column, char type, int width, int decimals, DbfNumber form) {}

  DbfWriter(ExportedPoints points) {
    this.points = points;
    points.columns().forEach(column -> fields.add(field(column)));
    this.recordBytes = 1 + fields.stream().mapToInt(DbfField::width).sum();
  }

  private static DbfField field(ExportColumn column) {
    DbfNumber none = DbfNumber.integer(SECTION_DIGITS);
    return switch (column) {
      case ExportColumn.Time time -> new DbfField(time, 'C', ExportedTime.LENGTH, 0, none);
      case ExportColumn.Section section -> new DbfField(section, 'N', SECTION_DIGITS, 0, none);
      case ExportColumn.Text text ->
          new DbfField(text, 'C', Math.min(MAX_TEXT, text.maxBytes()), 0, none);
      case Measured measured -> {
        DbfNumber form = DbfNumber.of(measured.min(), measured.max());
        yield new DbfField(measured, 'N', form.width(), form.decimals(), form);
      }
    };
  }

  private int headerBytes() {
    return COLUMN_BYTES * (fields.size() + 1) + 1;
  }

  /// The size of the file.
  long bytes() {
    return headerBytes() + points.count() * recordBytes + 1;
  }

  /// Writes the file.
  ///
  /// @param changedAt when the points were last changed
  void write(StoredPoints source, Instant changedAt, OutputStream out) throws IOException {
    out.write(header(changedAt));
    PointRow row = new PointRow();
    byte[] record = new byte[recordBytes];
    while (source.next(row)) {
      Arrays.fill(record, (byte) ' ');
      int at = 1;
      for (DbfField field : fields) {
        byte[] value = value(field, row);
        // Texts begin at the left, numbers end at the right.
        int start = field.type == 'C' ? at : at + field.width - value.length;
        System.arraycopy(value, 0, record, start, value.length);
        at += field.width;
      }
      out.write(record);
    }
    out.write(0x1A);
  }

  private byte[] header(Instant changedAt) {
    ZonedDateTime day = changedAt.atZone(ZoneOffset.UTC);
    ByteBuffer header = ByteBuffer.allocate(headerBytes()).order(ByteOrder.LITTLE_ENDIAN);
    header
        .put((byte) 3)
        .put((byte) (day.getYear() - 1900))
        .put((byte) day.getMonthValue())
        .put((byte) day.getDayOfMonth())
        .putInt(Math.toIntExact(points.count()))
        .putShort((short) headerBytes())
        .putShort((short) recordBytes);
    int at = COLUMN_BYTES;
    for (DbfField field : fields) {
      header
          .put(at, field.column.shortName().getBytes(StandardCharsets.US_ASCII))
          .put(at + 11, (byte) field.type)
          .put(at + 16, (byte) field.width)
          .put(at + 17, (byte) field.decimals);
      at += COLUMN_BYTES;
    }
    return header.put(at, (byte) 0x0D).array();
  }

  private static byte[] value(DbfField field, PointRow row) {
    String text =
        switch (field.column) {
          case ExportColumn.Time _ ->
              row.epochMillis() == Long.MIN_VALUE ? "" : ExportedTime.of(row.epochMillis());
          case ExportColumn.Section _ -> Integer.toString(row.section());
          case ExportColumn.Text each -> each.value().apply(row);
          case Measured measured -> {
            double value = measured.of(row);
            yield Double.isNaN(value) ? "" : field.form.text(value);
          }
        };
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= field.width ? bytes : cut(bytes, field.width);
  }

  /// The beginning of a text, without a part of a character.
  private static byte[] cut(byte[] utf8, int max) {
    int end = max;
    while (end > 0 && (utf8[end] & 0xC0) == 0x80) {
      end--;
    }
    return Arrays.copyOf(utf8, end);
  }
}
