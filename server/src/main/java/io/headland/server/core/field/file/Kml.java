package io.headland.server.core.field.file;

import io.headland.server.core.field.file.FieldFile.FileField;
import io.headland.server.core.field.file.FieldFile.TooManyFields;
import io.headland.server.provider.Shape;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Reads KML (OGC 12-007r2): each Placemark with polygons is one field. Document types are not
/// read, so that no entity is expanded and nothing is loaded.
final class Kml {
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final XMLInputFactory XML = XMLInputFactory.newDefaultFactory();

  static {
    XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
  }

  private final XMLStreamReader xml;
  private final int max;
  private final Deque<String> open = new ArrayDeque<>();
  private final List<FileField> fields = new ArrayList<>();
  private ShapeBuilder shape = new ShapeBuilder(GeoJson.MAX_POSITIONS);
  private String name = "";
  private boolean exterior = true;

  /// The reason why the geometry of the current Placemark is rejected.
  private @Nullable String reason;

  private Kml(XMLStreamReader xml, int max) {
    this.xml = xml;
    this.max = max;
  }

  static List<FileField> fields(byte[] bytes, int max) {
    try {
      Kml kml = new Kml(XML.createXMLStreamReader(new ByteArrayInputStream(bytes)), max);
      kml.read();
      return kml.fields;
    } catch (XMLStreamException _) {
      throw new GeometryException("The file is not well-formed XML, or it uses entities.");
    }
  }

  private void read() throws XMLStreamException {
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> start(xml.getLocalName());
        case XMLStreamConstants.END_ELEMENT -> end(xml.getLocalName());
        default -> {
          // Text between elements, comments and instructions.
        }
      }
    }
  }

  private void start(String element) throws XMLStreamException {
    String parent = open.isEmpty() ? "" : open.peek();
    if (element.equals("name") && parent.equals("Placemark")) {
      name = xml.getElementText().strip();
      return;
    }
    if (element.equals("coordinates") && parent.equals("LinearRing")) {
      String text = xml.getElementText();
      // A LinearRing outside of a Polygon is a line.
      if (open.contains("Polygon")) {
        accept(() -> addRing(text));
      }
      return;
    }
    open.push(element);
    switch (element) {
      case "Placemark" -> {
        name = "";
        reason = null;
        shape = new ShapeBuilder(GeoJson.MAX_POSITIONS);
      }
      case "outerBoundaryIs" -> exterior = true;
      case "innerBoundaryIs" -> exterior = false;
      default -> {
        // Not relevant for polygons.
      }
    }
  }

  private void end(String element) {
    open.pop();
    if (element.equals("Polygon")) {
      accept(shape::endPolygon);
    } else if (element.equals("Placemark") && (reason != null || !shape.isEmpty())) {
      if (fields.size() >= max) {
        throw new TooManyFields();
      }
      Shape read = reason == null ? shape.build() : null;
      fields.add(
          read == null
              ? new FileField.Rejected(name, String.valueOf(reason))
              : new FileField.Read(name, read));
    }
  }

  private void addRing(String coordinates) {
    for (String position : BLANKS.split(coordinates.strip(), -1)) {
      String[] numbers = position.split(",", 4);
      if (numbers.length < 2) {
        throw badCoordinates();
      }
      try {
        shape.add(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
      } catch (NumberFormatException _) {
        throw badCoordinates();
      }
    }
    shape.endRing(exterior);
  }

  /// Reads a part of a geometry, unless an earlier part was rejected.
  private void accept(Runnable part) {
    if (reason == null) {
      try {
        part.run();
      } catch (GeometryException e) {
        reason = e.reason();
      }
    }
  }

  private static GeometryException badCoordinates() {
    return new GeometryException(
        "Coordinates in KML are longitude,latitude or longitude,latitude,altitude, separated by"
            + " blanks.");
  }
}
