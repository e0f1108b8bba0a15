package io.headland.simulator.johndeere.operations;

import java.util.Optional;

/// A column of the attribute table of an export.
///
/// @param type `N` for numbers, `C` for text
/// @param unit empty for a column without a unit
/// @param value writes the value of a record
record Column(
    String name,
    char type,
    int length,
    int decimals,
    Optional<String> unit,
    String description,
    Value value) {

  /// Writes the value of a record at the current position of a row.
  interface Value {
    void write(Row row, Sample sample);
  }

  private interface Decimal {
    double of(Sample sample);
  }

  private interface Text {
    String of(Sample sample);
  }

  private static final int DECIMALS = 8;
  private static final int WIDTH = 18;
  private static final int TEXT = 23;

  static Column length(String name, String description, Uom uom) {
    Uom.Unit unit = uom.length();
    return number(
        name,
        unit.code(),
        description,
        switch (name) {
          case "DISTANCE" -> sample -> sample.distance() * unit.factor();
          case "SWATHWIDTH" -> sample -> sample.width() * unit.factor();
          default -> sample -> sample.elevation() * unit.factor();
        });
  }

  static Column rate(String name, String description, Uom.Unit unit) {
    return number(name, unit.code(), description, sample -> sample.rate() * unit.factor());
  }

  static Column control(Uom.Unit unit) {
    return number(
        "ControlRate", unit.code(), "Control Rate", sample -> sample.control() * unit.factor());
  }

  static Column target(double target, Uom.Unit unit) {
    return number("TargetRate", unit.code(), "Target Rate", _ -> target * unit.factor());
  }

  static Column yieldVolume(Crop crop, Uom.Unit unit) {
    return number(
        "VRYIELDVOL",
        unit.code(),
        "Yield as Volume",
        sample -> crop.bushelsPerHectare(sample.rate(), sample.moisture()) * unit.factor());
  }

  static Column yieldMass(Crop crop, Uom.Unit unit) {
    return number(
        "VRYIELDMAS",
        unit.code(),
        "Yield as Mass",
        sample ->
            crop.bushelsPerHectare(sample.rate(), sample.moisture())
                * crop.kilogramsPerBushel()
                * unit.factor());
  }

  static Column moisture() {
    return number("Moisture", "prcnt", "Moisture", Sample::moisture);
  }

  static Column heading() {
    return new Column(
        "Heading",
        'N',
        WIDTH,
        DECIMALS,
        Optional.empty(),
        "Machine Heading",
        (row, sample) -> row.decimal(sample.heading(), WIDTH));
  }

  /// The element id; that of the whole machine is 425, as in a sample.
  static Column section() {
    return integer("SECTIONID", 9, "Element Id", 425);
  }

  static Column crop(Crop crop) {
    return new Column(
        "Crop", 'N', 5, 0, Optional.empty(), "CropId", (row, _) -> row.integer(crop.id(), 5));
  }

  static Column machine() {
    return new Column(
        "Machine",
        'N',
        5,
        0,
        Optional.empty(),
        "Index into the MachineUsage map, or 0 if no information exists",
        (row, _) -> row.integer(1, 5));
  }

  static Column time() {
    return new Column(
        "Time",
        'C',
        TEXT,
        0,
        Optional.empty(),
        "Timestamp",
        (row, sample) -> row.text(row.times().american(sample.at()), TEXT));
  }

  static Column isoTime() {
    return new Column(
        "IsoTime",
        'C',
        24,
        0,
        Optional.empty(),
        "Precise Timestamp",
        (row, sample) -> row.text(row.times().iso(sample.at()), 24));
  }

  static Column text(String name, String description, String content) {
    return text(name, description, TEXT, _ -> content);
  }

  private static Column text(String name, String description, int length, Text text) {
    return new Column(
        name,
        'C',
        length,
        0,
        Optional.empty(),
        description,
        (row, sample) -> row.text(text.of(sample), length));
  }

  private static Column integer(String name, int length, String description, int ofMachine) {
    return new Column(
        name,
        'N',
        length,
        0,
        Optional.empty(),
        description,
        (row, sample) ->
            row.integer(
                sample.section() < 0 ? ofMachine : ofMachine + 1 + sample.section(), length));
  }

  private static Column number(String name, String unit, String description, Decimal decimal) {
    return new Column(
        name,
        'N',
        WIDTH,
        DECIMALS,
        Optional.of(unit),
        description,
        (row, sample) -> row.decimal(decimal.of(sample), WIDTH));
  }
}
