package io.headland.server.api.machinefile;

import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.UnitSystem;
import io.headland.server.core.machinefile.summary.Amount;
import io.headland.server.core.machinefile.summary.CropConversion;
import io.headland.server.core.machinefile.summary.OperationSummary;
import io.headland.server.core.machinefile.summary.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The sums over the points of an operation next to the provider's own totals, and the dry volume
/// of a harvest by the table of crops next to the volume by the provider's yield of each point.
///
/// @param computed by the density and standard moisture of the table; null, as `provider` and
///   `differencePercent`, if the points have no yield of the provider
/// @param provider the sum of the provider's yield on the area of each point
/// @param differencePercent of the computed volume from the provider's
/// @param conversion the row of the table
/// @param totals that the provider states for the operation as a whole
/// @param filesWithoutTotals files of the operation whose points are in the sums, but of which the
///   provider states no totals
public record ReconciliationView(
    @Nullable QuantityView computed,
    @Nullable QuantityView provider,
    @Nullable Double differencePercent,
    @Nullable CropConversion conversion,
    List<TotalView> totals,
    int filesWithoutTotals) {

  /// The properties that are compared, by the key of their total in the summary of an operation.
  private static final Map<PointProperty, String> NAMES =
      Map.of(
          PointProperty.AREA, "totalArea",
          PointProperty.WET_MASS, "totalWetMass",
          PointProperty.DRY_MASS, "totalDryMass",
          PointProperty.DRY_VOLUME, "totalDryVolume",
          PointProperty.SEED_RATE, "totalPlanted",
          PointProperty.APPLIED_RATE, "totalApplied",
          PointProperty.HARVEST_MOISTURE, "harvestMoisture",
          PointProperty.TILLAGE_DEPTH_ACTUAL, "tillageDepthActual");

  public ReconciliationView {
    totals = List.copyOf(totals);
  }

  /// A value with Leaf's name of its unit.
  record QuantityView(double value, String unit) {
    static QuantityView of(PointProperty property, Amount amount, UnitSystem system) {
      MeasurementUnit unit = system.unit(property, amount.unit());
      return new QuantityView(amount.unit().convert(amount.value(), unit), unit.leafName(property));
    }
  }

  /// A total, or a mean, of the points next to that of the provider, in the same unit.
  ///
  /// @param name its key in the summary of the operation
  /// @param differencePercent of the points from the provider; null if the provider states 0
  record TotalView(
      String name,
      QuantityView points,
      QuantityView provider,
      @Nullable Double differencePercent) {}

  /// The comparison; empty when the provider states nothing that can be compared.
  ///
  /// @param provider the totals of the provider by the property of the points
  /// @param filesWithoutTotals files of the operation of which the provider states none
  public static Optional<ReconciliationView> of(
      OperationSummary summary,
      Map<PointProperty, Amount> provider,
      int filesWithoutTotals,
      UnitSystem system) {
    List<TotalView> totals = totals(summary, provider, system);
    Amount computed = summary.totals().get(PointProperty.DRY_VOLUME);
    Amount ofPoints = summary.totals().get(PointProperty.PROVIDER_VOLUME_PER_AREA);
    if (computed == null
        || ofPoints == null
        || ofPoints.value() <= 0
        || ofPoints.unit().dimension() != computed.unit().dimension()) {
      return totals.isEmpty()
          ? Optional.empty()
          : Optional.of(new ReconciliationView(null, null, null, null, totals, filesWithoutTotals));
    }
    Amount converted = converted(ofPoints, computed.unit());
    return Optional.of(
        new ReconciliationView(
            QuantityView.of(PointProperty.DRY_VOLUME, computed, system),
            QuantityView.of(PointProperty.DRY_VOLUME, converted, system),
            difference(computed, converted),
            summary.conversion(),
            totals,
            filesWithoutTotals));
  }

  private static List<TotalView> totals(
      OperationSummary summary, Map<PointProperty, Amount> provider, UnitSystem system) {
    List<TotalView> totals = new ArrayList<>();
    provider.forEach(
        (property, stated) -> {
          Amount ofPoints = ofPoints(summary, property);
          String name = NAMES.get(property);
          if (name != null
              && ofPoints != null
              && ofPoints.unit().dimension() == stated.unit().dimension()) {
            Amount converted = converted(stated, ofPoints.unit());
            totals.add(
                new TotalView(
                    name,
                    QuantityView.of(property, ofPoints, system),
                    QuantityView.of(property, converted, system),
                    stated.value() == 0 ? null : difference(ofPoints, converted)));
          }
        });
    return totals;
  }

  /// The total of the points, or of a property without totals the mean; null without points.
  private static @Nullable Amount ofPoints(OperationSummary summary, PointProperty property) {
    if (summary.points() == 0) {
      return null;
    }
    if (property == PointProperty.AREA) {
      return new Amount(summary.area(), MeasurementUnit.SQUARE_METRE);
    }
    Amount total = summary.totals().get(property);
    Statistics mean = summary.statistics().get(property);
    MeasurementUnit unit = summary.unit(property);
    return total != null || mean == null || unit == null ? total : new Amount(mean.avg(), unit);
  }

  private static Amount converted(Amount amount, MeasurementUnit unit) {
    return new Amount(amount.unit().convert(amount.value(), unit), unit);
  }

  /// @param provider in the unit of the other one
  private static double difference(Amount points, Amount provider) {
    return 100 * (points.value() - provider.value()) / provider.value();
  }
}
