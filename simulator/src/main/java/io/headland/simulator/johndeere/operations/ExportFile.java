package io.headland.simulator.johndeere.operations;

import io.headland.simulator.http.Json;
import io.headland.simulator.johndeere.world.ExportForms;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The zip of an export: one shapefile with its metadata. It is written while it is sent.
///
/// @param located an operation of a field with an active boundary
/// @param operationId as in the API
/// @param created the time stated in the metadata
record ExportFile(
    OperationRegistry.Located located,
    ExportOptions options,
    ExportForms forms,
    String operationId,
    Instant created) {
  private static final int BUFFER = 1 << 16;

  /// Beyond this number of samples the zip is written with less compression.
  private static final int LARGE = 1_000_000;

  private static final String WGS_84 =
      "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],"
          + "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";

  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /// Writes the complete zip.
  void writeTo(OutputStream out) throws IOException {
    Optional<FolderExport> source = located.operation().source();
    if (source.isPresent()) {
      source.get().writeTo(out);
    } else {
      generate(out);
    }
  }

  private void generate(OutputStream out) throws IOException {
    Recording recording =
        new Recording(
            located.operation(), located.field().findActiveBoundary().orElseThrow().rings());
    Extent extent = Extent.of(recording, options);
    List<Column> columns = Columns.of(recording, options, forms);
    ShapeWriter shapes = new ShapeWriter(recording, options, extent);
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.setLevel(
        located.operation().points() > LARGE ? Deflater.BEST_SPEED : Deflater.DEFAULT_COMPRESSION);
    String base = name();
    entry(zip, base + ".shp", shapes::writeShapes);
    entry(zip, base + ".shx", shapes::writeIndex);
    TableWriter table = new TableWriter(recording, options, columns);
    entry(zip, base + ".dbf", body -> table.write(body, extent.records()));
    entry(zip, base + ".prj", body -> body.write(WGS_84.getBytes(StandardCharsets.US_ASCII)));
    String metadata = Json.pretty(ExportMetadata.of(located, columns, forms, operationId, created));
    entry(
        zip,
        base + "-Deere-Metadata.json",
        body -> body.write(metadata.getBytes(StandardCharsets.UTF_8)));
    zip.finish();
  }

  /// `<Client>-<Farm>-<Field>-<Crop or product>`, in a folder `doc` if so set.
  private String name() {
    String what =
        located.operation().kind() == OperationKind.APPLICATION
            ? Products.NAME
            : located.operation().crop().label();
    String name =
        "%s-%s-%s-%s"
            .formatted(
                located.place().client().name(),
                located.place().farm().name(),
                located.field().name(),
                what)
            .replaceAll("[/\\\\:*?\"<>|]", "_");
    return forms.layout() == ExportForms.Layout.DOC ? "doc/" + name : name;
  }

  private void entry(ZipOutputStream zip, String name, Content content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(LocalDateTime.ofInstant(created, ZoneOffset.UTC));
    zip.putNextEntry(entry);
    BufferedOutputStream buffer = new BufferedOutputStream(zip, BUFFER);
    content.writeTo(buffer);
    buffer.flush();
    zip.closeEntry();
  }
}
