package io.headland.server.core.machinefile.geojson;

import io.headland.server.core.machinefile.MachineFile;
import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MachineFileDescription.OriginalPlace;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.MachineFileFormat;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSource;
import io.headland.server.core.machinefile.RequiredProperties;
import io.headland.server.core.machinefile.entry.ArchiveEntries;
import io.headland.server.core.machinefile.entry.ArchiveEntry;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;

/// A GeoJSON feature collection of points with Leaf's property names, such as a `standardGeojson`.
public record GeoJsonFile(ArchiveEntry entry) implements MachineFile {
  /// Where a file of the ending `.json` names its type.
  private static final int BEGINNING = 4_096;

  /// Points that are read to find the crop.
  private static final int POINTS_WITHOUT_CROP = 10_000;

  /// Claims the files `*.geojson`, and the files `*.json` that are feature collections.
  public static List<MachineFile> claim(ArchiveEntries entries) throws IOException {
    List<ArchiveEntry> found =
        entries.matching(
            entry -> entry.ending().equals(".geojson") || entry.ending().equals(".json"));
    List<MachineFile> files = new ArrayList<>();
    for (ArchiveEntry entry : found) {
      if (entry.ending().equals(".geojson") || isFeatureCollection(entry)) {
        entries.claim(entry.path());
        files.add(new GeoJsonFile(entry));
      }
    }
    return files;
  }

  private static boolean isFeatureCollection(ArchiveEntry entry) throws IOException {
    try {
      String beginning = new String(entry.first(BEGINNING), StandardCharsets.UTF_8);
      return beginning.contains("\"FeatureCollection\"");
    } catch (ZipException | EOFException _) {
      // Damaged: whether it is a machine file is not known.
      return false;
    }
  }

  @Override
  public String name() {
    return entry.base();
  }

  @Override
  public MachineFileFormat format() {
    return MachineFileFormat.GEOJSON;
  }

  @Override
  public MachineFileDescription describe(RequiredProperties required)
      throws IOException, MachineFileException {
    try (GeoJsonPoints points = GeoJsonPoints.open(entry)) {
      PointRow row = new PointRow();
      boolean hasTime = false;
      for (int i = 0; i < POINTS_WITHOUT_CROP && points.next(row); i++) {
        hasTime |= row.epochMillis() != Long.MIN_VALUE;
        if (!points.properties().crop().isEmpty()) {
          break;
        }
      }
      GeoJsonProperties properties = points.properties();
      required.require(properties.type(), properties.present(), hasTime);
      return new MachineFileDescription(
          properties.type(),
          properties.originalType(),
          properties.crop(),
          properties.units(),
          List.of(),
          List.of(),
          OriginalPlace.UNKNOWN);
    }
  }

  @Override
  public PointSource points() throws IOException, MachineFileException {
    return GeoJsonPoints.open(entry);
  }
}
