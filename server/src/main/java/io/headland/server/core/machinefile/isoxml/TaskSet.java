package io.headland.server.core.machinefile.isoxml;

import io.headland.server.core.machinefile.MachineFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// A zip file with a task set: a folder with `TASKDATA.XML`, the files that it names (`XFR`, in
/// version 4), and the time logs of its tasks. Names are compared regardless of case: controllers
/// write `TLG00001.BIN` and `TLG00001.bin`. Files that macOS adds (`__MACOSX`, `._*`) are ignored.
final class TaskSet implements AutoCloseable {
  private static final String ROOT = "taskdata.xml";

  /// External files, and files that external files name.
  private static final int MAX_FILES = 10_000;

  private final ZipFile zip;
  private final Map<String, ZipEntry> entries;
  private final List<Log> logs = new ArrayList<>();
  private final Map<String, String> elements = new LinkedHashMap<>();
  private int version;
  private String task = "";
  private String field = "";
  private String device = "";

  /// A time log.
  ///
  /// @param field id of the field of its task, such as `PFD9`; blank without one
  record Log(String task, String field, String name) {}

  private TaskSet(ZipFile zip, Map<String, ZipEntry> entries) {
    this.zip = zip;
    this.entries = entries;
  }

  /// Whether a zip file contains a task set.
  static boolean isTaskSet(ZipFile zip) {
    return zip.stream().anyMatch(entry -> isRoot(entry.getName()));
  }

  private static boolean isRoot(String name) {
    return isFile(name) && fileName(name).equals(ROOT);
  }

  private static boolean isFile(String name) {
    return !name.contains("__MACOSX") && !fileName(name).startsWith("._");
  }

  private static String fileName(String name) {
    return name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
  }

  /// Reads the tasks and devices.
  static TaskSet open(Path file) throws IOException, MachineFileException {
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw new MachineFileException("The file is not a zip file, or is truncated.", e);
    }
    try {
      String root =
          zip.stream()
              .map(ZipEntry::getName)
              .filter(TaskSet::isRoot)
              .findFirst()
              .orElseThrow(() -> new MachineFileException("The zip file has no TASKDATA.XML."));
      TaskSet tasks = new TaskSet(zip, besides(zip, root));
      tasks.readAll();
      return tasks;
    } catch (IOException | MachineFileException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  /// The files in the folder of `TASKDATA.XML` by their names.
  private static Map<String, ZipEntry> besides(ZipFile zip, String root) {
    String folder = root.substring(0, root.length() - ROOT.length());
    Map<String, ZipEntry> entries = new LinkedHashMap<>();
    zip.stream()
        .filter(entry -> entry.getName().startsWith(folder) && isFile(entry.getName()))
        .filter(entry -> entry.getName().indexOf('/', folder.length()) < 0)
        .forEach(entry -> entries.putIfAbsent(fileName(entry.getName()), entry));
    return entries;
  }

  private void readAll() throws IOException, MachineFileException {
    Deque<String> waiting = new ArrayDeque<>(List.of(ROOT));
    Set<String> seen = new HashSet<>(waiting);
    while (!waiting.isEmpty()) {
      String name = waiting.poll();
      try (InputStream in = zip.getInputStream(entry(name))) {
        TaskXml.read(
            in,
            name.toUpperCase(Locale.ROOT),
            (element, attributes) -> {
              if (element.equals("XFR")) {
                String external = attributes.get("A").toLowerCase(Locale.ROOT) + ".xml";
                if (seen.add(external)) {
                  waiting.add(external);
                }
              } else {
                receive(element, attributes);
              }
            });
      }
      if (seen.size() > MAX_FILES) {
        throw new MachineFileException(
            "TASKDATA.XML names more than %,d files.".formatted(MAX_FILES));
      }
    }
  }

  private void receive(String element, TaskXml.Attributes attributes) {
    switch (element) {
      case "ISO11783_TaskData" -> version = number(attributes.get("VersionMajor"));
      case "TSK" -> {
        task = attributes.get("A");
        field = attributes.get("E");
      }
      case "TLG" -> logs.add(new Log(task, field, attributes.get("A")));
      case "DVC" -> device = attributes.get("A");
      case "DET" -> elements.put(attributes.get("A"), device);
      default -> {
        // Not required for points.
      }
    }
  }

  private static int number(String text) {
    return text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
  }

  private ZipEntry entry(String name) throws MachineFileException {
    ZipEntry entry = entries.get(name);
    if (entry == null) {
      throw new MachineFileException(
          "The task set lacks the file %s."
              .formatted(name.toUpperCase(Locale.ROOT).replaceAll("\\p{Cntrl}", " ")));
    }
    return entry;
  }

  /// The major version, 3 or 4; 0 when the file does not state it.
  int version() {
    return version;
  }

  /// The time logs of all tasks in the order of the files.
  List<Log> logs() {
    return List.copyOf(logs);
  }

  /// The device to which a device element belongs.
  Optional<String> deviceOf(String element) {
    return Optional.ofNullable(elements.get(element));
  }

  TimeLogHeader header(Log log) throws IOException, MachineFileException {
    String name = log.name().toLowerCase(Locale.ROOT) + ".xml";
    try (InputStream in = zip.getInputStream(entry(name))) {
      return TimeLogHeader.parse(in, name.toUpperCase(Locale.ROOT));
    }
  }

  TimeLogReader records(Log log) throws IOException, MachineFileException {
    TimeLogHeader header = header(log);
    return new TimeLogReader(
        zip.getInputStream(entry(log.name().toLowerCase(Locale.ROOT) + ".bin")), header);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
