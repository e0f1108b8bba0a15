package io.headland.server.core.machinefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class MeasurementUnitTest {
  @Property
  void aValueThatIsConvertedAndBackIsTheSame(
      @ForAll("unitsOfOneDimension") Tuple.Tuple2<MeasurementUnit, MeasurementUnit> units,
      @ForAll @DoubleRange(min = 0, max = 1e9) double value) {
    MeasurementUnit from = units.get1();
    MeasurementUnit to = units.get2();

    assertThat(to.convert(from.convert(value, to), from)).isCloseTo(value, within(value * 1e-12));
  }

  @Provide
  Arbitrary<Tuple.Tuple2<MeasurementUnit, MeasurementUnit>> unitsOfOneDimension() {
    return Arbitraries.of(MeasurementUnit.class)
        .flatMap(
            from ->
                Arbitraries.of(
                        Arrays.stream(MeasurementUnit.values())
                            .filter(to -> to.dimension() == from.dimension())
                            .toList())
                    .map(to -> Tuple.of(from, to)));
  }

  @Test
  void convertsTheUnitsOfJohnDeere() {
    assertThat(MeasurementUnit.ofCode("bu1ac-1")).contains(MeasurementUnit.BUSHEL_PER_ACRE);
    assertThat(MeasurementUnit.ofCode("[m3]1ha-1"))
        .contains(MeasurementUnit.CUBIC_METRE_PER_HECTARE);
    assertThat(MeasurementUnit.ofCode("furlong")).isEmpty();
    assertThat(MeasurementUnit.GALLON_PER_ACRE.convert(10, MeasurementUnit.LITRE_PER_HECTARE))
        .isCloseTo(93.540, within(0.001));
    assertThat(MeasurementUnit.TONNE.convert(1, MeasurementUnit.POUND))
        .isCloseTo(2_204.623, within(0.001));
    assertThat(MeasurementUnit.BUSHEL.convert(1, MeasurementUnit.LITRE))
        .isCloseTo(35.239, within(0.001));
  }

  @Test
  void aMassIsNotAVolume() {
    assertThatThrownBy(() -> MeasurementUnit.TONNE.convert(1, MeasurementUnit.CUBIC_METRE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("t cannot be converted to m3");
  }
}
