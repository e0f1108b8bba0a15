package io.headland.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainServeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "serve",
        "serve --port 80",
        "serve --port=80 --data-dir y",
        "serve --database-url=jdbc:postgresql://db/headland?ssl=true --config x=y",
        "serve --config /x --data-dir y --port 0 --database-url jdbc:postgresql://db/headland"
      })
  void isRecognised(String line) {
    assertThat(PlainServe.read(line.split(" ", -1))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "config",
        "config --port 80",
        "serve --help",
        "serve --port",
        "serve --port=",
        "serve port=80",
        "serve --prot=80",
        "serve --prot 80",
        "serve --port --data-dir",
        "serve --port 80 extra"
      })
  void isLeftToTheLibraryOtherwise(String line) {
    assertThat(PlainServe.read(line.split(" ", -1))).isEmpty();
  }
}
