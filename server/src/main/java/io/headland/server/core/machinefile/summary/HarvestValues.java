package io.headland.server.core.machinefile.summary;

import static io.headland.server.core.machinefile.PointProperty.AREA;
import static io.headland.server.core.machinefile.PointProperty.DRY_MASS;
import static io.headland.server.core.machinefile.PointProperty.DRY_MASS_PER_AREA;
import static io.headland.server.core.machinefile.PointProperty.DRY_VOLUME;
import static io.headland.server.core.machinefile.PointProperty.DRY_VOLUME_PER_AREA;
import static io.headland.server.core.machinefile.PointProperty.HARVEST_MOISTURE;
import static io.headland.server.core.machinefile.PointProperty.PROVIDER_VOLUME_PER_AREA;
import static io.headland.server.core.machinefile.PointProperty.WET_MASS;
import static io.headland.server.core.machinefile.PointProperty.WET_MASS_PER_AREA;
import static io.headland.server.core.machinefile.PointProperty.WET_VOLUME;
import static io.headland.server.core.machinefile.PointProperty.WET_VOLUME_PER_AREA;

import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSource;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Adds the values to harvested points that their file lacks: dry mass, wet and dry volume for each
/// area, and the amounts of each point. Values that the file has are kept.
///
/// - `dry = wet × min(1, (100 − moisture) / (100 − standard moisture))`, and `volume = mass /
///   density`, with the [CropConversion] of the crop. Without a standard moisture, dry values are
///   the wet values, as at Leaf.
/// - A point without a wet mass gets it from the wet volume, the dry mass, the dry volume or the
///   provider's volume, in this order. The provider's volume is at the provider's standard
///   moisture; that of the table is used for it.
/// - A point without a moisture, of a crop with a standard moisture, gets no dry values.
public final class HarvestValues {
  private final MachineFileDescription described;
  private final @Nullable CropConversion conversion;
  private final Map<PointProperty, MeasurementUnit> units;

  /// Kilograms per cubic metre; NaN for an unknown crop.
  private final double density;

  /// The same for the provider's yield, which is a mass when its organization prefers masses: then
  /// 1.
  private final double providerDensity;

  private HarvestValues(MachineFileDescription described, @Nullable CropConversion conversion) {
    this.described = described;
    this.conversion = conversion;
    this.units = units(described.units());
    this.density =
        conversion == null
            ? Double.NaN
            : MeasurementUnit.POUND.toStandard(conversion.poundsPerBushel())
                / MeasurementUnit.BUSHEL.toStandard(1);
    MeasurementUnit ofProvider = units.get(PROVIDER_VOLUME_PER_AREA);
    boolean isMass =
        ofProvider != null && ofProvider.dimension() == MeasurementUnit.Dimension.MASS_PER_AREA;
    this.providerDensity = isMass ? 1 : density;
  }

  /// The values for the points of a file. Points that are not harvested stay as they are.
  public static HarvestValues of(MachineFileDescription description) {
    return new HarvestValues(description, CropConversion.of(description.crop()).orElse(null));
  }

  /// The description of the file with the units of the values that are added.
  public MachineFileDescription description() {
    if (described.type() != OperationType.HARVESTED) {
      return described;
    }
    return new MachineFileDescription(
        described.type(),
        described.originalType(),
        described.crop(),
        units,
        described.machinery(),
        described.products(),
        described.place());
  }

  /// The points of a source with the values. Closing the result closes the source.
  public PointSource derive(PointSource source) {
    if (described.type() != OperationType.HARVESTED) {
      return source;
    }
    return new PointSource() {
      @Override
      public boolean next(PointRow row) throws IOException, MachineFileException {
        if (!source.next(row)) {
          return false;
        }
        addPerArea(row);
        addAmounts(row);
        return true;
      }

      @Override
      public void close() throws IOException {
        source.close();
      }
    };
  }

  private static Map<PointProperty, MeasurementUnit> units(
      Map<PointProperty, MeasurementUnit> ofFile) {
    Map<PointProperty, MeasurementUnit> units = new EnumMap<>(YieldUnits.like(ofFile));
    units.putAll(ofFile);
    return units;
  }

  private void addPerArea(PointRow row) {
    double share = dryShare(row);
    double wet = standard(row, WET_MASS_PER_AREA);
    if (Double.isNaN(wet)) {
      wet = wetMass(row, share);
    }
    addMassAndVolume(row, WET_MASS_PER_AREA, WET_VOLUME_PER_AREA, wet);
    addMassAndVolume(row, DRY_MASS_PER_AREA, DRY_VOLUME_PER_AREA, wet * share);
  }

  /// The wet mass per area in kilograms and square metres, from the other values.
  private double wetMass(PointRow row, double share) {
    double area = row.get(AREA);
    double ofAmount = standard(row, WET_MASS) / area;
    double ofWetVolume = standard(row, WET_VOLUME_PER_AREA) * density;
    double ofDryMass = standard(row, DRY_MASS_PER_AREA) / share;
    double ofDryVolume = standard(row, DRY_VOLUME_PER_AREA) * density / share;
    double ofProvider = standard(row, PROVIDER_VOLUME_PER_AREA) * providerDensity / share;
    return firstNumber(ofAmount, ofWetVolume, ofDryMass, ofDryVolume, ofProvider);
  }

  private static double firstNumber(double... values) {
    for (double value : values) {
      if (Double.isFinite(value)) {
        return value;
      }
    }
    return Double.NaN;
  }

  private void addMassAndVolume(
      PointRow row, PointProperty mass, PointProperty volume, double kilograms) {
    add(row, mass, kilograms);
    add(row, volume, standard(row, mass) / density);
  }

  private void addAmounts(PointRow row) {
    addAmount(row, WET_MASS_PER_AREA, WET_MASS);
    addAmount(row, WET_VOLUME_PER_AREA, WET_VOLUME);
    addAmount(row, DRY_MASS_PER_AREA, DRY_MASS);
    addAmount(row, DRY_VOLUME_PER_AREA, DRY_VOLUME);
  }

  private void addAmount(PointRow row, PointProperty perArea, PointProperty amount) {
    add(row, amount, standard(row, perArea) * row.get(AREA));
  }

  /// Sets a value that the point lacks.
  ///
  /// @param value in the unit of the SI
  private void add(PointRow row, PointProperty property, double value) {
    if (Double.isNaN(row.get(property)) && Double.isFinite(value)) {
      row.set(property, fromStandard(property, value));
    }
  }

  private double dryShare(PointRow row) {
    if (conversion == null || conversion.standardMoisture() == null) {
      return 1;
    }
    return conversion.dryShare(row.get(HARVEST_MOISTURE));
  }

  /// A value in kilograms or cubic metres, for each square metre if it is per area.
  private double standard(PointRow row, PointProperty property) {
    return units.getOrDefault(property, MeasurementUnit.KILOGRAM).toStandard(row.get(property));
  }

  private double fromStandard(PointProperty property, double value) {
    return units.getOrDefault(property, MeasurementUnit.KILOGRAM).fromStandard(value);
  }
}
