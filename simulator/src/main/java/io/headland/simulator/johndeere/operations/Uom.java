package io.headland.simulator.johndeere.operations;

import io.headland.simulator.johndeere.world.ExportForms;
import java.util.Arrays;
import java.util.Optional;

/// The unit systems of exports and totals: the factor from the metric unit, and the code.
public enum Uom {
  METRIC(ExportForms.Units.METRIC, true, true),
  ENGLISH(ExportForms.Units.ENGLISH, false, false),
  /// Lengths in metres, rates per acre in English units (the content of this system is inferred).
  MIXED(ExportForms.Units.MIXED, true, false);

  public static final double ACRES_PER_HECTARE = 2.4710538147;
  public static final double CUBIC_METRES_PER_BUSHEL = 0.0352390704;
  public static final double POUNDS_PER_KILOGRAM = 2.2046226218;
  public static final double GALLONS_PER_LITRE = 0.2641720524;
  private static final double FEET_PER_METRE = 3.280839895;

  /// A factor and the code of the unit.
  record Unit(double factor, String code) {}

  private final ExportForms.Units preference;
  private final boolean metricLengths;
  private final boolean metricRates;

  Uom(ExportForms.Units preference, boolean metricLengths, boolean metricRates) {
    this.preference = preference;
    this.metricLengths = metricLengths;
    this.metricRates = metricRates;
  }

  /// The value of the header `Accept-UOM-System`; without it, the preference of the organization.
  public static Optional<Uom> find(Optional<String> header, ExportForms.Units preference) {
    return header
        .map(word -> Arrays.stream(values()).filter(u -> u.name().equals(word)).findFirst())
        .orElseGet(
            () -> Arrays.stream(values()).filter(u -> u.preference == preference).findFirst());
  }

  /// From metres.
  Unit length() {
    return metricLengths ? new Unit(1, "m") : new Unit(FEET_PER_METRE, "ft");
  }

  /// From kilograms per hectare.
  Unit massRate() {
    return metricRates
        ? new Unit(0.001, "t1ha-1")
        : new Unit(POUNDS_PER_KILOGRAM / ACRES_PER_HECTARE, "lb1ac-1");
  }

  /// From bushels per hectare.
  Unit yieldRate() {
    return metricRates
        ? new Unit(CUBIC_METRES_PER_BUSHEL, "[m3]1ha-1")
        : new Unit(1 / ACRES_PER_HECTARE, "bu1ac-1");
  }

  /// From seeds per hectare.
  Unit seedRate() {
    return metricRates ? new Unit(1, "seeds1ha-1") : new Unit(1 / ACRES_PER_HECTARE, "seeds1ac-1");
  }

  /// From litres per hectare.
  Unit liquidRate() {
    return metricRates
        ? new Unit(1, "l1ha-1")
        : new Unit(GALLONS_PER_LITRE / ACRES_PER_HECTARE, "gal1ac-1");
  }
}
