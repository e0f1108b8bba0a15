package io.headland.server.core.machinefile;

import io.headland.server.core.machinefile.MachineFileSamples.Passes;
import io.headland.server.core.machinefile.MachineFileSamples.Position;
import io.headland.server.core.machinefile.shapefile.ShapefileBytes;
import io.headland.server.core.machinefile.shapefile.ShapefileBytes.Column;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A shapefile without metadata. By default, it has the columns `Distance`, `Swth_Wdth_`,
/// `timestamp` and those that are added.
public final class ShapefileSample {
  private record Added(Column column, List<String> values) {}

  private final String base;
  private final Passes passes;
  private final List<Added> added = new ArrayList<>();
  private String projection = DeereSample.WGS_84;

  private ShapefileSample(String base, Passes passes) {
    this.base = base;
    this.passes = passes;
  }

  /// A shapefile with a base name.
  public static ShapefileSample of(String base, Passes passes) {
    return new ShapefileSample(base, passes);
  }

  /// Adds a column of numbers.
  ///
  /// @param values repeated from record to record
  public ShapefileSample number(String name, String... values) {
    added.add(new Added(new Column(name, 'N', 18), List.of(values)));
    return this;
  }

  public ShapefileSample text(String name, String... values) {
    added.add(new Added(new Column(name, 'C', 30), List.of(values)));
    return this;
  }

  public ShapefileSample projection(String wellKnownText) {
    projection = wellKnownText;
    return this;
  }

  public Path write(Path zip, String... without) throws IOException {
    Map<String, byte[]> entries = entries();
    for (String ending : without) {
      entries.keySet().removeIf(name -> name.endsWith(ending));
    }
    return MachineFileSamples.zip(zip, entries);
  }

  /// The files of the shapefile by their names.
  public Map<String, byte[]> entries() {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                new Column("Distance", 'N', 18),
                new Column("Swth_Wdth_", 'N', 18),
                new Column("timestamp", 'C', 24)));
    added.forEach(each -> columns.add(each.column()));
    List<List<String>> rows = new ArrayList<>();
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < passes.positions().size(); i++) {
      Position position = passes.positions().get(i);
      points.add(new double[] {position.longitude(), position.latitude()});
      List<String> row =
          new ArrayList<>(
              List.of(
                  String.format(Locale.ROOT, "%.8f", passes.step() / 0.3048),
                  String.format(Locale.ROOT, "%.8f", passes.width() / 0.3048),
                  position.time().toString()));
      for (Added each : added) {
        row.add(each.values().get(i % each.values().size()));
      }
      rows.add(row);
    }
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(base + ".dbf", ShapefileBytes.dbf(columns, rows));
    entries.put(base + ".prj", projection.getBytes(StandardCharsets.UTF_8));
    entries.put(base + ".shp", ShapefileBytes.points(points));
    entries.put(base + ".shx", ShapefileBytes.index(points.size()));
    return entries;
  }
}
