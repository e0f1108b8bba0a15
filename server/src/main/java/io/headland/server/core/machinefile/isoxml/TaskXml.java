package io.headland.server.core.machinefile.isoxml;

import io.headland.server.core.machinefile.MachineFileException;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Reads the XML files of a task set element by element, without document types and external
/// entities.
final class TaskXml {
  private static final XMLInputFactory XML = XMLInputFactory.newDefaultFactory();

  static {
    XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
  }

  private TaskXml() {}

  /// Receives the elements in the order of the file, a parent before its children.
  @FunctionalInterface
  interface ElementReceiver {
    void receive(String element, Attributes attributes) throws MachineFileException;
  }

  /// The attributes of an element.
  @FunctionalInterface
  interface Attributes {
    /// The value of an attribute; blank when it is absent.
    default String get(String name) {
      String value = valueOf(name);
      return value == null ? "" : value;
    }

    /// Whether an attribute is present without a value.
    default boolean isEmpty(String name) {
      String value = valueOf(name);
      return value != null && value.isEmpty();
    }

    @Nullable String valueOf(String name);
  }

  /// @param name of the file in messages
  static void read(InputStream file, String name, ElementReceiver receiver)
      throws MachineFileException {
    try {
      XMLStreamReader xml = XML.createXMLStreamReader(file);
      try {
        while (xml.hasNext()) {
          if (xml.next() == XMLStreamConstants.START_ELEMENT) {
            receiver.receive(
                xml.getLocalName(), attribute -> xml.getAttributeValue(null, attribute));
          }
        }
      } finally {
        xml.close();
      }
    } catch (XMLStreamException e) {
      throw new MachineFileException("Line %d of %s is not valid XML.".formatted(line(e), name), e);
    }
  }

  private static int line(XMLStreamException e) {
    return e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNumber());
  }
}
