package io.headland.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The types with which an editor or the compiler of TypeScript checks the console's scripts.
class ConsoleTypesTest {
  private static final Path FOLDER = Path.of("src/main/resources/console");
  private static final Path TYPES = FOLDER.resolve("types/api.d.ts");

  /// Writes the file instead of comparing it.
  private static final String WRITE = "HEADLAND_WRITE_TYPES";

  @Test
  void areThoseOfTheOpenApiDocument() throws IOException {
    String generated = TypeScriptTypes.of(OpenApiDocument.load());
    if (System.getenv(WRITE) != null) {
      Files.writeString(TYPES, generated);
    }

    assertThat(Files.readString(TYPES))
        .as("run this test with %s=1 to write %s", WRITE, TYPES)
        .isEqualTo(generated);
  }

  @Test
  void areCheckedInEveryScript() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      assertThat(files.filter(file -> file.toString().endsWith(".js")))
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(Files.readString(file))
                      .as(file.toString())
                      .startsWith("// @ts-check\n")
                      .doesNotContain("@ts-nocheck", "@ts-ignore"));
    }
  }
}
