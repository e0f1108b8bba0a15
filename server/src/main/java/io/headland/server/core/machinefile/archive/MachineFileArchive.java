package io.headland.server.core.machinefile.archive;

import io.headland.server.core.machinefile.MachineFile;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.entry.ArchiveEntries;
import io.headland.server.core.machinefile.geojson.GeoJsonFile;
import io.headland.server.core.machinefile.isoxml.TaskSets;
import io.headland.server.core.machinefile.johndeere.JohnDeereExport;
import io.headland.server.core.machinefile.shapefile.PointShapefile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The machine files of an uploaded zip file.
///
/// Archives in the archive are opened as well, up to five levels. Files that belong to no known
/// format are ignored; a file that is recognized and cannot be read is listed, and its
/// [MachineFile#describe] states the reason.
public final class MachineFileArchive implements AutoCloseable {
  private static final int MAX_NAME = 500;
  private static final int MAX_FILES = 10_000;

  private final ZipTree tree;
  private final List<MachineFile> files;

  private MachineFileArchive(ZipTree tree, List<MachineFile> files) {
    this.tree = tree;
    this.files = files;
  }

  /// Finds the machine files of an archive.
  ///
  /// @param workFolder where archives in the archive are kept until [#close]
  /// @throws MachineFileException when the file is not a readable zip file, or exceeds a bound
  public static MachineFileArchive open(Path zip, Path workFolder)
      throws IOException, MachineFileException {
    ZipTree tree = ZipTree.open(zip, workFolder);
    try {
      return new MachineFileArchive(tree, detect(tree));
    } catch (IOException | MachineFileException | RuntimeException e) {
      tree.close();
      throw e;
    }
  }

  /// The formats in the order in which they claim files: a task set may contain shapefiles, and an
  /// export is a shapefile with metadata.
  private static List<MachineFile> detect(ZipTree tree) throws IOException, MachineFileException {
    ArchiveEntries entries = new ArchiveEntries(tree.entries());
    List<MachineFile> found = new ArrayList<>(tree.unreadable());
    found.addAll(TaskSets.claim(entries));
    found.addAll(JohnDeereExport.claim(entries));
    found.addAll(PointShapefile.claim(entries));
    found.addAll(GeoJsonFile.claim(entries));
    found.addAll(ClosedFormats.claim(entries));
    if (found.size() > MAX_FILES) {
      throw new MachineFileException(
          "The archive has more than %,d machine files.".formatted(MAX_FILES));
    }
    return named(found);
  }

  private static List<MachineFile> named(List<MachineFile> found) {
    Set<String> names = new HashSet<>();
    List<MachineFile> files = new ArrayList<>();
    for (MachineFile file :
        found.stream()
            .sorted(Comparator.comparing(MachineFile::name).thenComparing(MachineFile::format))
            .toList()) {
      String wanted = shortened(file.name());
      String name = wanted;
      for (int number = 2; !names.add(name); number++) {
        name = "%s (%d)".formatted(wanted, number);
      }
      files.add(new ArchivedFile(name, file));
    }
    return List.copyOf(files);
  }

  private static String shortened(String name) {
    int codePoints = name.codePointCount(0, name.length());
    return name.substring(name.offsetByCodePoints(0, Math.max(0, codePoints - MAX_NAME)));
  }

  /// The machine files, sorted by name; empty when there is none.
  public List<MachineFile> files() {
    return files;
  }

  /// Closes the archive and deletes the copies in the work folder.
  @Override
  public void close() throws IOException {
    tree.close();
  }
}
