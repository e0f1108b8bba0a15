package io.headland.server.core.machinefile.export;

import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MachineFileDescription.Machinery;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.UnitSystem;
import io.headland.server.core.machinefile.export.ExportColumn.Measured;
import io.headland.server.core.machinefile.export.ExportColumn.Text;
import io.headland.server.core.machinefile.point.PointEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Envelope;

/// Points with the columns of their export: those that have a value in at least one point.
///
/// @param count number of points
/// @param extent of their positions; empty when there is no point
/// @param layer name of the layer, such as `harvested_20261001`
public record ExportedPoints(
    Path file, long count, Envelope extent, String layer, List<ExportColumn> columns) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuuMMdd").withZone(ZoneOffset.UTC);

  /// The columns of a statement before those of the properties.
  private static final int FIRST_PROPERTY = 10;

  public ExportedPoints {
    columns = List.copyOf(columns);
  }

  /// Reads which columns the points have.
  ///
  /// @param file of points that have positions
  /// @param system of the values
  public static ExportedPoints of(
      PointEngine engine, Path file, MachineFileDescription description, UnitSystem system)
      throws IOException {
    String properties =
        Arrays.stream(PointProperty.values())
            .map(each -> ", min(\"%1$s\"), max(\"%1$s\")".formatted(each.leafName()))
            .collect(Collectors.joining());
    return engine
        .query(
            file,
            """
            select count(*), count(longitude), min(longitude), max(longitude), min(latitude), max(latitude)
                 , min(epoch_millis), coalesce(max(abs(section)), 0), coalesce(max(strlen(label)), 0)
            """
                + properties
                + " from points",
            row -> of(row, file, description, system))
        .getFirst();
  }

  private static ExportedPoints of(
      ResultSet row, Path file, MachineFileDescription description, UnitSystem system)
      throws SQLException {
    long count = row.getLong(1);
    if (row.getLong(2) != count) {
      throw new IllegalStateException("There are points without a position");
    }
    Envelope extent =
        count == 0
            ? new Envelope()
            : new Envelope(row.getDouble(3), row.getDouble(4), row.getDouble(5), row.getDouble(6));
    long firstMillis = row.getLong(7);
    boolean hasTimes = !row.wasNull();
    boolean hasSections = row.getInt(8) != 0;
    int labelBytes = row.getInt(9);
    List<ExportColumn> columns = new ArrayList<>();
    if (hasTimes) {
      columns.add(new ExportColumn.Time());
    }
    columns.addAll(texts(description, labelBytes));
    if (hasSections) {
      columns.add(new ExportColumn.Section());
    }
    int index = FIRST_PROPERTY;
    for (PointProperty property : PointProperty.values()) {
      double min = row.getDouble(index);
      if (!row.wasNull()) {
        columns.add(
            measured(property, description, system).withRange(min, row.getDouble(index + 1)));
      }
      index += 2;
    }
    String type = description.type().leafName();
    String layer = hasTimes ? type + "_" + DAY.format(Instant.ofEpochMilli(firstMillis)) : type;
    return new ExportedPoints(file, count, extent, layer, columns);
  }

  /// The properties that have a value.
  public Set<PointProperty> properties() {
    return columns.stream()
        .filter(Measured.class::isInstance)
        .map(column -> ((Measured) column).property())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Whether a point has a time.
  public boolean hasTimes() {
    return columns.stream().anyMatch(ExportColumn.Time.class::isInstance);
  }

  private static Measured measured(
      PointProperty property, MachineFileDescription description, UnitSystem system) {
    Optional<MeasurementUnit> from =
        property == PointProperty.AREA
            ? Optional.of(MeasurementUnit.SQUARE_METRE)
            : Optional.ofNullable(description.units().get(property));
    Optional<MeasurementUnit> to = from.map(unit -> system.unit(property, unit));
    return new Measured(
        property,
        from,
        to,
        to.map(unit -> unit.leafName(property)).orElse(""),
        Double.NaN,
        Double.NaN);
  }

  private static List<Text> texts(MachineFileDescription description, int labelBytes) {
    List<Text> texts = new ArrayList<>();
    addConstant(texts, "operationType", "op_type", description.type().leafName());
    addConstant(texts, "crop", "crop", description.crop());
    String product =
        description.products().size() == 1 ? description.products().getFirst().name() : "";
    boolean isApplied = description.type() == OperationType.APPLIED;
    int bytes = Math.max(labelBytes, isApplied ? utf8(product) : 0);
    if (bytes > 0) {
      texts.add(
          switch (description.type()) {
            case PLANTED, HARVESTED ->
                new Text("variety", "variety", "Variety.", bytes, PointRow::label);
            case APPLIED ->
                new Text(
                    "product",
                    "product",
                    "Product or tank mix.",
                    bytes,
                    row -> row.label().isEmpty() ? product : row.label());
            case TILLAGE ->
                new Text("tillType", "till_kind", "Type of tillage.", bytes, PointRow::label);
          });
    }
    List<Machinery> machinery =
        description.machinery().stream().filter(each -> !each.name().isEmpty()).toList();
    if (!machinery.isEmpty()) {
      texts.add(
          new Text(
              "machinery",
              "machinery",
              "Machine and implements.",
              utf8(names(machinery)),
              row ->
                  names(
                      machinery.stream()
                          .filter(each -> each.isImplement() || each.number() == row.machine())
                          .toList())));
    }
    return texts;
  }

  private static void addConstant(List<Text> texts, String name, String shortName, String value) {
    if (!value.isEmpty()) {
      String words = name.equals("crop") ? "Crop." : "Type of the operation.";
      texts.add(new Text(name, shortName, words, utf8(value), _ -> value));
    }
  }

  private static String names(List<Machinery> machinery) {
    return machinery.stream().map(Machinery::name).collect(Collectors.joining(", "));
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
