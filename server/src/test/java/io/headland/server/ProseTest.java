package io.headland.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Comments of the program contain no words that the rules for prose exclude.
class ProseTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern EXCLUDED =
      Pattern.compile(
          "//.*\\b(whoever|anew|nobody|somebody|anybody|mended|by itself|in vain|of late|for"
              + " ever|told|tells?|"
              + "asks|asked|hears?|heard|shelf|lane|stranger|newcomer|farewell|luggage)\\b",
          Pattern.CASE_INSENSITIVE);

  @Test
  void commentsContainNoExcludedWords() throws IOException {
    List<String> found = new ArrayList<>();
    for (String module : List.of("simulator", "server", "demo", "bench")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          List<String> lines = Files.readAllLines(file);
          for (int i = 0; i < lines.size(); i++) {
            if (EXCLUDED.matcher(lines.get(i)).find()) {
              found.add(ROOT.relativize(file) + ":" + (i + 1) + ": " + lines.get(i).strip());
            }
          }
        }
      }
    }
    assertThat(found).isEmpty();
  }
}
