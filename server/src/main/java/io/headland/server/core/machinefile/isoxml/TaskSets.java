package io.headland.server.core.machinefile.isoxml;

import io.headland.server.core.machinefile.MachineFile;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.MachineFileFormat;
import io.headland.server.core.machinefile.entry.ArchiveEntries;
import io.headland.server.core.machinefile.entry.ArchiveEntry;
import io.headland.server.core.machinefile.entry.UnreadableFile;
import io.headland.server.core.machinefile.isoxml.LoggedProperty.Work;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipException;

/// The task sets of an archive.
public final class TaskSets {
  /// Leaf's message, with the reason.
  private static final String UNKNOWN_WORK =
      "unsupported operation type: unknown; the time log has no yield, seed rate, applied rate or"
          + " depth";

  private TaskSets() {}

  /// Claims the folders that contain a file `TASKDATA.XML`.
  ///
  /// @return a file for each time log, or for each kind of work in it
  public static List<MachineFile> claim(ArchiveEntries entries) throws IOException {
    List<MachineFile> files = new ArrayList<>();
    for (ArchiveEntry root : entries.matching(TaskSets::isRoot)) {
      List<ArchiveEntry> folder =
          entries.claim(entry -> entry.folder().equalsIgnoreCase(root.folder()));
      files.addAll(files(root, folder));
    }
    return files;
  }

  private static boolean isRoot(ArchiveEntry entry) {
    return entry.fileName().toLowerCase(Locale.ROOT).equals(TaskSet.ROOT);
  }

  private static List<MachineFile> files(ArchiveEntry root, List<ArchiveEntry> folder)
      throws IOException {
    List<MachineFile> files = new ArrayList<>();
    try {
      TaskSet tasks = TaskSet.read(folder);
      for (TaskSet.Log log : tasks.logs()) {
        files.addAll(files(root.folder() + ArchiveEntry.printable(log.name()), tasks, log));
      }
      if (files.isEmpty()) {
        files.add(
            unreadable(
                root.base(),
                "The task set has no time logs; export it from the terminal after the work."));
      }
    } catch (MachineFileException | ZipException | EOFException e) {
      files.add(unreadable(root.base(), String.valueOf(e.getMessage())));
    }
    return files;
  }

  private static List<MachineFile> files(String name, TaskSet tasks, TaskSet.Log log)
      throws IOException {
    TimeLogHeader header;
    try {
      header = tasks.header(log);
    } catch (MachineFileException | ZipException | EOFException e) {
      return List.of(unreadable(name, String.valueOf(e.getMessage())));
    }
    List<Work> works = LogWork.of(header, tasks.devices());
    if (works.isEmpty()) {
      return List.of(unreadable(name, UNKNOWN_WORK));
    }
    List<MachineFile> files = new ArrayList<>();
    for (Work work : works) {
      String suffix = works.size() == 1 ? "" : "-" + work.type().leafName();
      files.add(new TimeLogFile(name + suffix, tasks, log, header, work));
    }
    return files;
  }

  private static UnreadableFile unreadable(String name, String reason) {
    return new UnreadableFile(name, MachineFileFormat.ISOXML, reason);
  }
}
