package io.headland.server.core.machinefile.isoxml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// The width in which a device works at a record: the sum of its sections that are on, or the width
/// of the device itself when no section has one. Widths are logged or fixed.
final class WorkingWidth {
  private static final int ACTUAL_WIDTH = 67;
  private static final int MAXIMUM_WIDTH = 70;
  private static final int WORK_STATE = 141;
  private static final int FIRST_CONDENSED_STATE = 161;
  private static final int CONDENSED_STATES = 16;
  private static final int SECTIONS_PER_STATE = 16;

  private final List<Part> sections;
  private final List<Part> wholes;
  private final int[] condensed = new int[CONDENSED_STATES];
  private final Map<String, Double> ofSections = new HashMap<>();
  private double metres;

  /// An element with the indexes of its width and state in the log; -1 for one that is not logged.
  private record Part(String element, int widthIndex, double fixedMillimetres, int stateIndex) {
    double millimetres(TimeLogReader log) {
      return widthIndex >= 0 && log.isKnown(widthIndex) ? log.value(widthIndex) : fixedMillimetres;
    }

    boolean isStateKnown(TimeLogReader log) {
      return stateIndex >= 0 && log.isKnown(stateIndex);
    }

    boolean isOff(TimeLogReader log) {
      return isStateKnown(log) && log.value(stateIndex) == 0;
    }
  }

  WorkingWidth(String device, TimeLogHeader header, Devices devices) {
    List<Part> all = parts(device, Devices.ElementType.SECTION, header, devices);
    sections = all.stream().anyMatch(part -> hasWidth(part)) ? all : List.of();
    List<Part> ofDevice =
        new ArrayList<>(parts(device, Devices.ElementType.DEVICE, header, devices));
    ofDevice.addAll(parts(device, Devices.ElementType.FUNCTION, header, devices));
    wholes = List.copyOf(ofDevice);
    for (int i = 0; i < CONDENSED_STATES; i++) {
      condensed[i] = header.indexOf(FIRST_CONDENSED_STATE + i);
    }
  }

  private static boolean hasWidth(Part part) {
    return part.widthIndex() >= 0 || !Double.isNaN(part.fixedMillimetres());
  }

  private static List<Part> parts(String device, int type, TimeLogHeader header, Devices devices) {
    return devices.elements(device, type).stream()
        .map(
            element -> {
              OptionalInt fixed = devices.fixed(element, ACTUAL_WIDTH);
              if (fixed.isEmpty()) {
                fixed = devices.fixed(element, MAXIMUM_WIDTH);
              }
              return new Part(
                  element.id(),
                  header.indexOf(ACTUAL_WIDTH, element.id()),
                  fixed.isPresent() ? fixed.getAsInt() : Double.NaN,
                  header.indexOf(WORK_STATE, element.id()));
            })
        .toList();
  }

  /// Whether the log states when the device or its sections work.
  boolean hasStates() {
    return Arrays.stream(condensed).anyMatch(index -> index >= 0)
        || Stream.concat(sections.stream(), wholes.stream())
            .anyMatch(part -> part.stateIndex() >= 0);
  }

  /// Computes the widths of a record.
  void update(TimeLogReader log) {
    boolean off = wholes.stream().anyMatch(part -> part.isOff(log));
    if (sections.isEmpty()) {
      double widest = Double.NaN;
      for (Part part : wholes) {
        double width = part.millimetres(log);
        widest = Double.isNaN(widest) ? width : Math.max(widest, Double.isNaN(width) ? 0 : width);
      }
      metres = off ? 0 : Math.max(0, widest / 1_000);
      return;
    }
    boolean othersOff = areOthersOff(log);
    double sum = 0;
    for (int i = 0; i < sections.size(); i++) {
      Part part = sections.get(i);
      double width = part.millimetres(log) / 1_000;
      boolean works =
          !off && !othersOff && !part.isOff(log) && !isCondensedOff(log, i) && width > 0;
      ofSections.put(part.element(), works ? width : 0);
      sum += works ? width : 0;
    }
    metres = sum;
  }

  /// Whether the sections without a known state are off: when most sections have one, and all of
  /// these are off.
  private boolean areOthersOff(TimeLogReader log) {
    long known = sections.stream().filter(part -> part.isStateKnown(log)).count();
    return 2 * known > sections.size()
        && sections.stream()
            .filter(part -> part.isStateKnown(log))
            .allMatch(part -> part.isOff(log));
  }

  /// Two bits for each section: 0 off, 1 on, 2 failure, 3 not installed.
  private boolean isCondensedOff(TimeLogReader log, int section) {
    int word = section / SECTIONS_PER_STATE;
    if (word >= CONDENSED_STATES || condensed[word] < 0 || !log.isKnown(condensed[word])) {
      return false;
    }
    int state = log.value(condensed[word]) >>> (2 * (section % SECTIONS_PER_STATE)) & 3;
    return state != 1;
  }

  /// The working width in metres: 0 while the implement does not work, NaN when it is unknown.
  double metres() {
    return metres;
  }

  /// The working width of a section in metres: 0 while it does not work, 1 when it is unknown.
  double ofSection(String element) {
    return ofSections.getOrDefault(element, 1.0);
  }
}
