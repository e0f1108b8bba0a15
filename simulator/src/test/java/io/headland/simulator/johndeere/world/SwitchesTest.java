package io.headland.simulator.johndeere.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SwitchesTest {
  /// Redirects and load, which are not assumptions about a provider.
  private static final Set<String> WITHOUT_ALTERNATIVE =
      Set.of("connectionsBase", "latency", "rateLimit");

  static Stream<RecordComponent> components() {
    return Arrays.stream(Switches.class.getRecordComponents());
  }

  /// The amount of generated operations, defects, a duration that is documented, and refusals,
  /// which have tests of their own: with them there are no operations.
  private static final Set<String> FORMS_WITHOUT_ALTERNATIVE =
      Set.of("seasons", "points", "defect", "linkLifetime", "scopes", "subscriptions");

  static Stream<RecordComponent> forms() {
    return Stream.of(OperationForms.class, ExportForms.class)
        .flatMap(type -> Arrays.stream(type.getRecordComponents()));
  }

  /// A new property must be included in the alternatives of its record.
  @ParameterizedTest
  @MethodSource("forms")
  void alternativesChangeEveryFormThatHasOne(RecordComponent component)
      throws ReflectiveOperationException {
    boolean operations = component.getDeclaringRecord() == OperationForms.class;
    Object normal =
        component
            .getAccessor()
            .invoke(operations ? OperationForms.defaults() : ExportForms.defaults());
    Object alternatives =
        component
            .getAccessor()
            .invoke(operations ? OperationForms.alternatives() : ExportForms.alternatives());

    assertThat(alternatives.equals(normal))
        .isEqualTo(FORMS_WITHOUT_ALTERNATIVE.contains(component.getName()));
  }

  /// A new switch must be included in [Switches#alternatives].
  @ParameterizedTest
  @MethodSource("components")
  void alternativesChangeEverySwitchThatHasOne(RecordComponent component)
      throws ReflectiveOperationException {
    Object normal = component.getAccessor().invoke(Switches.defaults());
    Object alternatives = component.getAccessor().invoke(Switches.alternatives());

    if (WITHOUT_ALTERNATIVE.contains(component.getName())) {
      assertThat(alternatives).isEqualTo(normal);
    } else {
      assertThat(alternatives).isNotEqualTo(normal);
    }
  }
}
