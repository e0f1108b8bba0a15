package io.headland.server.core.machinefile.johndeere;

import io.headland.server.core.machinefile.CropNames;
import io.headland.server.core.machinefile.MachineFile;
import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.MachineFileFormat;
import io.headland.server.core.machinefile.PointSource;
import io.headland.server.core.machinefile.RequiredProperties;
import io.headland.server.core.machinefile.entry.ArchiveEntry;
import io.headland.server.core.machinefile.shapefile.DbfReader;
import io.headland.server.core.machinefile.shapefile.ShapefileEntries;
import io.headland.server.core.machinefile.shapefile.ShpReader;
import java.io.IOException;

/// The points of one crop or product of an export.
record JohnDeereLayer(ArchiveEntry metadataFile, ShapefileEntries shapefile)
    implements MachineFile {
  private static final int MAX_METADATA_BYTES = 1 << 20;

  @Override
  public String name() {
    return shapefile.base();
  }

  @Override
  public MachineFileFormat format() {
    return MachineFileFormat.JOHN_DEERE_SHAPEFILE;
  }

  @Override
  public MachineFileDescription describe(RequiredProperties required)
      throws IOException, MachineFileException {
    JohnDeereMetadata metadata = metadata();
    try (DbfReader dbf = openDbf()) {
      JohnDeereColumns columns = JohnDeereColumns.of(metadata, dbf);
      columns.require(required, isPolygon());
      return new MachineFileDescription(
          metadata.operationType(),
          metadata.operation(),
          CropNames.of(metadata.cropToken() == null ? "" : metadata.cropToken()),
          columns.units(),
          JohnDeereDescription.machinery(metadata),
          JohnDeereDescription.products(metadata),
          JohnDeereDescription.place(metadata));
    }
  }

  @Override
  public PointSource points() throws IOException, MachineFileException {
    JohnDeereMetadata metadata = metadata();
    DbfReader dbf = openDbf();
    try {
      return shapefile.points(dbf, JohnDeereColumns.of(metadata, dbf));
    } catch (IOException | MachineFileException | RuntimeException e) {
      dbf.close();
      throw e;
    }
  }

  private DbfReader openDbf() throws IOException, MachineFileException {
    shapefile.require(".shp", ".dbf");
    shapefile.requireWgs84();
    return shapefile.openDbf();
  }

  private boolean isPolygon() throws IOException, MachineFileException {
    try (ShpReader shp = shapefile.openShp()) {
      return shp.isPolygon();
    }
  }

  private JohnDeereMetadata metadata() throws IOException, MachineFileException {
    byte[] json = metadataFile.first(MAX_METADATA_BYTES + 1);
    if (json.length > MAX_METADATA_BYTES) {
      throw new MachineFileException("The metadata of John Deere is larger than 1 MiB.");
    }
    return JohnDeereMetadata.parse(json);
  }
}
