package io.headland.server.core.machinefile.isoxml;

import io.headland.server.core.machinefile.MachineFileException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  /// The most bytes of an XML declaration.
  private static final int DECLARATION = 256;

  private static final Pattern ENCODING =
      Pattern.compile("^\\s*<\\?xml[^>]*encoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']");

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
      throws IOException, MachineFileException {
    try {
      XMLStreamReader xml = XML.createXMLStreamReader(decoded(file));
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
      if (e.getNestedException() instanceof IOException unreadable) {
        throw unreadable;
      }
      throw new MachineFileException("Line %d of %s is not valid XML.".formatted(line(e), name), e);
    }
  }

  /// The characters of a file in the encoding that its declaration names. Bytes that are invalid in
  /// it are replaced: controllers write names in the encoding of their system.
  private static Reader decoded(InputStream file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(file);
    in.mark(DECLARATION);
    String start = new String(in.readNBytes(DECLARATION), StandardCharsets.ISO_8859_1);
    in.reset();
    if (start.startsWith("\u00FE\u00FF") || start.startsWith("\u00FF\u00FE")) {
      return new InputStreamReader(in, StandardCharsets.UTF_16);
    }
    if (start.startsWith("\u00EF\u00BB\u00BF")) {
      in.skipNBytes(3);
      return new InputStreamReader(in, StandardCharsets.UTF_8);
    }
    Matcher declaration = ENCODING.matcher(start);
    boolean isKnown = declaration.find() && Charset.isSupported(declaration.group(1));
    return new InputStreamReader(
        in, isKnown ? Charset.forName(declaration.group(1)) : StandardCharsets.UTF_8);
  }

  private static int line(XMLStreamException e) {
    return e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNumber());
  }
}
