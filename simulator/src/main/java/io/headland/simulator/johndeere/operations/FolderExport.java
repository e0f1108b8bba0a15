package io.headland.simulator.johndeere.operations;

import io.headland.simulator.fielddata.Field;
import io.headland.simulator.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Enumeration;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// An export in a file, with what its metadata and its attribute table state.
///
/// @param points the number of records
/// @param totals the sums over the records with a rate above zero
record FolderExport(
    Path file,
    String fieldId,
    String fieldName,
    OperationKind kind,
    int season,
    Crop crop,
    Instant startDate,
    Duration duration,
    int points,
    Totals totals) {

  private static final String METADATA = "-Deere-Metadata.json";

  /// Reads an export; empty for a zip without the metadata of John Deere.
  ///
  /// @throws IllegalArgumentException naming the file and what is not supported
  static Optional<FolderExport> read(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Optional<ZipEntry> metadata = find(zip, METADATA);
      Optional<ZipEntry> table = find(zip, ".dbf");
      if (metadata.isEmpty() || table.isEmpty()) {
        return Optional.empty();
      }
      JsonNode json = json(zip, metadata.get());
      try (InputStream in = zip.getInputStream(table.get())) {
        return Optional.of(of(file, json, in));
      }
    } catch (JacksonException | IllegalArgumentException | DateTimeException | IOException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static Optional<ZipEntry> find(ZipFile zip, String suffix) {
    Enumeration<? extends ZipEntry> entries = zip.entries();
    while (entries.hasMoreElements()) {
      ZipEntry entry = entries.nextElement();
      if (entry.getName().endsWith(suffix)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  private static JsonNode json(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static FolderExport of(Path file, JsonNode json, InputStream table) throws IOException {
    String operation = json.path("Operation").asString("");
    OperationKind kind =
        OperationKind.find(operation)
            .orElseThrow(
                () -> new IllegalArgumentException("Operation " + operation + " is not supported"));
    String token = json.path("CropToken").asString(Crop.CORN_WET.name());
    Crop crop =
        Crop.find(token)
            .orElseThrow(
                () -> new IllegalArgumentException("CropToken " + token + " is not supported"));
    TableTotals totals = TableTotals.read(json, table);
    return new FolderExport(
        file,
        json.path("FieldId").asString(""),
        json.path("FieldName").asString(""),
        kind,
        json.path("CropSeason").asInt(),
        crop,
        start(json, totals),
        totals.duration(),
        totals.rows(),
        totals.totals());
  }

  /// The start in the metadata; the metadata of web exports have none, so it is the first time in
  /// the table.
  private static Instant start(JsonNode json, TableTotals totals) {
    return json.path("FieldOperationStartDate")
        .stringValueOpt()
        .map(Instant::parse)
        .or(totals::start)
        .orElseThrow(() -> new IllegalArgumentException("no start of the operation is stated"));
  }

  /// Whether the metadata name the field.
  boolean isOf(Field field) {
    return field.id().equals(fieldId) || field.name().equals(fieldName);
  }

  FieldOperation operation(OperationKey key) {
    Instant modified = startDate.plus(duration).plus(Duration.ofDays(1));
    return new FieldOperation(
        key, kind, season, crop, startDate, duration, modified, points, Optional.of(this));
  }

  void writeTo(OutputStream out) throws IOException {
    Files.copy(file, out);
  }
}
