package io.headland.server.core.machinefile.adapt;

import io.headland.server.core.machinefile.point.PointEngine;
import io.headland.server.platform.json.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A zip archive in the form of the ADAPT Standard: `adapt.json`, and a GeoParquet file for each
/// operation in the same folder.
public final class AdaptArchive {
  /// Bytes of a GeoParquet file besides its points.
  private static final int FILE_BYTES = 1024 * 1024;

  /// The first time that a zip archive can have.
  private static final LocalDateTime FIRST_DAY = LocalDateTime.of(1980, 1, 1, 0, 0);

  private AdaptArchive() {}

  /// The largest size of the archive and of its largest part together, which are on the disk at the
  /// same time.
  public static long maxBytes(List<AdaptOperation> operations) throws IOException {
    long sum = FILE_BYTES;
    long largest = 0;
    for (AdaptOperation operation : operations) {
      // Texts of times and the geometries are added, other columns are left out.
      long bytes = FILE_BYTES + 2 * Files.size(operation.points().file());
      sum += bytes;
      largest = Math.max(largest, bytes);
    }
    return sum + largest;
  }

  /// Writes an archive.
  ///
  /// @param target in whose folder the parts are written
  public static void write(
      PointEngine engine, AdaptField field, List<AdaptOperation> operations, Path target)
      throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target));
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      // The parts are compressed already.
      zip.setLevel(Deflater.BEST_SPEED);
      begin(zip, "adapt.json");
      zip.write(
          Json.MAPPER
              .writerWithDefaultPrettyPrinter()
              .writeValueAsBytes(AdaptDocument.of(field, operations)));
      zip.setLevel(Deflater.NO_COMPRESSION);
      for (AdaptOperation operation :
          operations.stream().filter(AdaptOperation::hasPoints).toList()) {
        begin(zip, operation.fileName());
        Path part = target.resolveSibling(target.getFileName() + ".parquet");
        try {
          operation.writePoints(engine, part);
          Files.copy(part, zip);
        } finally {
          Files.deleteIfExists(part);
        }
      }
    }
  }

  private static void begin(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    // The same operations are the same archive.
    entry.setTimeLocal(FIRST_DAY);
    zip.putNextEntry(entry);
  }
}
