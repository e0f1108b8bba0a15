package io.headland.server.core.machinefile.geojson;

import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSource;
import io.headland.server.core.machinefile.entry.ArchiveEntry;
import io.headland.server.platform.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;

/// Reads the features of a collection token by token, so that the size of the file does not matter.
final class GeoJsonPoints implements PointSource {
  private static final int MAX_CRS = 200;

  private final JsonParser json;
  private final GeoJsonProperties properties = new GeoJsonProperties();
  private boolean started;
  private boolean ended;
  private long points;

  private GeoJsonPoints(JsonParser json) {
    this.json = json;
  }

  static GeoJsonPoints open(ArchiveEntry entry) throws IOException, MachineFileException {
    InputStream in = entry.open();
    try {
      return new GeoJsonPoints(Json.MAPPER.createParser(in));
    } catch (JacksonIOException e) {
      in.close();
      throw e.getCause();
    } catch (JacksonException e) {
      in.close();
      throw new MachineFileException("The GeoJSON file is not valid JSON.", e);
    }
  }

  /// What the features read so far have in common.
  GeoJsonProperties properties() {
    return properties;
  }

  @Override
  public boolean next(PointRow row) throws IOException, MachineFileException {
    try {
      return readNext(row);
    } catch (JacksonIOException e) {
      throw e.getCause();
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation() == null ? TokenStreamLocation.NA : e.getLocation();
      throw new MachineFileException(
          "The GeoJSON file is not valid JSON in line %d, column %d."
              .formatted(at.getLineNr(), at.getColumnNr()),
          e);
    }
  }

  private boolean readNext(PointRow row) throws MachineFileException {
    if (!started) {
      started = true;
      startFeatures();
    }
    if (ended) {
      return false;
    }
    if (json.nextToken() == JsonToken.END_ARRAY) {
      ended = true;
      readRest();
      return false;
    }
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new MachineFileException("Feature %d is not an object.".formatted(points + 1));
    }
    points++;
    readFeature(row);
    return true;
  }

  /// Reads up to the array of features. The units of the properties may stand before them.
  private void startFeatures() throws MachineFileException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw noCollection();
    }
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals("features") && value == JsonToken.START_ARRAY) {
        return;
      }
      if (name.equals("type")
          && value == JsonToken.VALUE_STRING
          && !json.getString().equals("FeatureCollection")) {
        throw noCollection();
      }
      if (name.equals("units") && value == JsonToken.START_OBJECT) {
        properties.readUnits(json);
      } else if (name.equals("crs") && value == JsonToken.START_OBJECT) {
        requireWgs84();
      } else {
        json.skipChildren();
      }
    }
    throw noCollection();
  }

  private static MachineFileException noCollection() {
    return new MachineFileException("The GeoJSON file is not a feature collection.");
  }

  /// The member `crs` of GeoJSON before RFC 7946.
  private void requireWgs84() throws MachineFileException {
    int depth = 1;
    while (depth > 0) {
      JsonToken token = json.nextToken();
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (token == JsonToken.VALUE_STRING && json.currentName().equals("name")) {
        String crs = json.getString();
        String upper = crs.toUpperCase(Locale.ROOT);
        if (!upper.endsWith("CRS84") && !upper.endsWith(":4326") && crs.length() < MAX_CRS) {
          throw new MachineFileException(
              "The GeoJSON file has the coordinate system \"%s\"; longitudes and latitudes of WGS 84 are required."
                  .formatted(ArchiveEntry.excerpt(crs)));
        }
      }
    }
  }

  private void readRest() throws MachineFileException {
    if (points == 0) {
      throw new MachineFileException("The layer has no points.");
    }
    // Members after the features; a file that ends here is truncated.
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      json.nextToken();
      json.skipChildren();
    }
  }

  private void readFeature(PointRow row) throws MachineFileException {
    row.clear();
    properties.start(points);
    boolean hasGeometry = false;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals("geometry") && value == JsonToken.START_OBJECT) {
        readGeometry(row);
        hasGeometry = true;
      } else if (name.equals("properties") && value == JsonToken.START_OBJECT) {
        properties.read(json, row);
      } else {
        json.skipChildren();
      }
    }
    properties.end(row);
    if (!hasGeometry) {
      row.moveTo(Double.NaN, Double.NaN);
    }
  }

  private void readGeometry(PointRow row) throws MachineFileException {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals("type") && value == JsonToken.VALUE_STRING) {
        if (!json.getString().equals("Point")) {
          throw new MachineFileException(
              "Feature %d is of the type %s; only points are machine data."
                  .formatted(points, ArchiveEntry.excerpt(json.getString())));
        }
      } else if (name.equals("coordinates") && value == JsonToken.START_ARRAY) {
        readCoordinates(row);
      } else {
        json.skipChildren();
      }
    }
  }

  private void readCoordinates(PointRow row) {
    double[] coordinates = {Double.NaN, Double.NaN};
    int count = 0;
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      if (count < 2 && token.isNumeric()) {
        coordinates[count] = json.getDoubleValue();
      }
      json.skipChildren();
      count++;
    }
    row.moveTo(coordinates[0], coordinates[1]);
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
