package io.headland.simulator.johndeere.operations;

import io.headland.simulator.johndeere.world.ExportForms;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Zips that a client must refuse.
final class DefectiveZip {
  private static final long BOMB = 1L << 29;
  private static final int BLOCK = 1 << 16;

  private DefectiveZip() {}

  /// Writes an export with a defect.
  static void write(ExportFile file, ExportForms.Defect defect, OutputStream out)
      throws IOException {
    switch (defect) {
      case CORRUPT -> out.write(corrupt(bytes(file)));
      case TRUNCATED -> {
        byte[] original = bytes(file);
        out.write(original, 0, original.length / 2);
      }
      case EMPTY -> new ZipOutputStream(out).finish();
      case BOMB -> bomb(out);
      case TRAVERSAL -> traversal(out);
      case NONE,
          NEVER_COMPLETE,
          LINK_EXPIRED,
          LINK_PRIVATE_HOST,
          LINK_OTHER_HOST,
          LINK_OTHER_SCHEME,
          LINK_MISSING ->
          file.writeTo(out);
    }
  }

  private static byte[] bytes(ExportFile file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    file.writeTo(bytes);
    return bytes.toByteArray();
  }

  private static byte[] corrupt(byte[] original) {
    byte[] changed = original.clone();
    int middle = original.length / 3;
    for (int i = middle; i < Math.min(original.length, middle + 64); i++) {
      changed[i] = (byte) ~changed[i];
    }
    return changed;
  }

  private static void bomb(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.putNextEntry(new ZipEntry("Field.dbf"));
    byte[] zeros = new byte[BLOCK];
    for (long written = 0; written < BOMB; written += BLOCK) {
      zip.write(zeros);
    }
    zip.closeEntry();
    zip.finish();
  }

  private static void traversal(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    byte[] content = new byte[100];
    Arrays.fill(content, (byte) 'x');
    for (String name : new String[] {"../../escaped.shp", "/escaped.dbf", "..\\escaped.shx"}) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
      zip.closeEntry();
    }
    zip.putNextEntry(new ZipEntry("Field-Deere-Metadata.json"));
    zip.write("{}".getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
    zip.finish();
  }
}
