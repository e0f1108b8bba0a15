package io.headland.server.core.machinefile.shapefile;

import io.headland.server.core.machinefile.CropNames;
import io.headland.server.core.machinefile.MachineFile;
import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MachineFileDescription.OriginalPlace;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.MachineFileFormat;
import io.headland.server.core.machinefile.PointSource;
import io.headland.server.core.machinefile.RequiredProperties;
import io.headland.server.core.machinefile.entry.ArchiveEntries;
import io.headland.server.core.machinefile.entry.ArchiveEntry;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A shapefile of points without metadata.
public record PointShapefile(ShapefileEntries shapefile) implements MachineFile {
  /// Claims all shapefiles, complete or not.
  public static List<MachineFile> claim(ArchiveEntries entries) {
    Set<String> bases = new TreeSet<>();
    for (ArchiveEntry entry : entries.matching(PointShapefile::isPart)) {
      bases.add(entry.base());
    }
    return bases.stream()
        .filter(base -> entries.find(base + ".shp").isPresent() || isIncomplete(entries, base))
        .map(base -> ShapefileEntries.claim(entries, base))
        .<MachineFile>map(PointShapefile::new)
        .toList();
  }

  private static boolean isPart(ArchiveEntry entry) {
    return entry.ending().equals(".shp") || entry.ending().equals(".dbf");
  }

  private static boolean isIncomplete(ArchiveEntries entries, String base) {
    return entries.find(base + ".dbf").isPresent()
        && (entries.find(base + ".shx").isPresent() || entries.find(base + ".prj").isPresent());
  }

  @Override
  public String name() {
    return shapefile.base();
  }

  @Override
  public MachineFileFormat format() {
    return MachineFileFormat.SHAPEFILE;
  }

  @Override
  public MachineFileDescription describe(RequiredProperties required)
      throws IOException, MachineFileException {
    try (DbfReader dbf = openDbf()) {
      PointColumnSet columns = PointColumnSet.of(dbf);
      ShapefileRecord.of(columns, dbf).require(columns, required, isPolygon());
      return new MachineFileDescription(
          columns.type(),
          "",
          crop(dbf),
          columns.units(),
          List.of(),
          List.of(),
          OriginalPlace.UNKNOWN);
    }
  }

  @Override
  public PointSource points() throws IOException, MachineFileException {
    DbfReader dbf = openDbf();
    try {
      return shapefile.points(dbf, ShapefileRecord.of(PointColumnSet.of(dbf), dbf));
    } catch (IOException | MachineFileException | RuntimeException e) {
      dbf.close();
      throw e;
    }
  }

  private DbfReader openDbf() throws IOException, MachineFileException {
    shapefile.require(".shp", ".dbf", ".shx", ".prj");
    shapefile.requireWgs84();
    return shapefile.openDbf();
  }

  private boolean isPolygon() throws IOException, MachineFileException {
    try (ShpReader shp = shapefile.openShp()) {
      return shp.isPolygon();
    }
  }

  /// The crop of the first record that has one; blank without one.
  private static String crop(DbfReader dbf) throws IOException, MachineFileException {
    int index = dbf.indexOf(ColumnNames.CROP);
    while (index >= 0 && dbf.next()) {
      String crop = CropNames.of(dbf.text(index));
      if (!crop.isEmpty()) {
        return crop;
      }
    }
    return "";
  }
}
