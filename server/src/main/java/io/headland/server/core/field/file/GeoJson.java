package io.headland.server.core.field.file;

import io.headland.server.core.field.file.FieldFile.FileField;
import io.headland.server.core.field.file.FieldFile.TooManyFields;
import io.headland.server.provider.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Reads GeoJSON (RFC 7946): a Polygon or MultiPolygon, alone, in a GeometryCollection, in a
/// Feature or in a FeatureCollection.
public final class GeoJson {
  /// The largest number of positions of one geometry.
  public static final int MAX_POSITIONS = 50_000;

  private static final int DEEPEST = 8;

  private GeoJson() {}

  /// The polygons of one geometry. The polygons of a collection form one shape.
  ///
  /// @throws GeometryException when it is anything else, or malformed
  public static Shape shape(JsonNode json) {
    return shape(json, MAX_POSITIONS);
  }

  /// The same with a lower limit.
  public static Shape shape(JsonNode json, int maxPositions) {
    ShapeBuilder shape = new ShapeBuilder(maxPositions);
    addTo(shape, json, 0);
    return shape.build();
  }

  /// The fields of a file: each Feature is one field with the name of its property `name`; a
  /// geometry without a Feature is one field without a name.
  ///
  /// @param max largest number of fields; more are an error
  static List<FileField> fields(JsonNode json, int max) {
    if (!json.path("type").asString("").equals("FeatureCollection")) {
      if (max < 1) {
        throw new TooManyFields();
      }
      return List.of(field(json));
    }
    JsonNode features = array(json, "features");
    if (features.size() > max) {
      throw new TooManyFields();
    }
    List<FileField> fields = new ArrayList<>();
    for (JsonNode feature : features) {
      fields.add(field(feature));
    }
    return fields;
  }

  private static FileField field(JsonNode json) {
    String name =
        json.path("properties")
            .propertyStream()
            .filter(property -> property.getKey().equalsIgnoreCase("name"))
            .map(property -> property.getValue().asString(""))
            .findFirst()
            .orElse("");
    return FileField.read(name, () -> shape(json));
  }

  private static void addTo(ShapeBuilder shape, JsonNode json, int depth) {
    if (depth > DEEPEST) {
      throw new GeometryException("The geometry is nested too deeply.");
    }
    switch (json.path("type").asString("")) {
      case "Polygon" -> addPolygon(shape, array(json, "coordinates"));
      case "MultiPolygon" ->
          array(json, "coordinates").forEach(polygon -> addPolygon(shape, polygon));
      case "GeometryCollection" ->
          array(json, "geometries").forEach(inner -> addTo(shape, inner, depth + 1));
      case "Feature" -> addTo(shape, json.path("geometry"), depth + 1);
      case "FeatureCollection" ->
          array(json, "features").forEach(inner -> addTo(shape, inner, depth + 1));
      default ->
          throw new GeometryException(
              "The geometry must be a GeoJSON Polygon or MultiPolygon, alone or in a Feature, a"
                  + " FeatureCollection or a GeometryCollection.");
    }
  }

  private static void addPolygon(ShapeBuilder shape, JsonNode rings) {
    if (!rings.isArray()) {
      throw badCoordinates();
    }
    boolean exterior = true;
    for (JsonNode ring : rings) {
      if (!ring.isArray()) {
        throw badCoordinates();
      }
      for (JsonNode position : ring) {
        if (position.size() < 2 || !position.path(0).isNumber() || !position.path(1).isNumber()) {
          throw badCoordinates();
        }
        shape.add(position.path(0).doubleValue(), position.path(1).doubleValue());
      }
      shape.endRing(exterior);
      exterior = false;
    }
    shape.endPolygon();
  }

  private static JsonNode array(JsonNode json, String key) {
    return Optional.of(json.path(key))
        .filter(JsonNode::isArray)
        .orElseThrow(GeoJson::badCoordinates);
  }

  private static GeometryException badCoordinates() {
    return new GeometryException(
        "The coordinates of a Polygon are an array of rings, those of a MultiPolygon an array of"
            + " polygons; a ring is an array of positions, a position an array of numbers.");
  }
}
