package io.headland.server.core.machinefile.isoxml;

import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.entry.ArchiveEntry;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A task set: a folder with `TASKDATA.XML`, the files that it names (`XFR`, in version 4), and the
/// time logs of its tasks. Names are compared regardless of case: controllers write `TLG00001.BIN`
/// and `TLG00001.bin`.
final class TaskSet {
  static final String ROOT = "taskdata.xml";

  /// External files, and files that external files name.
  private static final int MAX_FILES = 10_000;

  private final Map<String, ArchiveEntry> files = new HashMap<>();
  private final TaskContent content = new TaskContent();
  private final Devices devices = new Devices();

  /// A time log.
  ///
  /// @param field id of the field of its task, such as `PFD9`; blank without one
  record Log(String task, String field, String name) {}

  private TaskSet(Collection<ArchiveEntry> folder) {
    folder.forEach(entry -> files.putIfAbsent(entry.fileName().toLowerCase(Locale.ROOT), entry));
  }

  /// Reads the tasks and devices.
  ///
  /// @param folder the files in the folder of `TASKDATA.XML`
  static TaskSet read(Collection<ArchiveEntry> folder) throws IOException, MachineFileException {
    TaskSet tasks = new TaskSet(folder);
    tasks.readAll();
    return tasks;
  }

  private void readAll() throws IOException, MachineFileException {
    Deque<String> waiting = new ArrayDeque<>(List.of(ROOT));
    Set<String> known = new HashSet<>(waiting);
    while (!waiting.isEmpty()) {
      String name = waiting.poll();
      try (InputStream in = entry(name).open()) {
        TaskXml.read(
            in,
            name.toUpperCase(Locale.ROOT),
            (element, attributes) -> {
              if (element.equals("XFR")) {
                String external = attributes.get("A").toLowerCase(Locale.ROOT) + ".xml";
                if (known.add(external)) {
                  waiting.add(external);
                }
              } else if (!devices.receive(element, attributes)) {
                content.receive(element, attributes);
              }
              if (known.size() > MAX_FILES) {
                throw new MachineFileException(
                    "TASKDATA.XML names more than %,d files.".formatted(MAX_FILES));
              }
            });
      }
    }
  }

  private ArchiveEntry entry(String name) throws MachineFileException {
    ArchiveEntry entry = files.get(name);
    if (entry == null) {
      throw new MachineFileException(
          "The task set lacks the file %s."
              .formatted(ArchiveEntry.excerpt(name.toUpperCase(Locale.ROOT))));
    }
    return entry;
  }

  /// The major version, 3 or 4; 0 when the file does not state it.
  int version() {
    return content.version();
  }

  /// The time logs of all tasks in the order of the files; one that several tasks name, once.
  List<Log> logs() {
    return content.logs();
  }

  TaskContent content() {
    return content;
  }

  Devices devices() {
    return devices;
  }

  /// The device to which a device element belongs.
  Optional<String> deviceOf(String element) {
    return devices.element(element).map(Devices.Element::device);
  }

  TimeLogHeader header(Log log) throws IOException, MachineFileException {
    String name = log.name().toLowerCase(Locale.ROOT) + ".xml";
    try (InputStream in = entry(name).open()) {
      return TimeLogHeader.parse(in, ArchiveEntry.excerpt(name.toUpperCase(Locale.ROOT)));
    }
  }

  TimeLogReader records(Log log) throws IOException, MachineFileException {
    TimeLogHeader header = header(log);
    return new TimeLogReader(entry(log.name().toLowerCase(Locale.ROOT) + ".bin").open(), header);
  }
}
