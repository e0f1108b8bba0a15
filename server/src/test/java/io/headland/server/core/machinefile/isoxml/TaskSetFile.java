package io.headland.server.core.machinefile.isoxml;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Builds small task sets.
final class TaskSetFile {
  /// A header whose records have latitude, longitude, status, GPS time and date, and two values.
  static final String HEADER =
      """
      <TIM A="" D="4"><PTN A="" B="" D="" F="4" H="" I=""/>
        <DLV A="0002" B="" C="DET-2"/><DLV A="018D" B="" C="DET-1"/></TIM>
      """;

  /// 2026-05-04 as days since 1980-01-01.
  static final int MAY_4_2026 = 16_925;

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  /// A task set of version 3 with one task and the log `TLG00001`.
  static TaskSetFile withLog(String header, byte[] records) {
    return new TaskSetFile()
        .with(
            "TASKDATA/TASKDATA.XML",
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <ISO11783_TaskData VersionMajor="3" VersionMinor="0" DataTransferOrigin="2">
              <PFD A="PFD1" C="North 40" D="161874"/>
              <DVC A="DVC-1" B="Sprayer"><DET A="DET-1" B="1" C="1" E="0" F="0"/><DET A="DET-2" B="2" C="2" E="1" F="1"/></DVC>
              <TSK A="TSK1" B="Spraying" E="PFD1" G="4"><TLG A="TLG00001"/></TSK>
            </ISO11783_TaskData>
            """)
        .with("TASKDATA/TLG00001.XML", header)
        .with("TASKDATA/TLG00001.BIN", records);
  }

  /// Records with the layout of [#HEADER].
  static final class Records {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /// @param days of the machine's own clock
    /// @param gpsDays of the GPS receiver
    /// @param values pairs of index and value
    Records add(
        int millis, int days, double latitude, double longitude, int gpsDays, int... values) {
      ByteBuffer record =
          ByteBuffer.allocate(6 + 4 + 4 + 1 + 4 + 2 + 1 + values.length / 2 * 5)
              .order(ByteOrder.LITTLE_ENDIAN);
      record.putInt(millis).putShort((short) days);
      record.putInt((int) Math.round(latitude * 1e7)).putInt((int) Math.round(longitude * 1e7));
      record.put((byte) 1).putInt(millis - 7_200_000).putShort((short) gpsDays);
      record.put((byte) (values.length / 2));
      for (int i = 0; i < values.length; i += 2) {
        record.put((byte) values[i]).putInt(values[i + 1]);
      }
      bytes.writeBytes(record.array());
      return this;
    }

    byte[] toBytes() {
      return bytes.toByteArray();
    }
  }

  TaskSetFile with(String name, String content) {
    return with(name, content.getBytes(StandardCharsets.UTF_8));
  }

  TaskSetFile with(String name, byte[] content) {
    files.put(name, content);
    return this;
  }

  TaskSetFile without(String name) {
    files.remove(name);
    return this;
  }

  Path write(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }
}
