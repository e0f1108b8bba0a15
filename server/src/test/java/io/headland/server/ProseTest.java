package io.headland.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Comments, names of tests and types, and descriptions of the API contain no words that the rules
/// for prose exclude.
class ProseTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern EXCLUDED =
      Pattern.compile(
          "//.*"
              + "\\b(whoever|anew|nobody|somebody|anybody|mended|by itself|in vain|of late|for"
              + " ever|told|tells?|"
              + "asks|asked|hears?|heard|shelf|lane|stranger|newcomer|farewell|luggage)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern EXCLUDED_IN_NAMES =
      Pattern.compile(
          "(void|class|record|enum|interface) \\w*(Whoever|Anew|Nobody|Somebody|Anybody|Mend(ed)?|"
              + "ByItself|InVain|OfLate|ForEver|Told|Tells|Asked|Hears|Heard|Lane|Stranger)"
              + "(?![a-z])");

  private static final Pattern EXCLUDED_IN_DESCRIPTIONS =
      Pattern.compile(
          "\\b(answered|answers|asks|asked|tells?|told|hears?|heard|wants?|wanted|whoever|anew|"
              + "nobody|somebody|anybody|mended)\\b",
          Pattern.CASE_INSENSITIVE);

  @Test
  void commentsContainNoExcludedWords() throws IOException {
    List<String> found = new ArrayList<>();
    for (String module : List.of("simulator", "server", "demo", "bench")) {
      found.addAll(find(EXCLUDED, ROOT.resolve(module).resolve("src"), ".java"));
    }
    assertThat(found).isEmpty();
  }

  @Test
  void namesOfTestsAndTypesContainNoExcludedWords() throws IOException {
    List<String> found = new ArrayList<>();
    for (String module : List.of("simulator", "server", "demo", "bench")) {
      found.addAll(find(EXCLUDED_IN_NAMES, ROOT.resolve(module).resolve("src"), ".java"));
    }
    assertThat(found).isEmpty();
  }

  @Test
  void descriptionsOfTheApiContainNoExcludedWords() throws IOException {
    Path descriptions = ROOT.resolve("server/src/main/openapi");

    assertThat(find(EXCLUDED_IN_DESCRIPTIONS, descriptions, ".yaml")).isEmpty();
  }

  /// A search for the name of a type finds one file.
  @Test
  void noTwoFilesOfAModuleHaveTheSameName() throws IOException {
    for (String module : List.of("simulator", "server", "demo", "bench")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        assertThat(
                files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java") && !name.startsWith("package-info")))
            .as(module)
            .doesNotHaveDuplicates();
      }
    }
  }

  /// The name of a type in a file of its own denotes nothing else in its module.
  @Test
  void noNestedTypeHasTheNameOfAFile() throws IOException {
    for (String module : List.of("simulator", "server", "demo", "bench")) {
      Path folder = ROOT.resolve(module).resolve("src/main/java");
      String names;
      try (Stream<Path> files = Files.walk(folder)) {
        names =
            files
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(".java") && !name.startsWith("package-info"))
                .map(name -> name.substring(0, name.length() - ".java".length()))
                .collect(Collectors.joining("|"));
      }
      assertThat(names).as(module).isNotEmpty();
      Pattern nested =
          Pattern.compile("^ +([a-z-]+ )*(class|record|enum|interface) (" + names + ")\\b");
      assertThat(find(nested, folder, ".java")).isEmpty();
    }
  }

  private static List<String> find(Pattern excluded, Path folder, String extension)
      throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(extension)).toList()) {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
          if (excluded.matcher(lines.get(i)).find()) {
            found.add(ROOT.relativize(file) + ":" + (i + 1) + ": " + lines.get(i).strip());
          }
        }
      }
    }
    return found;
  }
}
