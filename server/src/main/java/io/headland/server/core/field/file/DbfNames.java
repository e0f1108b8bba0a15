package io.headland.server.core.field.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads one column of a dBASE III file: `name`, in capital or small letters.
final class DbfNames {
  private static final int DESCRIPTOR = 32;
  private static final int MAX_RECORDS = 100_000;
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private DbfNames() {}

  /// The names in the order of the records; empty when there is no such column, or the file is not
  /// readable: names are optional.
  static List<String> read(byte[] dbf) {
    if (dbf.length < DESCRIPTOR + 1) {
      return List.of();
    }
    ByteBuffer file = ByteBuffer.wrap(dbf).order(ByteOrder.LITTLE_ENDIAN);
    int records = Math.min(file.getInt(4), MAX_RECORDS);
    int header = file.getShort(8) & 0xFFFF;
    int length = file.getShort(10) & 0xFFFF;
    int offset = 1;
    for (int at = DESCRIPTOR; at + DESCRIPTOR <= Math.min(header, dbf.length); at += DESCRIPTOR) {
      int width = dbf[at + 16] & 0xFF;
      if (text(dbf, at, 11).equalsIgnoreCase("name") && dbf[at + 11] == 'C') {
        return column(dbf, records, header + offset, length, width);
      }
      offset += width;
    }
    return List.of();
  }

  private static List<String> column(byte[] dbf, int records, int first, int length, int width) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < records && first + (long) i * length + width <= dbf.length; i++) {
      names.add(text(dbf, first + i * length, width));
    }
    return names;
  }

  private static String text(byte[] dbf, int start, int length) {
    int end = start;
    while (end < start + length && dbf[end] != 0) {
      end++;
    }
    ByteBuffer bytes = ByteBuffer.wrap(dbf, start, end - start);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString().strip();
    } catch (CharacterCodingException _) {
      // Older programs use the Windows code page.
      return WINDOWS.decode(bytes).toString().strip();
    }
  }
}
