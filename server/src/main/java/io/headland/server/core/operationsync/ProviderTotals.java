package io.headland.server.core.operationsync;

import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.MeasurementUnit.Dimension;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.summary.Amount;
import io.headland.server.provider.FieldOperationRecord.Total;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The totals that a provider states for its operations, added up: those of one field operation,
/// which may consist of several operations of the provider.
public final class ProviderTotals {
  /// Means, with the total by which that of several operations is weighted.
  private static final Map<PointProperty, PointProperty> WEIGHTS =
      Map.of(
          PointProperty.HARVEST_MOISTURE, PointProperty.WET_MASS,
          PointProperty.TILLAGE_DEPTH_ACTUAL, PointProperty.AREA);

  private ProviderTotals() {}

  /// The totals by the property with which the total of the points is stored: of a material by the
  /// rate, of a yield by the dry mass or volume. What an operation does not state, or in a unit
  /// that cannot be added up with those of the others, is left out.
  ///
  /// @param operations the totals of each operation of the provider
  public static Map<PointProperty, Amount> of(OperationType type, List<List<Total>> operations) {
    List<Map<PointProperty, Amount>> stated =
        operations.stream().map(totals -> stated(type, totals)).toList();
    Map<PointProperty, Amount> added = new EnumMap<>(PointProperty.class);
    if (!stated.isEmpty()) {
      for (PointProperty property : stated.getFirst().keySet()) {
        added(property, stated).ifPresent(amount -> added.put(property, amount));
      }
    }
    return added;
  }

  private static Map<PointProperty, Amount> stated(OperationType type, List<Total> totals) {
    Map<PointProperty, Amount> stated = new EnumMap<>(PointProperty.class);
    for (Total total : totals) {
      MeasurementUnit.ofCode(total.unit())
          .ifPresent(
              unit ->
                  property(type, total.name(), unit.dimension())
                      .ifPresent(
                          property -> stated.put(property, new Amount(total.value(), unit))));
    }
    return stated;
  }

  private static Optional<PointProperty> property(
      OperationType type, String name, Dimension dimension) {
    PointProperty property =
        switch (name) {
          case "area" -> dimension == Dimension.AREA ? PointProperty.AREA : null;
          case "wetMass" -> dimension == Dimension.MASS ? PointProperty.WET_MASS : null;
          case "yield" -> ofYield(dimension);
          case "averageMoisture" ->
              dimension == Dimension.FRACTION ? PointProperty.HARVEST_MOISTURE : null;
          case "totalMaterial" ->
              type == OperationType.PLANTED ? PointProperty.SEED_RATE : PointProperty.APPLIED_RATE;
          case "tillageDepthActual" ->
              dimension == Dimension.LENGTH ? PointProperty.TILLAGE_DEPTH_ACTUAL : null;
          default -> null;
        };
    return Optional.ofNullable(property);
  }

  /// A mass if the organization prefers masses.
  private static PointProperty ofYield(Dimension dimension) {
    return dimension == Dimension.MASS ? PointProperty.DRY_MASS : PointProperty.DRY_VOLUME;
  }

  /// An operation without the weight has none.
  private static double weight(@Nullable Amount amount) {
    return amount == null ? 0 : amount.unit().toStandard(amount.value());
  }

  private static Optional<Amount> added(
      PointProperty property, List<Map<PointProperty, Amount>> stated) {
    MeasurementUnit unit = Objects.requireNonNull(stated.getFirst().get(property)).unit();
    PointProperty weight = WEIGHTS.get(property);
    double sum = 0;
    double weights = 0;
    for (Map<PointProperty, Amount> each : stated) {
      Amount amount = each.get(property);
      if (amount == null || amount.unit().dimension() != unit.dimension()) {
        return Optional.empty();
      }
      double factor = stated.size() > 1 && weight != null ? weight(each.get(weight)) : 1;
      sum += factor * amount.unit().convert(amount.value(), unit);
      weights += factor;
    }
    if (weight == null) {
      return Optional.of(new Amount(sum, unit));
    }
    return weights > 0 ? Optional.of(new Amount(sum / weights, unit)) : Optional.empty();
  }
}
