package io.headland.server.core.machinefile.point;

import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSource;
import io.headland.server.core.machinefile.UnitSystem;
import io.headland.server.platform.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonGenerator;

/// Leaf's `standardGeojson`: a feature collection with a point for each record, and the member
/// `units`. It is written while the points are read, so that its size does not matter.
public final class PointGeoJson {
  private static final PointProperty[] PROPERTIES = PointProperty.values();

  private final OperationType type;
  private final BiConsumer<JsonGenerator, PointRow> texts;
  private final Map<PointProperty, Conversion> conversions;

  private record Conversion(MeasurementUnit from, MeasurementUnit to) {
    double of(double value) {
      return from.convert(value, to);
    }
  }

  /// A writer for the points of one operation type.
  ///
  /// @param units of the points; the area is in square metres
  public PointGeoJson(
      OperationType type, Map<PointProperty, MeasurementUnit> units, UnitSystem system) {
    this(type, units, system, (json, row) -> writeLabel(json, type, row));
  }

  /// A writer for the points of a file, with what the file states about all of them: the original
  /// type, the crop, the machines, and the components of the products.
  public PointGeoJson(MachineFileDescription description, UnitSystem system) {
    this(
        description.type(),
        description.units(),
        system,
        new PointTexts(description, system)::write);
  }

  private PointGeoJson(
      OperationType type,
      Map<PointProperty, MeasurementUnit> units,
      UnitSystem system,
      BiConsumer<JsonGenerator, PointRow> texts) {
    this.type = type;
    this.texts = texts;
    this.conversions = new EnumMap<>(PointProperty.class);
    units.forEach(
        (property, unit) ->
            conversions.put(property, new Conversion(unit, system.unit(property, unit))));
    MeasurementUnit area = MeasurementUnit.SQUARE_METRE;
    conversions.put(
        PointProperty.AREA, new Conversion(area, system.unit(PointProperty.AREA, area)));
  }

  private static void writeLabel(JsonGenerator json, OperationType type, PointRow row) {
    if (!row.label().isEmpty()) {
      json.writeStringProperty(type.labelName(), row.label());
    }
  }

  /// The units of the values that are written.
  public Map<PointProperty, MeasurementUnit> units() {
    Map<PointProperty, MeasurementUnit> units = new EnumMap<>(PointProperty.class);
    conversions.forEach((property, conversion) -> units.put(property, conversion.to()));
    return units;
  }

  public void write(PointEngine engine, Path points, OutputStream out) throws IOException {
    try (StoredPoints source = engine.pointsOf(points)) {
      write(source, out);
    } catch (MachineFileException e) {
      // Stored points are not parsed.
      throw new IOException(e);
    }
  }

  /// Writes the points of a source.
  ///
  /// @throws MachineFileException when the source is invalid
  public void write(PointSource source, OutputStream out) throws IOException, MachineFileException {
    write(source, _ -> {}, out);
  }

  /// Further properties of the last point that was read.
  @FunctionalInterface
  public interface FurtherProperties {
    void write(JsonGenerator json) throws IOException;
  }

  /// Writes the points of a source with further properties.
  ///
  /// @throws MachineFileException when the source is invalid
  public void write(PointSource source, FurtherProperties further, OutputStream out)
      throws IOException, MachineFileException {
    try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringProperty("type", "FeatureCollection");
      writeUnits(json);
      json.writeArrayPropertyStart("features");
      PointRow row = new PointRow();
      while (source.next(row)) {
        writeFeature(json, row, further);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  /// The units stand before the features, so that the file can be uploaded and is read in them.
  private void writeUnits(JsonGenerator json) {
    json.writeObjectPropertyStart("units");
    units()
        .forEach(
            (property, unit) ->
                json.writeStringProperty(property.leafName(), unit.leafName(property)));
    json.writeEndObject();
  }

  private void writeFeature(JsonGenerator json, PointRow row, FurtherProperties further)
      throws IOException {
    json.writeStartObject();
    json.writeStringProperty("type", "Feature");
    writeGeometry(json, row);
    json.writeObjectPropertyStart("properties");
    if (row.epochMillis() != Long.MIN_VALUE) {
      json.writeStringProperty("timestamp", Instant.ofEpochMilli(row.epochMillis()).toString());
    }
    json.writeStringProperty("operationType", type.leafName());
    for (PointProperty property : PROPERTIES) {
      double value = row.get(property);
      if (!Double.isNaN(value)) {
        Conversion conversion = conversions.get(property);
        json.writeNumberProperty(
            property.leafName(), conversion == null ? value : conversion.of(value));
      }
    }
    if (row.section() != 0) {
      json.writeNumberProperty("sectionId", row.section());
    }
    texts.accept(json, row);
    further.write(json);
    json.writeEndObject();
    json.writeEndObject();
  }

  /// A point without a position is a feature without a geometry (RFC 7946, section 3.2).
  private static void writeGeometry(JsonGenerator json, PointRow row) {
    if (Double.isNaN(row.longitude()) || Double.isNaN(row.latitude())) {
      json.writeNullProperty("geometry");
      return;
    }
    json.writeObjectPropertyStart("geometry");
    json.writeStringProperty("type", "Point");
    json.writeArrayPropertyStart("coordinates");
    json.writeNumber(row.longitude());
    json.writeNumber(row.latitude());
    json.writeEndArray();
    json.writeEndObject();
  }
}
