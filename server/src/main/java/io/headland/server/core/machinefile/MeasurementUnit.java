package io.headland.server.core.machinefile;

import static io.headland.server.core.machinefile.MeasurementUnit.Dimension.ANGLE;
import static io.headland.server.core.machinefile.MeasurementUnit.Dimension.AREA;
import static io.headland.server.core.machinefile.MeasurementUnit.Dimension.COUNT;
import static io.headland.server.core.machinefile.MeasurementUnit.Dimension.COUNT_PER_AREA;
import static io.headland.server.core.machinefile.MeasurementUnit.Dimension.FORCE;
import static io.headland.server.core.machinefile.MeasurementUnit.Dimension.FRACTION;
import static io.headland.server.core.machinefile.MeasurementUnit.Dimension.LENGTH;
import static io.headland.server.core.machinefile.MeasurementUnit.Dimension.MASS;
import static io.headland.server.core.machinefile.MeasurementUnit.Dimension.MASS_PER_AREA;
import static io.headland.server.core.machinefile.MeasurementUnit.Dimension.SPEED;
import static io.headland.server.core.machinefile.MeasurementUnit.Dimension.VOLUME;
import static io.headland.server.core.machinefile.MeasurementUnit.Dimension.VOLUME_PER_AREA;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A unit of measurement with its name in Leaf's API and its code in the ADAPT Standard, which John
/// Deere uses: the numbers in a code are exponents, `bu1ac-1` is bushels per acre.
///
/// Factors are those of the international foot, acre and pound, the US gallon and the US bushel
/// (NIST Handbook 44, appendix C).
public enum MeasurementUnit {
  METRE("m", "m", LENGTH, 1),
  CENTIMETRE("cm", "cm", LENGTH, 0.01),
  MILLIMETRE("mm", "mm", LENGTH, 0.001),
  KILOMETRE("km", "km", LENGTH, 1_000),
  INCH("in", "in", LENGTH, 0.0254),
  FOOT("ft", "ft", LENGTH, 0.3048),
  MILE("mi", "mi", LENGTH, 1_609.344),
  SQUARE_METRE("m2", "m2", AREA, 1),
  HECTARE("ha", "ha", AREA, 10_000),
  ACRE("ac", "ac", AREA, Factors.ACRE),
  METRE_PER_SECOND("m/s", "m1s-1", SPEED, 1),
  FOOT_PER_SECOND("ft/s", "ft1s-1", SPEED, 0.3048),
  KILOMETRE_PER_HOUR("km/hr", "km1hr-1", SPEED, 1_000.0 / 3_600),
  MILE_PER_HOUR("mi/hr", "mi1hr-1", SPEED, 1_609.344 / 3_600),
  DEGREE("arcdeg", "arcdeg", ANGLE, 1),
  PERCENT("prcnt", "prcnt", FRACTION, 0.01),
  SEEDS("seeds", "seeds", COUNT, 1),
  KILOGRAM("kg", "kg", MASS, 1),
  TONNE("t", "t", MASS, 1_000),
  POUND("lb", "lb", MASS, Factors.POUND),
  OUNCE("oz", "ozm", MASS, Factors.POUND / 16),
  LITRE("L", "l", VOLUME, 0.001),
  CUBIC_METRE("m3", "m3", VOLUME, 1),
  BUSHEL("bu", "bu", VOLUME, Factors.BUSHEL),
  GALLON("gal", "gal", VOLUME, Factors.GALLON),
  QUART("qt", "qt", VOLUME, Factors.GALLON / 4),
  FLUID_OUNCE("floz", "floz", VOLUME, Factors.GALLON / 128),
  KILOGRAM_FORCE("Kgf", "kgf", FORCE, 9.80665),
  POUND_FORCE("lbf", "lbf", FORCE, 9.80665 * Factors.POUND),
  SEEDS_PER_ACRE("seeds/ac", "seeds1ac-1", COUNT_PER_AREA, 1 / Factors.ACRE),
  SEEDS_PER_HECTARE("seeds/ha", "seeds1ha-1", COUNT_PER_AREA, 1 / 10_000.0),
  POUND_PER_ACRE("lb/ac", "lb1ac-1", MASS_PER_AREA, Factors.POUND / Factors.ACRE),
  OUNCE_PER_ACRE("oz/ac", "ozm1ac-1", MASS_PER_AREA, Factors.POUND / 16 / Factors.ACRE),
  KILOGRAM_PER_HECTARE("kg/ha", "kg1ha-1", MASS_PER_AREA, 1 / 10_000.0),
  TONNE_PER_HECTARE("t/ha", "t1ha-1", MASS_PER_AREA, 0.1),
  BUSHEL_PER_ACRE("bu/ac", "bu1ac-1", VOLUME_PER_AREA, Factors.BUSHEL / Factors.ACRE),
  GALLON_PER_ACRE("gal/ac", "gal1ac-1", VOLUME_PER_AREA, Factors.GALLON / Factors.ACRE),
  QUART_PER_ACRE("qt/ac", "qt1ac-1", VOLUME_PER_AREA, Factors.GALLON / 4 / Factors.ACRE),
  FLUID_OUNCE_PER_ACRE(
      "floz/ac", "floz1ac-1", VOLUME_PER_AREA, Factors.GALLON / 128 / Factors.ACRE),
  LITRE_PER_HECTARE("L/ha", "l1ha-1", VOLUME_PER_AREA, 0.001 / 10_000),
  CUBIC_METRE_PER_HECTARE("m3/ha", "[m3]1ha-1", VOLUME_PER_AREA, 1 / 10_000.0);

