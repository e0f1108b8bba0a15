package io.headland.server.core.machinefile.shapefile;

import io.headland.server.core.machinefile.MachineFileException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;

/// Reads a .dbf file record by record. Only one record is in memory.
///
/// John Deere's exports have names of 11 bytes without a closing NUL, no .cpg file and the code
/// page 0x58 (Windows-1252).
public final class DbfReader implements AutoCloseable {
  private static final int HEADER = 32;
  private static final int END_OF_FILE = 0x1A;
  private static final int DELETED = '*';
  private static final int BUFFER = 1 << 16;
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private final InputStream in;
  private final List<Column> columns;
  private final Charset charset;
  private final byte[] row;
  private final byte[][] textBytes;
  private final String[] texts;
  private final long records;
  private long read;

  /// A column.
  ///
  /// @param offset of its first byte in a record, after the mark of deletion
  record Column(String name, char type, int offset, int length) {}

  private DbfReader(
      InputStream in, List<Column> columns, Charset charset, int rowLength, long records) {
    this.in = in;
    this.columns = columns;
    this.charset = charset;
    this.row = new byte[rowLength];
    this.textBytes = new byte[columns.size()][0];
    this.texts = new String[columns.size()];
    Arrays.fill(texts, "");
    this.records = records;
  }

  /// Reads the header.
  ///
  /// @param charset of texts, from a .cpg file; Windows-1252 without one
  public static DbfReader open(InputStream file, Charset charset)
      throws IOException, MachineFileException {
    InputStream in = new BufferedInputStream(file, BUFFER);
    ByteBuffer header = ByteBuffer.wrap(in.readNBytes(HEADER)).order(ByteOrder.LITTLE_ENDIAN);
    if (header.remaining() < HEADER) {
      throw new MachineFileException("The .dbf file ends within its header.");
    }
    long records = Integer.toUnsignedLong(header.getInt(4));
    int headerLength = Short.toUnsignedInt(header.getShort(8));
    int rowLength = Short.toUnsignedInt(header.getShort(10));
    byte[] rest = in.readNBytes(Math.max(0, headerLength - HEADER));
    if (headerLength < HEADER + DbfColumns.LENGTH + 1 || rest.length < headerLength - HEADER) {
      throw new MachineFileException("The .dbf file ends within its header.");
    }
    List<Column> columns = DbfColumns.parse(rest);
    int needed = 1 + columns.stream().mapToInt(Column::length).sum();
    if (needed > rowLength) {
      throw new MachineFileException(
          "The columns of the .dbf file need %d bytes, but its records have %d."
              .formatted(needed, rowLength));
    }
    return new DbfReader(in, columns, charset, rowLength, records);
  }

  /// The same with the code page of John Deere's exports.
  public static DbfReader open(InputStream file) throws IOException, MachineFileException {
    return open(file, WINDOWS_1252);
  }

  public List<Column> columns() {
    return columns;
  }

  /// The number of records that the header states.
  public long records() {
    return records;
  }

  /// The index of the first column with one of these names, regardless of case; -1 without one.
  ///
  /// Exporting programs cut names to 10 characters, some to 11, so that a longer name is also found
  /// by its beginning.
  public int indexOf(String... names) {
    return DbfColumns.indexOf(columns, names);
  }

  /// Reads the next record.
  ///
  /// @return false after the last
  public boolean next() throws IOException, MachineFileException {
    if (read == records) {
      // To the end of the file, so that its checksum is verified.
      in.transferTo(OutputStream.nullOutputStream());
      return false;
    }
    int bytes = in.readNBytes(row, 0, row.length);
    boolean isEnd = bytes == 0 || (bytes == 1 && row[0] == END_OF_FILE);
    if (bytes < row.length) {
      throw new MachineFileException(
          "The .dbf file is truncated: it ends %s record %d of %d."
              .formatted(isEnd ? "before" : "within", read + 1, records));
    }
    read++;
    return true;
  }

  public boolean isDeleted() {
    return row[0] == DELETED;
  }

  /// The number in a column; NaN when it is blank, or does not fit into the column and is written
  /// as asterisks ([#isOverflow]).
  ///
  /// @throws MachineFileException when it is not a number
  public double number(int index) throws MachineFileException {
    Column column = columns.get(index);
    double value = DecimalText.parse(row, column.offset(), column.length());
    if (value == DecimalText.INVALID) {
      throw new MachineFileException(
          "Record %d of the .dbf file: %s is not a number in the column %s."
              .formatted(read, shown(text(index)), column.name()));
    }
    return value;
  }

  /// Whether the value of a column was too large for it: it consists of asterisks.
  public boolean isOverflow(int index) {
    Column column = columns.get(index);
    return row[column.offset()] == '*';
  }

  /// The text in a column, without blanks at its ends. Texts repeat from record to record: the same
  /// object is returned as long as the text is the same.
  public String text(int index) {
    Column column = columns.get(index);
    int first = column.offset();
    int last = first + column.length();
    byte[] before = textBytes[index];
    if (!Arrays.equals(row, first, last, before, 0, before.length)) {
      textBytes[index] = Arrays.copyOfRange(row, first, last);
      texts[index] = stripped(row, first, last);
    }
    return texts[index];
  }

  /// What [#text] returns for a text that an exporting program has written to a column, and has cut
  /// off at its length.
  public String stored(int index, String text) {
    byte[] bytes = text.getBytes(charset);
    return stripped(bytes, 0, Math.min(bytes.length, columns.get(index).length()));
  }

  private String stripped(byte[] bytes, int first, int last) {
    int start = first;
    int end = last;
    while (start < end && isBlank(bytes[start])) {
      start++;
    }
    while (end > start && isBlank(bytes[end - 1])) {
      end--;
    }
    return new String(bytes, start, end - start, charset);
  }

  /// The time in a column of the form `2017-10-27T08:56:52.124Z` in milliseconds since
  /// 1970-01-01T00:00Z.
  ///
  /// @throws MachineFileException when it is not such a time
  public long time(int index) throws MachineFileException {
    Column column = columns.get(index);
    long millis = TimeText.parse(row, column.offset(), column.length());
    if (millis == TimeText.INVALID) {
      throw new MachineFileException(
          "Record %d of the .dbf file: %s is not a time in the column %s."
              .formatted(read, shown(text(index)), column.name()));
    }
    return millis;
  }

  /// The time in a column as [#time]; [TimeText#INVALID] when it has another form.
  long isoTime(int index) {
    Column column = columns.get(index);
    return TimeText.parse(row, column.offset(), column.length());
  }

  /// The number in a column; 0 when it is blank or not a number.
  double numberOrZero(int index) {
    Column column = columns.get(index);
    double value = DecimalText.parse(row, column.offset(), column.length());
    return Double.isFinite(value) ? value : 0;
  }

  /// The number of the current record, from 1 on.
  long recordNumber() {
    return read;
  }

  private static boolean isBlank(byte character) {
    return character == ' ' || character == 0;
  }

  private static String shown(String text) {
    return "\"" + text.replaceAll("\\p{Cntrl}", " ") + "\"";
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
