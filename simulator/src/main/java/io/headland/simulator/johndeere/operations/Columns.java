package io.headland.simulator.johndeere.operations;

import io.headland.simulator.johndeere.world.ExportForms;
import java.util.ArrayList;
import java.util.List;

/// The columns of an export, in the order of John Deere's samples.
final class Columns {
  private Columns() {}

  static List<Column> of(Recording recording, ExportOptions options, ExportForms forms) {
    List<Column> columns =
        new ArrayList<>(
            switch (recording.operation().kind()) {
              case HARVEST -> harvest(recording, options);
              case SEEDING -> seeding(recording, options);
              case APPLICATION, TILLAGE -> application(recording, options);
            });
    if (recording.operation().kind() == OperationKind.APPLICATION
        && forms.products() == ExportForms.ProductForm.LIST) {
      columns.add(Column.text("PRODUCTHASH", "Product Hash", Products.hash()));
    }
    columns.add(Column.length("Elevation", "Elevation", options.uom()));
    columns.add(Column.isoTime());
    if (forms.machineColumn()) {
      columns.add(Column.machine());
    }
    return columns;
  }

  private static List<Column> harvest(Recording recording, ExportOptions options) {
    Crop crop = recording.operation().crop();
    Uom uom = options.uom();
    return List.of(
        distance(uom),
        swath(uom),
        options.massYield()
            ? Column.yieldMass(crop, uom.massRate())
            : Column.yieldVolume(crop, uom.yieldRate()),
        Column.section(),
        Column.crop(crop),
        Column.rate("WetMass", "Wet Mass", uom.massRate()),
        Column.moisture(),
        Column.time(),
        Column.heading(),
        Column.text("VARIETY", "Variety Name", crop.variety()));
  }

  private static List<Column> seeding(Recording recording, ExportOptions options) {
    Crop crop = recording.operation().crop();
    Uom.Unit rate = options.uom().seedRate();
    return List.of(
        Column.time(),
        Column.crop(crop),
        Column.rate("AppliedRate", "Applied Rate", rate),
        swath(options.uom()),
        distance(options.uom()),
        Column.heading(),
        Column.section(),
        Column.control(rate),
        Column.target(recording.target(), rate),
        Column.text("Variety", "Variety Name", crop.variety()));
  }

  private static List<Column> application(Recording recording, ExportOptions options) {
    Uom.Unit rate = options.uom().liquidRate();
    return List.of(
        Column.time(),
        Column.heading(),
        distance(options.uom()),
        swath(options.uom()),
        Column.text("Product", "Product Name", Products.NAME),
        Column.section(),
        Column.rate("AppliedRate", "Applied Rate", rate),
        Column.control(rate),
        Column.target(recording.target(), rate));
  }

  private static Column distance(Uom uom) {
    return Column.length("DISTANCE", "Distance Travelled From Previous Point", uom);
  }

  private static Column swath(Uom uom) {
    return Column.length("SWATHWIDTH", "Width Of Element", uom);
  }
}
