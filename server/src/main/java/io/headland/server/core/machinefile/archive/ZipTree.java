package io.headland.server.core.machinefile.archive;

import io.headland.server.core.machinefile.MachineFile;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.MachineFileFormat;
import io.headland.server.core.machinefile.entry.ArchiveEntry;
import io.headland.server.core.machinefile.entry.UnreadableFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// The files of an archive and of the archives in it, which are copied to a folder. Files that
/// macOS adds are left out.
final class ZipTree implements AutoCloseable {
  private static final int MAX_DEPTH = 5;

  private final Path workFolder;
  private final ArchiveLimits limits;
  private final List<ZipFile> zips = new ArrayList<>();
  private final List<Path> copies = new ArrayList<>();
  private final List<ArchiveEntry> entries = new ArrayList<>();
  private final List<MachineFile> unreadable = new ArrayList<>();

  private ZipTree(Path workFolder, ArchiveLimits limits) {
    this.workFolder = workFolder;
    this.limits = limits;
  }

  static ZipTree open(Path file, Path workFolder) throws IOException, MachineFileException {
    ZipTree tree = new ZipTree(workFolder, new ArchiveLimits(Files.size(file)));
    try {
      tree.add(ZipOpening.open(file, "The file"), "", 0);
      return tree;
    } catch (IOException | MachineFileException | RuntimeException e) {
      tree.close();
      throw e;
    }
  }

  private void add(ZipFile zip, String path, int depth) throws IOException, MachineFileException {
    zips.add(zip);
    limits.addEntries(zip.size());
    for (ZipEntry each : zip.stream().<ZipEntry>map(entry -> entry).toList()) {
      ArchiveEntry entry = new ArchiveEntry(path, zip, each);
      if (each.isDirectory() || entry.path().endsWith("/") || isOfMacOs(entry)) {
        continue;
      }
      requireInside(entry);
      limits.addBytes(entry.size());
      if (entry.ending().equals(".zip")) {
        addNested(entry, depth + 1);
      } else {
        entries.add(entry);
      }
    }
  }

  /// Headland writes no file under the name of an entry; other programs that unpack the stored
  /// archive may do so.
  private static void requireInside(ArchiveEntry entry) throws MachineFileException {
    if (List.of(entry.path().split("/")).contains("..")) {
      throw new MachineFileException(
          "The archive is rejected: the path %s leads out of it."
              .formatted(ArchiveEntry.excerpt(entry.path())));
    }
  }

  private static boolean isOfMacOs(ArchiveEntry entry) {
    return entry.path().contains("__MACOSX/")
        || entry.fileName().startsWith("._")
        || entry.fileName().equalsIgnoreCase(".DS_Store");
  }

  private void addNested(ArchiveEntry entry, int depth) throws IOException, MachineFileException {
    limits.addNestedArchive(entry.size());
    if (depth > MAX_DEPTH) {
      reject(
          entry,
          "%s is nested deeper than %d levels of archives.".formatted(entry.path(), MAX_DEPTH));
      return;
    }
    ZipFile zip;
    try {
      zip = ZipOpening.open(copy(entry), entry.path());
    } catch (EOFException e) {
      reject(entry, "%s is damaged: its compressed content is truncated.".formatted(entry.path()));
      return;
    } catch (ZipException | MachineFileException e) {
      reject(entry, String.valueOf(e.getMessage()));
      return;
    }
    add(zip, entry.path() + "/", depth);
  }

  private void reject(ArchiveEntry entry, String reason) {
    unreadable.add(new UnreadableFile(entry.base(), MachineFileFormat.UNKNOWN, reason));
  }

  private Path copy(ArchiveEntry entry) throws IOException {
    Files.createDirectories(workFolder);
    Path copy = Files.createTempFile(workFolder, "nested-", ".zip");
    copies.add(copy);
    try (InputStream in = entry.open()) {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
    }
    return copy;
  }

  /// The files, without those of nested archives that cannot be opened.
  List<ArchiveEntry> entries() {
    return List.copyOf(entries);
  }

  /// The nested archives that cannot be opened.
  List<MachineFile> unreadable() {
    return List.copyOf(unreadable);
  }

  @Override
  public void close() throws IOException {
    for (ZipFile zip : zips) {
      zip.close();
    }
    for (Path copy : copies) {
      Files.deleteIfExists(copy);
    }
  }
}
