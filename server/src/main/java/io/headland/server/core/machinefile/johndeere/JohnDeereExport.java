package io.headland.server.core.machinefile.johndeere;

import io.headland.server.core.machinefile.MachineFile;
import io.headland.server.core.machinefile.entry.ArchiveEntries;
import io.headland.server.core.machinefile.entry.ArchiveEntry;
import io.headland.server.core.machinefile.shapefile.ShapefileEntries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// John Deere's shapefile export of a field operation: for each crop or product a shapefile and a
/// file `…-Deere-Metadata.json` with one base name, at the root or in the folder `doc`.
public final class JohnDeereExport {
  private static final String METADATA = "-deere-metadata.json";

  private JohnDeereExport() {}

  /// Claims the files of all exports.
  ///
  /// @return a file for each crop or product
  public static List<MachineFile> claim(ArchiveEntries entries) {
    List<MachineFile> layers = new ArrayList<>();
    for (ArchiveEntry metadata : entries.claim(JohnDeereExport::isMetadata)) {
      String path = metadata.path();
      String base = path.substring(0, path.length() - METADATA.length());
      layers.add(new JohnDeereLayer(metadata, ShapefileEntries.claim(entries, base)));
    }
    return layers;
  }

  private static boolean isMetadata(ArchiveEntry entry) {
    return entry.fileName().toLowerCase(Locale.ROOT).endsWith(METADATA);
  }
}
