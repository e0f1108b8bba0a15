package io.headland.server.core.machinefile.geojson;

import io.headland.server.core.machinefile.CropNames;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointTime;
import io.headland.server.core.machinefile.entry.ArchiveEntry;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The properties of features. A number has the unit that the member `units` of the collection
/// names, otherwise the usual one of US programs; an object `{"value", "unit"}` names its own, and
/// is converted to the unit of the first.
final class GeoJsonProperties {
  private static final Map<String, PointProperty> NUMBERS = new HashMap<>();
  private static final String TILL_TYPE = "tillType";

  static {
    Arrays.stream(PointProperty.values())
        .forEach(property -> NUMBERS.put(property.leafName(), property));
  }

  private final Map<PointProperty, MeasurementUnit> units = new EnumMap<>(PointProperty.class);
  private final Set<PointProperty> present = EnumSet.noneOf(PointProperty.class);
  private @Nullable OperationType type;
  private String crop = "";
  private String originalType = "";
  private String label = "";
  private String tillType = "";
  private long feature;

  /// Before the properties of a feature.
  void start(long number) {
    feature = number;
    label = "";
    tillType = "";
  }

  /// Reads the member `units` of the collection: names of properties and of units.
  void readUnits(JsonParser json) throws MachineFileException {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      PointProperty property = NUMBERS.get(json.currentName());
      if (json.nextToken() == JsonToken.VALUE_STRING && property != null) {
        units.put(property, unit(json.getString()));
      } else {
        json.skipChildren();
      }
    }
  }

  private MeasurementUnit unit(String name) throws MachineFileException {
    Optional<MeasurementUnit> unit =
        MeasurementUnit.ofLeafName(name).or(() -> MeasurementUnit.ofCode(name));
    if (unit.isEmpty()) {
      throw new MachineFileException(
          "The unit \"%s\" is not supported (feature %d)."
              .formatted(ArchiveEntry.excerpt(name), feature));
    }
    return unit.get();
  }

  /// Reads the properties of a feature.
  void read(JsonParser json, PointRow row) throws MachineFileException {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      PointProperty property = NUMBERS.get(name);
      JsonToken value = json.nextToken();
      if (property != null) {
        readNumber(json, property, value, row);
      } else if (name.equals("sectionId") && value == JsonToken.VALUE_NUMBER_INT) {
        row.setSection((int) json.getDoubleValue());
      } else if (name.equals("products") && value == JsonToken.START_ARRAY) {
        readProducts(json);
      } else if (name.equals(TILL_TYPE) && value == JsonToken.START_ARRAY) {
        readTillTypes(json);
      } else if (value == JsonToken.VALUE_STRING) {
        readText(name, json.getString(), row);
      } else {
        json.skipChildren();
      }
    }
  }

  private void readText(String name, String text, PointRow row) throws MachineFileException {
    switch (name) {
      case "timestamp" -> {
        long millis = PointTime.parse(text);
        if (millis == PointTime.INVALID) {
          throw new MachineFileException(
              "The timestamp \"%s\" of feature %d is not a time."
                  .formatted(ArchiveEntry.excerpt(text), feature));
        }
        row.recordedAt(millis);
      }
      case "operationType" -> setType(text);
      case "originalOperationType" -> originalType = ArchiveEntry.excerpt(text);
      case "crop" -> setCrop(CropNames.of(text));
      case "variety", "product" -> label = ArchiveEntry.excerpt(text);
      case TILL_TYPE -> tillType = ArchiveEntry.excerpt(text);
      default -> {
        // Not a property of points.
      }
    }
  }

  private void setType(String name) throws MachineFileException {
    Optional<OperationType> named =
        Arrays.stream(OperationType.values())
            .filter(each -> each.leafName().equalsIgnoreCase(name))
            .findFirst();
    if (named.isEmpty()) {
      throw new MachineFileException("unsupported operation type: " + ArchiveEntry.excerpt(name));
    }
    if (type != null && type != named.get()) {
      throw new MachineFileException(
          "The features have the operation types %s and %s; export a file for each."
              .formatted(type.leafName(), named.get().leafName()));
    }
    type = named.get();
  }

  private void setCrop(String name) throws MachineFileException {
    if (!crop.isEmpty() && !name.isEmpty() && !crop.equals(name)) {
      throw new MachineFileException(
          "The features have the crops %s and %s; export a file for each crop."
              .formatted(crop, ArchiveEntry.excerpt(name)));
    }
    crop = name.isEmpty() ? crop : ArchiveEntry.excerpt(name);
  }

  private void readProducts(JsonParser json) {
    int depth = 1;
    while (depth > 0) {
      JsonToken token = json.nextToken();
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (token == JsonToken.VALUE_STRING && "name".equals(json.currentName())) {
        label = joined(label, json.getString());
      }
    }
  }

  /// Several types of a point are one: they were worked at the same time.
  private void readTillTypes(JsonParser json) {
    JsonToken token = json.nextToken();
    while (token != JsonToken.END_ARRAY) {
      if (token == JsonToken.VALUE_STRING) {
        tillType = joined(tillType, json.getString());
      } else {
        json.skipChildren();
      }
      token = json.nextToken();
    }
  }

  private static String joined(String before, String text) {
    String name = ArchiveEntry.excerpt(text);
    return before.isEmpty() ? name : ArchiveEntry.excerpt(before + " + " + name);
  }

  private void readNumber(JsonParser json, PointProperty property, JsonToken token, PointRow row)
      throws MachineFileException {
    if (token.isNumeric()) {
      put(row, property, json.getDoubleValue(), Optional.empty());
    } else if (token == JsonToken.START_OBJECT) {
      double value = Double.NaN;
      Optional<MeasurementUnit> unit = Optional.empty();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        JsonToken member = json.nextToken();
        if (name.equals("value") && member.isNumeric()) {
          value = json.getDoubleValue();
        } else if (name.equals("unit") && member == JsonToken.VALUE_STRING) {
          unit = Optional.of(unit(json.getString()));
        } else {
          json.skipChildren();
        }
      }
      put(row, property, value, unit);
    } else if (token == JsonToken.VALUE_NULL) {
      row.set(property, Double.NaN);
    } else {
      throw new MachineFileException(
          "The property %s of feature %d is not a number.".formatted(property.leafName(), feature));
    }
  }

  private void put(
      PointRow row, PointProperty property, double value, Optional<MeasurementUnit> stated)
      throws MachineFileException {
    MeasurementUnit usual = UsualUnits.of(property);
    MeasurementUnit unit = units.computeIfAbsent(property, _ -> stated.orElse(usual));
    MeasurementUnit target = property == PointProperty.AREA ? usual : unit;
    MeasurementUnit from = stated.orElse(unit);
    if (from.dimension() != target.dimension()) {
      throw new MachineFileException(
          "The property %s has the units %s and %s (feature %d)."
              .formatted(property.leafName(), target.leafName(), from.leafName(), feature));
    }
    present.add(property);
    row.set(property, Double.isFinite(value) ? from.convert(value, target) : Double.NaN);
  }

  /// After the properties of a feature.
  void end(PointRow row) {
    row.setLabel(type == OperationType.TILLAGE ? tillType : label);
    double area =
        row.get(PointProperty.DISTANCE)
            * metres(PointProperty.DISTANCE)
            * row.get(PointProperty.EQUIPMENT_WIDTH)
            * metres(PointProperty.EQUIPMENT_WIDTH);
    if (Double.isNaN(row.get(PointProperty.AREA)) && !Double.isNaN(area)) {
      row.set(PointProperty.AREA, area);
    }
  }

  private double metres(PointProperty length) {
    MeasurementUnit unit = units.getOrDefault(length, MeasurementUnit.FOOT);
    return unit.dimension() == MeasurementUnit.Dimension.LENGTH
        ? unit.convert(1, MeasurementUnit.METRE)
        : Double.NaN;
  }

  /// The type that the features name.
  OperationType type() throws MachineFileException {
    if (type == null) {
      throw new MachineFileException("missing required properties: operationType");
    }
    return type;
  }

  String originalType() {
    return originalType;
  }

  String crop() {
    return crop;
  }

  Set<PointProperty> present() {
    return present;
  }

  /// The units of the properties that occurred, without that of the area.
  Map<PointProperty, MeasurementUnit> units() {
    Map<PointProperty, MeasurementUnit> occurring = new EnumMap<>(units);
    occurring.keySet().removeIf(each -> each == PointProperty.AREA);
    return occurring;
  }
}
