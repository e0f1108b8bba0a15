package io.headland.server.core.machinefile.isoxml;

import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.entry.ArchiveEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;

/// The task set of a zip file.
record OpenTaskSet(ZipFile zip, TaskSet tasks) implements AutoCloseable {
  static OpenTaskSet of(Path file) throws IOException, MachineFileException {
    ZipFile zip = new ZipFile(file.toFile());
    List<ArchiveEntry> entries =
        zip.stream()
            .filter(entry -> !entry.isDirectory() && !entry.getName().contains("__MACOSX"))
            .map(entry -> new ArchiveEntry("", zip, entry))
            .toList();
    return new OpenTaskSet(zip, TaskSet.read(entries));
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
