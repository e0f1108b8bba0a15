package io.headland.server.core.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.platform.http.OpenApiDocument;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReasonCodeTest {
  private static final JsonNode STEP =
      OpenApiDocument.load().root().at("/components/schemas/ExplanationStep/properties");

  @Test
  void everyCodeStandsInTheContractAndIsDescribedThere() {
    assertThat(STEP.at("/code/enum").valueStream().map(JsonNode::stringValue))
        .containsExactlyElementsOf(Arrays.stream(ReasonCode.values()).map(Enum::name).toList());
    assertThat(ReasonCode.values())
        .allSatisfy(
            code ->
                assertThat(STEP.at("/code/description").stringValue())
                    .contains("- `" + code + "`: "));
  }

  @Test
  void everyStageStandsInTheContract() {
    assertThat(STEP.at("/step/enum").valueStream().map(JsonNode::stringValue))
        .containsExactlyElementsOf(Arrays.stream(Stage.values()).map(Enum::name).toList());
  }
}
