package io.headland.server.core.machinefile.johndeere;

import io.headland.server.core.machinefile.shapefile.ShapefileBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Builds a small harvest export in the form of John Deere's.
final class ExportFile {
  static final String BASE = "--------North 40-Corn";

  private static final List<ShapefileBytes.Column> COLUMNS =
      List.of(
          new ShapefileBytes.Column("DISTANCE", 'N', 18),
          new ShapefileBytes.Column("SWATHWIDTH", 'N', 18),
          new ShapefileBytes.Column("VRYIELDVOL", 'N', 18),
          new ShapefileBytes.Column("SECTIONID", 'N', 9),
          new ShapefileBytes.Column("WetMass", 'N', 18),
          new ShapefileBytes.Column("Moisture", 'N', 18),
          new ShapefileBytes.Column("VARIETY", 'C', 23),
          new ShapefileBytes.Column("IsoTime", 'C', 24),
          new ShapefileBytes.Column("Machine", 'N', 5));

  private final List<List<String>> rows = new ArrayList<>();
  private final List<double[]> positions = new ArrayList<>();
  private final Map<String, byte[]> others = new LinkedHashMap<>();
  private String operation = "Harvest";
  private String unitOfYield = "bu1ac-1";
  private String variety = "CORNVAR-001";
  private String product = "";
  private String folder = "";

  /// Adds a point with a distance of 5 ft and a width of 30 ft.
  ExportFile point(double longitude, double latitude, String yield, String mass) {
    rows.add(
        List.of(
            "5.00000000",
            "30.00000000",
            yield,
            "105",
            mass,
            "16.50000000",
            variety,
            "2017-10-27T08:56:52.124Z",
            "1"));
    positions.add(new double[] {longitude, latitude});
    return this;
  }

  ExportFile operation(String name) {
    operation = name;
    return this;
  }

  ExportFile unitOfYield(String code) {
    unitOfYield = code;
    return this;
  }

  /// The text in the column of the next points.
  ExportFile variety(String text) {
    variety = text;
    return this;
  }

  /// A product in the metadata.
  ExportFile product(String name) {
    product = name;
    return this;
  }

  ExportFile in(String name) {
    folder = name;
    return this;
  }

  ExportFile with(String name, byte[] content) {
    others.put(name, content);
    return this;
  }

  /// One record more in the .shp than in the .dbf file.
  ExportFile withAPositionTooMany() {
    positions.add(new double[] {0, 0});
    return this;
  }

  ExportFile withoutTheLastPosition() {
    positions.removeLast();
    return this;
  }

  Path write(Path file, String... without) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(folder + BASE + "-Deere-Metadata.json", metadata());
    entries.put(folder + BASE + ".shp", ShapefileBytes.points(positions));
    entries.put(folder + BASE + ".dbf", ShapefileBytes.dbf(COLUMNS, rows));
    entries.putAll(others);
    for (String ending : without) {
      entries.keySet().removeIf(name -> name.endsWith(ending));
    }
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }

  private byte[] metadata() {
    return """
    {"Version": "1.0", "OrgId": 1234, "Operation": "%s", "CropSeason": 2017, "CropToken": "CORN_WET",
     "ClientName": "---", "FarmName": "Home farm", "FieldName": "North 40",
     "FieldOperationId": "operation-1",
     "DataAttributes": [
       {"Name": "WetMass", "Unit": "lb1ac-1"}, {"Name": "Moisture", "Unit": "prcnt"},
       {"Name": "DISTANCE", "Unit": "ft"}, {"Name": "SWATHWIDTH", "Unit": "ft"},
       {"Name": "VRYIELDVOL", "Unit": "%s"}, {"Name": "SECTIONID"}, {"Name": "IsoTime"}],
     "Product": {"ProductName": "%s"},
     "MachineUsage": {"1": {"MachineId": "machine-1", "MachineSerial": "serial-1"}}}
    """
        .formatted(operation, unitOfYield, product)
        .getBytes(StandardCharsets.UTF_8);
  }
}
