package io.headland.simulator.johndeere.operations;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes the attributes of an export as `.dbf`: dBase III, code page byte 0x58, without an
/// end-of-file byte, field names that may fill their eleven bytes.
final class TableWriter {
  private static final int HEADER = 32;
  private static final byte VERSION = 3;
  private static final byte CODE_PAGE = 0x58;
  private static final int NAME = 11;

  private final Recording recording;
  private final ExportOptions options;
  private final List<Column> columns;

  TableWriter(Recording recording, ExportOptions options, List<Column> columns) {
    this.recording = recording;
    this.options = options;
    this.columns = columns;
  }

  void write(OutputStream out, int records) throws IOException {
    int length = 1 + columns.stream().mapToInt(Column::length).sum();
    out.write(header(records, length));
    Row row = new Row(length);
    options
        .resolution()
        .send(
            recording,
            sample -> {
              row.begin();
              for (Column column : columns) {
                column.value().write(row, sample);
              }
              out.write(row.bytes());
            });
  }

  private byte[] header(int records, int rowLength) {
    int length = HEADER * (1 + columns.size()) + 1;
    ByteBuffer header = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    header.put(VERSION).put((byte) 0x95).put((byte) 1).put((byte) 1);
    header.putInt(records).putShort((short) length).putShort((short) rowLength);
    header.put(29, CODE_PAGE);
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      byte[] name = column.name().getBytes(StandardCharsets.US_ASCII);
      header.position(HEADER * (i + 1)).put(name, 0, Math.min(name.length, NAME));
      header.put(HEADER * (i + 1) + NAME, (byte) column.type());
      header.put(HEADER * (i + 1) + 16, (byte) column.length());
      header.put(HEADER * (i + 1) + 17, (byte) column.decimals());
    }
    header.put(length - 1, (byte) 0x0D);
    return header.array();
  }
}
