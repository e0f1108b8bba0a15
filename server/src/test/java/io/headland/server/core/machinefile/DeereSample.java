package io.headland.server.core.machinefile;

import io.headland.server.core.machinefile.MachineFileSamples.Passes;
import io.headland.server.core.machinefile.MachineFileSamples.Position;
import io.headland.server.core.machinefile.MachineFileSamples.Totals;
import io.headland.server.core.machinefile.shapefile.ShapefileBytes;
import io.headland.server.core.machinefile.shapefile.ShapefileBytes.Column;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// An export of John Deere with one layer. Values vary from point to point: wet mass 9,000 to 9,900
/// lb/ac at 15 to 17 % moisture and 56 lb/bu, 32,000 to 32,900 seeds/ac, 10 to 10.3 gal/ac.
public final class DeereSample {
  public static final String WGS_84 =
      "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],"
          + "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";

  private static final double ACRE = 4_046.8564224;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final OperationType type;
  private final Passes passes;
  private String cropToken = "CORN_WET";
  private String label;
  private String field = "North 40";
  private ToDoubleFunction<Position> factor = _ -> 1;

  private DeereSample(OperationType type, Passes passes) {
    this.type = type;
    this.passes = passes;
    this.label = type == OperationType.APPLIED ? "Tank Mix" : "CORNVAR-001";
  }

  /// A sample of work on passes.
  ///
  /// @param type all except tillage, of which John Deere provides no points
  public static DeereSample of(OperationType type, Passes passes) {
    return new DeereSample(type, passes);
  }

  public DeereSample cropToken(String token) {
    cropToken = token;
    return this;
  }

  /// The variety, or the product of an application.
  public DeereSample label(String name) {
    label = name;
    return this;
  }

  public DeereSample field(String name) {
    field = name;
    return this;
  }

  /// Multiplies the yield or rate at each position.
  public DeereSample factor(ToDoubleFunction<Position> ofPosition) {
    factor = ofPosition;
    return this;
  }

  /// The base name of its files.
  public String base() {
    return "--------%s-%s".formatted(field, type == OperationType.APPLIED ? label : cropToken);
  }

  public Path write(Path zip) throws IOException {
    return MachineFileSamples.zip(zip, entries());
  }

