package io.headland.simulator.johndeere.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SwitchesTest {
  /// Where browsers go, and load: no assumption about a provider is in them.
  private static final Set<String> WITHOUT_ALTERNATIVE =
      Set.of("connectionsBase", "latency", "rateLimit");

  static Stream<RecordComponent> components() {
    return Arrays.stream(Switches.class.getRecordComponents());
  }

  /// A new switch has to be named in [Switches#contrary].
  @ParameterizedTest
  @MethodSource("components")
  void contraryChangesEverySwitchThatHasAnAlternative(RecordComponent component)
      throws ReflectiveOperationException {
    Object normal = component.getAccessor().invoke(Switches.defaults());
    Object contrary = component.getAccessor().invoke(Switches.contrary());

    if (WITHOUT_ALTERNATIVE.contains(component.getName())) {
      assertThat(contrary).isEqualTo(normal);
    } else {
      assertThat(contrary).isNotEqualTo(normal);
    }
  }
}
