package io.headland.server.api.machinefile;

import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.UnitSystem;
import io.headland.server.core.machinefile.summary.Amount;
import io.headland.server.core.machinefile.summary.CropConversion;
import io.headland.server.core.machinefile.summary.OperationSummary;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The dry volume of a harvest by the table of crops beside the volume by the provider's own yield.
///
/// @param computed by the density and standard moisture of the table
/// @param provider the sum of the provider's yield on the area of each point
/// @param differencePercent of the computed volume from the provider's
/// @param conversion the row of the table
public record ReconciliationView(
    QuantityView computed,
    QuantityView provider,
    double differencePercent,
    @Nullable CropConversion conversion) {

  /// A value with Leaf's name of its unit.
  record QuantityView(double value, String unit) {
    static QuantityView of(Amount amount, UnitSystem system) {
      MeasurementUnit unit = system.unit(PointProperty.DRY_VOLUME, amount.unit());
      return new QuantityView(amount.unit().convert(amount.value(), unit), unit.leafName());
    }
  }

  /// The comparison; empty when the file has no yield of the provider, or the crop no density.
  public static Optional<ReconciliationView> of(OperationSummary summary, UnitSystem system) {
    Amount computed = summary.totals().get(PointProperty.DRY_VOLUME);
    Amount provider = summary.totals().get(PointProperty.PROVIDER_VOLUME_PER_AREA);
    if (computed == null
        || provider == null
        || provider.value() <= 0
        || provider.unit().dimension() != computed.unit().dimension()) {
      return Optional.empty();
    }
    double ofProvider = provider.unit().convert(provider.value(), computed.unit());
    return Optional.of(
        new ReconciliationView(
            QuantityView.of(computed, system),
            QuantityView.of(provider, system),
            100 * (computed.value() - ofProvider) / ofProvider,
            summary.conversion()));
  }
}
