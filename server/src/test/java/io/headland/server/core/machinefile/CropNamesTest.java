package io.headland.server.core.machinefile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CropNamesTest {
  @ParameterizedTest
  @CsvSource({
    "CORN_WET, corn",
    "Maize, corn",
    "173, corn",
    "SOYBEANS, soybeans",
    "Soybean, soybeans",
    "WHEAT_HARD_RED_SPRING, wheat hard red spring",
    "Hard Red Spring Wheat, hard red spring wheat",
    "---, ''",
    "76, ''",
    "'', ''"
  })
  void namesAreThoseOfLeaf(String token, String name) {
    assertThat(CropNames.of(token)).isEqualTo(name);
  }
}
