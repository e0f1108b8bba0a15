package io.headland.server.core.machinefile;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class UnitSystemTest {
  @Property
  void aUnitOfASystemMeasuresTheSame(
      @ForAll UnitSystem system, @ForAll PointProperty property, @ForAll MeasurementUnit source) {
    assertThat(system.unit(property, source).dimension()).isEqualTo(source.dimension());
  }

  @Test
  void volumesOfAYieldAreBushelsAndThoseOfAnApplicationGallons() {
    MeasurementUnit litres = MeasurementUnit.LITRE_PER_HECTARE;

    assertThat(UnitSystem.IMPERIAL.unit(PointProperty.PROVIDER_VOLUME_PER_AREA, litres))
        .isEqualTo(MeasurementUnit.BUSHEL_PER_ACRE);
    assertThat(UnitSystem.IMPERIAL.unit(PointProperty.APPLIED_RATE, litres))
        .isEqualTo(MeasurementUnit.GALLON_PER_ACRE);
    assertThat(UnitSystem.METRIC.unit(PointProperty.APPLIED_RATE, MeasurementUnit.GALLON_PER_ACRE))
        .isEqualTo(litres);
    assertThat(UnitSystem.DEFAULT.unit(PointProperty.APPLIED_RATE, litres)).isEqualTo(litres);
  }
}
