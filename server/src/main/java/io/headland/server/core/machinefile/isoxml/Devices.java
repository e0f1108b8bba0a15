package io.headland.server.core.machinefile.isoxml;

import io.headland.server.core.machinefile.MachineFileException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The devices of a task set: tractors and implements, with their elements and fixed values.
final class Devices {
  /// Devices, elements and values. An implement with many sections has some hundreds.
  private static final int MAX_OBJECTS = 200_000;

  private final Map<String, Device> devices = new LinkedHashMap<>();
  private final Map<String, Element> elements = new LinkedHashMap<>();
  private final Map<Reference, Fixed> fixedValues = new HashMap<>();

  /// The elements that refer to an object; several elements may share one.
  private final Map<Reference, Set<String>> owners = new HashMap<>();

  private final Map<String, Map<Integer, Integer>> fixedByElement = new HashMap<>();
  private boolean resolved;
  private String device = "";
  private String element = "";
  private int objects;

  /// A device.
  ///
  /// @param serialNumber the NAME of ISO 11783-5 of a device that states none
  /// @param deviceClass of ISO 11783-1, for example 4 for seeders; 0 when it is not specific
  record Device(String id, String name, String serialNumber, int deviceClass) {
    static final int TRACTOR = 1;
    static final int SEEDER = 4;
  }

  /// The types of device elements (attribute `C` of `DET`).
  static final class ElementType {
    static final int DEVICE = 1;
    static final int FUNCTION = 2;
    static final int BIN = 3;
    static final int SECTION = 4;
    static final int UNIT = 5;

    private ElementType() {}
  }

  /// An element of a device.
  ///
  /// @param number unique within the device
  record Element(String id, String device, int type, int number) {}

  /// An object of a device; identifiers of objects are unique within it.
  private record Reference(String device, String object) {}

  private record Fixed(int identifier, int value) {}

  /// Whether an element of the file belongs to a device.
  boolean receive(String name, TaskXml.Attributes attributes) throws MachineFileException {
    String id = attributes.get("A");
    switch (name) {
      case "DVC" -> {
        device = id;
        devices.put(
            id,
            new Device(
                id,
                attributes.get("B").strip(),
                serialNumber(attributes),
                deviceClass(attributes.get("D"))));
      }
      case "DET" -> {
        element = id;
        int type = TaskContent.number(attributes.get("C"));
        elements.put(id, new Element(id, device, type, TaskContent.number(attributes.get("E"))));
      }
      case "DOR" ->
          owners.computeIfAbsent(new Reference(device, id), _ -> new HashSet<>()).add(element);
      case "DPT" ->
          fixedValues.put(
              new Reference(device, id),
              new Fixed(hexadecimal(attributes.get("B")), signed(attributes.get("C"))));
      default -> {
        return false;
      }
    }
    if (++objects > MAX_OBJECTS) {
      throw new MachineFileException(
          "The devices of the task set have more than %,d objects.".formatted(MAX_OBJECTS));
    }
    return true;
  }

  /// A device without one is identified by its NAME.
  private static String serialNumber(TaskXml.Attributes attributes) {
    String number = attributes.get("E").strip();
    String name = attributes.get("D").strip();
    boolean isNamed = name.matches("[0-9A-Fa-f]{16}") && !name.matches("0*");
    return number.isEmpty() && isNamed ? name : number;
  }

  /// Bits 49 to 55 of the NAME of ISO 11783-5.
  private static int deviceClass(String name) {
    return name.matches("[0-9A-Fa-f]{16}") ? Integer.parseInt(name.substring(2, 4), 16) >> 1 : 0;
  }

  private static int hexadecimal(String text) {
    return text.matches("[0-9A-Fa-f]{1,4}") ? Integer.parseInt(text, 16) : -1;
  }

  private static int signed(String text) {
    return text.matches("-?\\d{1,9}") ? Integer.parseInt(text) : 0;
  }

  Optional<Device> device(String id) {
    return Optional.ofNullable(devices.get(id));
  }

  Optional<Element> element(String id) {
    return Optional.ofNullable(elements.get(id));
  }

  /// The elements of a device with a type, sorted by their numbers.
  List<Element> elements(String ofDevice, int type) {
    return elements.values().stream()
        .filter(each -> each.device().equals(ofDevice) && each.type() == type)
        .sorted(Comparator.comparingInt(Element::number))
        .toList();
  }

  /// The fixed value (`DPT`) of an element with an identifier.
  OptionalInt fixed(Element of, int identifier) {
    if (!resolved) {
      resolved = true;
      fixedValues.forEach(
          (reference, value) ->
              owners
                  .getOrDefault(reference, Set.of())
                  .forEach(
                      owner ->
                          fixedByElement
                              .computeIfAbsent(owner, _ -> new HashMap<>())
                              .put(value.identifier(), value.value())));
    }
    Integer value = fixedByElement.getOrDefault(of.id(), Map.of()).get(identifier);
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
