package io.headland.server.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.http.OpenApiDocument;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CodeTest {
  private static final JsonNode STEP =
      OpenApiDocument.load().root().at("/components/schemas/ExplanationStep/properties");

  @Test
  void everyCodeStandsInTheContractAndIsDescribedThere() {
    assertThat(STEP.at("/code/enum").valueStream().map(JsonNode::stringValue))
        .containsExactlyElementsOf(Arrays.stream(Code.values()).map(Enum::name).toList());
    assertThat(Code.values())
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