  private static final String PERCENT_OF_MOISTURE = "percentage";

  private static final Map<String, MeasurementUnit> BY_CODE =
      Arrays.stream(values()).collect(Collectors.toMap(unit -> unit.code, Function.identity()));

  private final String leafName;
  private final String code;
  private final Dimension dimension;
  private final double factor;

  private static final class Factors {
    static final double ACRE = 4_046.8564224;
    static final double POUND = 0.45359237;
    static final double BUSHEL = 0.03523907016688;
    static final double GALLON = 0.003785411784;
  }

  /// @param factor from this unit to that of the SI: metre, square metre, kilogram, cubic metre,
  ///   newton
  MeasurementUnit(String leafName, String code, Dimension dimension, double factor) {
    this.leafName = leafName;
    this.code = code;
    this.dimension = dimension;
    this.factor = factor;
  }

  /// The unit of a code of the ADAPT Standard; empty for an unknown one.
  public static Optional<MeasurementUnit> ofCode(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  /// The unit of a name in Leaf's API, such as `bu/ac`; empty for an unknown one.
  public static Optional<MeasurementUnit> ofLeafName(String name) {
    if (name.equals(PERCENT_OF_MOISTURE)) {
      return Optional.of(PERCENT);
    }
    return Arrays.stream(values()).filter(unit -> unit.leafName.equals(name)).findFirst();
  }

  public String leafName() {
    return leafName;
  }

  /// Leaf's name of the unit of a property: a moisture in percent has one of its own.
  public String leafName(PointProperty property) {
    return this == PERCENT && property == PointProperty.HARVEST_MOISTURE
        ? PERCENT_OF_MOISTURE
        : leafName;
  }

  public Dimension dimension() {
    return dimension;
  }

  /// A value of this unit in another.
  ///
  /// @throws IllegalArgumentException when the other unit measures something else
  public double convert(double value, MeasurementUnit to) {
    if (to.dimension != dimension) {
      throw new IllegalArgumentException(leafName + " cannot be converted to " + to.leafName);
    }
    return to == this ? value : value * factor / to.factor;
  }

  /// The unit of the amount on an area: pounds for pounds per acre. Empty when this is no unit of
  /// an amount per area.
  public Optional<MeasurementUnit> amount() {
    return switch (this) {
      case SEEDS_PER_ACRE, SEEDS_PER_HECTARE -> Optional.of(SEEDS);
      case POUND_PER_ACRE -> Optional.of(POUND);
      case OUNCE_PER_ACRE -> Optional.of(OUNCE);
      case KILOGRAM_PER_HECTARE -> Optional.of(KILOGRAM);
      case TONNE_PER_HECTARE -> Optional.of(TONNE);
      case BUSHEL_PER_ACRE -> Optional.of(BUSHEL);
      case GALLON_PER_ACRE -> Optional.of(GALLON);
      case QUART_PER_ACRE -> Optional.of(QUART);
      case FLUID_OUNCE_PER_ACRE -> Optional.of(FLUID_OUNCE);
      case LITRE_PER_HECTARE -> Optional.of(LITRE);
      case CUBIC_METRE_PER_HECTARE -> Optional.of(CUBIC_METRE);
      default -> Optional.empty();
    };
  }

  /// A value of this unit in that of the SI: metre, square metre, kilogram, cubic metre, newton,
  /// second.
  public double toStandard(double value) {
    return value * factor;
  }

  /// A value of the unit of the SI in this unit.
  public double fromStandard(double value) {
    return value / factor;
  }

  /// What a value measures. Units convert only within one dimension.
  public enum Dimension {
    LENGTH,
    AREA,
    SPEED,
    ANGLE,
    FRACTION,
    COUNT,
    MASS,
    VOLUME,
    FORCE,
    COUNT_PER_AREA,
    MASS_PER_AREA,
    VOLUME_PER_AREA
  }
}
