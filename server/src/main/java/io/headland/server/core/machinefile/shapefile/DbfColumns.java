package io.headland.server.core.machinefile.shapefile;

import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.shapefile.DbfReader.Column;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The columns of a .dbf file.
final class DbfColumns {
  /// Bytes of a column in the header.
  static final int LENGTH = 32;

  /// The most columns of a file; dBASE IV permits 255.
  static final int MAX_COLUMNS = 255;

  private static final int NAME_LENGTH = 11;
  private static final int END_OF_COLUMNS = 0x0D;

  private DbfColumns() {}

  /// The columns of the header after its first 32 bytes.
  static List<Column> parse(byte[] header) throws MachineFileException {
    List<Column> columns = new ArrayList<>();
    int offset = 1;
    for (int at = 0; at + LENGTH <= header.length && header[at] != END_OF_COLUMNS; at += LENGTH) {
      if (columns.size() == MAX_COLUMNS) {
        throw new MachineFileException(
            "The .dbf file has more than %d columns.".formatted(MAX_COLUMNS));
      }
      int end = at;
      while (end < at + NAME_LENGTH && header[end] != 0) {
        end++;
      }
      String name = new String(header, at, end - at, StandardCharsets.ISO_8859_1).strip();
      int length = Byte.toUnsignedInt(header[at + 16]);
      columns.add(new Column(name, (char) header[at + NAME_LENGTH], offset, length));
      offset += length;
    }
    if (columns.isEmpty()) {
      throw new MachineFileException("The .dbf file has no columns.");
    }
    return List.copyOf(columns);
  }

  /// The index of the first column with one of these names, as [DbfReader#indexOf].
  static int indexOf(List<Column> columns, String... names) {
    for (String name : names) {
      for (int i = 0; i < columns.size(); i++) {
        if (isNamed(columns.get(i), name.toLowerCase(Locale.ROOT))) {
          return i;
        }
      }
    }
    return -1;
  }

  private static boolean isNamed(Column column, String wanted) {
    String name = column.name().toLowerCase(Locale.ROOT);
    return name.equals(wanted)
        || (name.length() >= NAME_LENGTH - 1
            && name.length() <= NAME_LENGTH
            && wanted.startsWith(name));
  }
}
