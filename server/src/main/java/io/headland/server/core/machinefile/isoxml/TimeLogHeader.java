package io.headland.server.core.machinefile.isoxml;

import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.entry.ArchiveEntry;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// The layout of the records of a time log, from `TLGnnnnn.xml`: an attribute that is present and
/// empty is stored in each record, one with a value applies to all records, an absent one is not
/// stored.
///
/// @param position the attributes of `PTN` that each record contains, in the order of their letters
/// @param values the values that a record may contain, by their index
record TimeLogHeader(List<PositionAttribute> position, List<LoggedValue> values) {
  /// A record states the number of its values in one byte.
  private static final int MAX_VALUES = 255;

  /// An attribute of `PTN`, in the order in which a record contains them.
  enum PositionAttribute {
    NORTH("A", 4),
    EAST("B", 4),
    UP("C", 4),
    STATUS("D", 1),
    PDOP("E", 2),
    HDOP("F", 2),
    SATELLITES("G", 1),
    GPS_TIME("H", 4),
    GPS_DATE("I", 2);

    private final String letter;
    private final int bytes;

    PositionAttribute(String letter, int bytes) {
      this.letter = letter;
      this.bytes = bytes;
    }

    int bytes() {
      return bytes;
    }
  }

  /// A value that is logged.
  ///
  /// @param identifier the data dictionary identifier (DDI)
  /// @param element the id of the device element, such as `DET-1`
  record LoggedValue(int identifier, String element) {}

  TimeLogHeader {
    position = List.copyOf(position);
    values = List.copyOf(values);
  }

  /// @param name of the file in messages
  static TimeLogHeader parse(InputStream xml, String name)
      throws IOException, MachineFileException {
    List<PositionAttribute> position = new ArrayList<>();
    List<LoggedValue> values = new ArrayList<>();
    TaskXml.read(
        xml,
        name,
        (element, attributes) -> {
          if (element.equals("PTN")) {
            for (PositionAttribute attribute : PositionAttribute.values()) {
              if (attributes.isEmpty(attribute.letter)) {
                position.add(attribute);
              }
            }
          } else if (element.equals("DLV")) {
            values.add(new LoggedValue(identifier(attributes.get("A"), name), attributes.get("C")));
          }
          if (values.size() > MAX_VALUES) {
            throw new MachineFileException(
                "%s has more than %d values in each record.".formatted(name, MAX_VALUES));
          }
        });
    return new TimeLogHeader(position, values);
  }

  private static int identifier(String hexadecimal, String name) throws MachineFileException {
    try {
      return Integer.parseInt(hexadecimal, 16);
    } catch (NumberFormatException e) {
      throw new MachineFileException(
          "%s has the identifier \"%s\", which is not hexadecimal."
              .formatted(name, ArchiveEntry.excerpt(hexadecimal)),
          e);
    }
  }

  /// The index of the value with an identifier of an element; -1 when it is not logged.
  int indexOf(int identifier, String element) {
    return values.indexOf(new LoggedValue(identifier, element));
  }

  /// The index of the first value with an identifier; -1 when it is not logged.
  int indexOf(int identifier) {
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).identifier() == identifier) {
        return i;
      }
    }
    return -1;
  }
}