  /// The files of the export by their names.
  public Map<String, byte[]> entries() {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    List<double[]> points = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < passes.positions().size(); i++) {
      Position position = passes.positions().get(i);
      points.add(new double[] {position.longitude(), position.latitude()});
      rows.add(row(i, position));
    }
    entries.put(base() + "-Deere-Metadata.json", metadata().getBytes(StandardCharsets.UTF_8));
    entries.put(base() + ".dbf", ShapefileBytes.dbf(columns(), rows));
    entries.put(base() + ".prj", WGS_84.getBytes(StandardCharsets.UTF_8));
    entries.put(base() + ".shp", ShapefileBytes.points(points));
    entries.put(base() + ".shx", ShapefileBytes.index(points.size()));
    return entries;
  }

  private static Column number(String name) {
    return new Column(name, 'N', 18);
  }

  private List<Column> columns() {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                number("DISTANCE"),
                number("SWATHWIDTH"),
                number("Heading"),
                number("Elevation"),
                new Column("SECTIONID", 'N', 9),
                new Column("IsoTime", 'C', 24),
                new Column("Machine", 'N', 5),
                new Column(type == OperationType.APPLIED ? "Product" : "VARIETY", 'C', 23)));
    columns.addAll(
        type == OperationType.HARVESTED
            ? List.of(number("VRYIELDVOL"), number("WetMass"), number("Moisture"))
            : List.of(number("AppliedRate"), number("TargetRate"), number("ControlRate")));
    return columns;
  }

  private List<String> row(int index, Position position) {
    List<String> row =
        new ArrayList<>(
            List.of(
                text(passes.step() / 0.3048),
                text(passes.width() / 0.3048),
                text(position.heading()),
                text(1_000 + index % 7),
                "105",
                TIME.format(position.time()),
                "1",
                label));
    row.addAll(
        switch (type) {
          case HARVESTED ->
              List.of(text(wetMass(index) / 56), text(wetMass(index)), text(moisture(index)));
          case PLANTED -> List.of(text(seedRate(index)), text(32_500), "");
          case APPLIED, TILLAGE -> List.of(text(appliedRate(index)), text(10), "");
        });
    return row;
  }

  private static String text(double value) {
    return "%.8f".formatted(value);
  }

  private double wetMass(int index) {
    return factor(index) * (9_000 + 100 * (index % 10));
  }

  private static double moisture(int index) {
    return 15 + 0.5 * (index % 5);
  }

  private double seedRate(int index) {
    return factor(index) * (32_000 + 100 * (index % 10));
  }

  private double appliedRate(int index) {
    return factor(index) * (10 + 0.1 * (index % 4));
  }

  private double factor(int index) {
    return factor.applyAsDouble(passes.positions().get(index));
  }

  /// The amounts of all points.
  public Totals totals() {
    double acresOfPoint = passes.width() * passes.step() / ACRE;
    double pounds = 0;
    double moistPounds = 0;
    double seeds = 0;
    double gallons = 0;
    for (int i = 0; i < passes.positions().size(); i++) {
      pounds += wetMass(i) * acresOfPoint;
      moistPounds += wetMass(i) * acresOfPoint * moisture(i);
      seeds += seedRate(i) * acresOfPoint;
      gallons += appliedRate(i) * acresOfPoint;
    }
    return switch (type) {
      case HARVESTED ->
          new Totals(passes.area(), pounds * 0.45359237, pounds / 56, moistPounds / pounds, 0, 0);
      case PLANTED -> new Totals(passes.area(), 0, 0, 0, seeds, 0);
      case APPLIED -> new Totals(passes.area(), 0, 0, 0, 0, gallons);
      case TILLAGE -> new Totals(passes.area(), 0, 0, 0, 0, 0);
    };
  }

  private String metadata() {
    String operation =
        switch (type) {
          case HARVESTED -> "Harvest";
          case PLANTED -> "Seeding";
          case APPLIED -> "Application";
          case TILLAGE -> "Tillage";
        };
    String rateUnit = type == OperationType.PLANTED ? "seeds1ac-1" : "gal1ac-1";
    String subject =
        type == OperationType.APPLIED
            ? """
            "Product": {"ProductName": "%s", "TankMix": true, "Rate": {"Value": 10.0, "Unit": "gal1ac-1"},
              "Components": [{"Carrier": false, "Name": "AMS", "Rate": {"Value": 15.0, "Unit": "floz1ac-1"}},
                {"Carrier": true, "Name": "Water", "Rate": {"Value": 9.883, "Unit": "gal1ac-1"}}]}\
            """
                .formatted(label)
            : "\"CropToken\": \"%s\"".formatted(cropToken);
    return """
    {"Version": "1.0", "OrgId": 1234, "ClientName": "---", "FarmName": "Home farm", "FieldName": "%s",
     "Operation": "%s", "CropSeason": 2026, %s,
     "DataAttributes": [
       {"Name": "DISTANCE", "Unit": "ft"}, {"Name": "SWATHWIDTH", "Unit": "ft"},
       {"Name": "Elevation", "Unit": "ft"}, {"Name": "VRYIELDVOL", "Unit": "bu1ac-1"},
       {"Name": "WetMass", "Unit": "lb1ac-1"}, {"Name": "Moisture", "Unit": "prcnt"},
       {"Name": "AppliedRate", "Unit": "%s"}, {"Name": "TargetRate", "Unit": "%s"},
       {"Name": "SECTIONID"}, {"Name": "IsoTime"}, {"Name": "Heading"}],
     "MachineUsage": {"1": {"MachineId": "machine-1", "MachineSerial": "serial-1"}}}
    """
        .formatted(field, operation, subject, rateUnit, rateUnit);
  }
}
