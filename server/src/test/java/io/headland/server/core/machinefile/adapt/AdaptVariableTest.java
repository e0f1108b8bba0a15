package io.headland.server.core.machinefile.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.PointProperty;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdaptVariableTest {
  @Test
  void eachVariableHasTheCodeAndTheUnitOfADefinition() {
    List<AdaptVariable> variables = new ArrayList<>();
    for (PointProperty property : PointProperty.values()) {
      for (MeasurementUnit unit : MeasurementUnit.values()) {
        if (property.isMeasuredIn(unit)) {
          AdaptVariable.of(property, unit).ifPresent(variables::add);
        }
        AdaptVariable.ofTotal(property, unit).ifPresent(variables::add);
      }
    }

    assertThat(variables).hasSizeGreaterThan(50);
    for (AdaptVariable variable : variables) {
      assertThat(AdaptSchema.codes()).contains(variable.code());
      assertThat(code(variable.unit()))
          .as(variable.code())
          .isEqualTo(AdaptSchema.values(variable.code()));
    }
    assertThat(AdaptSchema.codes()).contains(AdaptVariable.TIMESTAMP, "CalculatedArea");
  }

  private static String code(AdaptUnit unit) {
    return switch (unit) {
      case METRE -> "m";
      case METRE_PER_SECOND -> "m1sec-1";
      case DEGREE -> "arcdeg";
      case PERCENT -> "prcnt";
      case NEWTON -> "N";
      case KILOGRAM -> "kg";
      case LITRE -> "l";
      case COUNT -> "count";
      case KILOGRAM_PER_HECTARE -> "kg1ha-1";
      case LITRE_PER_HECTARE -> "l1ha-1";
      case COUNT_PER_HECTARE -> "count1ha-1";
    };
  }

  @Test
  void valuesAreConvertedToTheUnitOfTheDefinition() {
    assertThat(factor(PointProperty.WET_MASS_PER_AREA, MeasurementUnit.POUND_PER_ACRE))
        .isCloseTo(1.12085, within(1e-5));
    assertThat(factor(PointProperty.APPLIED_RATE, MeasurementUnit.GALLON_PER_ACRE))
        .isCloseTo(9.35396, within(1e-5));
    assertThat(factor(PointProperty.SEED_RATE, MeasurementUnit.SEEDS_PER_ACRE))
        .isCloseTo(2.47105, within(1e-5));
    assertThat(factor(PointProperty.DOWN_FORCE, MeasurementUnit.POUND_FORCE))
        .isCloseTo(4.44822, within(1e-5));
    assertThat(factor(PointProperty.HARVEST_MOISTURE, MeasurementUnit.PERCENT))
        .isCloseTo(1, within(1e-12));
    assertThat(factor(PointProperty.SPEED, MeasurementUnit.KILOMETRE_PER_HOUR))
        .isCloseTo(1 / 3.6, within(1e-12));
    assertThat(factor(PointProperty.TILLAGE_DEPTH_ACTUAL, MeasurementUnit.INCH))
        .isCloseTo(0.0254, within(1e-12));
  }

  private static double factor(PointProperty property, MeasurementUnit unit) {
    return AdaptVariable.of(property, unit).orElseThrow().factor(unit);
  }
}
