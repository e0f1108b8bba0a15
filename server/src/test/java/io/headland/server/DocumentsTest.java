package io.headland.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The documents refer only to existing classes, packages, files and decisions.
class DocumentsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path DECISIONS = ROOT.resolve("docs/adr");
  private static final List<Path> SOURCES =
      List.of(
          ROOT.resolve("server/src/main/java/io/headland/server"),
          ROOT.resolve("server/src/test/java/io/headland/server"),
          ROOT.resolve("simulator/src/main/java/io/headland/simulator"));

  private static final Pattern TYPE =
      Pattern.compile("\\b(?:class|record|interface|enum) ([A-Z]\\w*)");
  private static final Pattern NAME = Pattern.compile("`@?([A-Z][a-z]\\w*)`");
  private static final Pattern PACKAGE =
      Pattern.compile("`((?:api|cli|core|engine|module|platform|provider|usecase)(?:\\.[a-z]+)+)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(?:#[^)]*)?\\)");
  private static final Pattern ANCHOR = Pattern.compile("\\]\\(([\\w./-]*)#([^)\\s]+)\\)");
  private static final Pattern ANY_HEADING = Pattern.compile("(?m)^#+ (.*\\S) *$");
  private static final Pattern HEADING = Pattern.compile("# (\\d{4}): \\S.*");
  private static final Pattern STATUS =
      Pattern.compile(
          "\\| (?:Accepted|Superseded by|Changed by)[^|]* \\| \\d{4}-\\d{2}-\\d{2} \\|");

  @Test
  void theArchitectureNamesClassesAndPackagesThatExist() throws IOException {
    Set<String> types = new TreeSet<>();
    for (Path source : SOURCES) {
      for (Path file : files(source, ".java")) {
        matches(TYPE, Files.readString(file)).forEach(match -> types.add(match.group(1)));
      }
    }
    for (String document : List.of("architecture.md", "glossary.md")) {
      String text = Files.readString(ROOT.resolve("docs").resolve(document));
      assertThat(matches(NAME, text).map(match -> match.group(1)))
          .as(document)
          .isNotEmpty()
          .isSubsetOf(types);
      assertThat(matches(PACKAGE, text).map(match -> match.group(1).replace('.', '/')))
          .as(document)
          .allMatch(name -> Files.isDirectory(SOURCES.getFirst().resolve(name)));
    }
  }

  @Test
  void linksLeadToFilesThatExist() throws IOException {
    List<Path> documents = new ArrayList<>(files(ROOT.resolve("docs"), ".md"));
    documents.add(ROOT.resolve("README.md"));
    documents.add(ROOT.resolve("CONTRIBUTING.md"));
    documents.add(ROOT.resolve("CHANGELOG.md"));
    for (Path document : documents) {
      assertThat(matches(LINK, Files.readString(document)).map(match -> match.group(1)))
          .as("links of %s", ROOT.relativize(document))
          .allMatch(link -> Files.exists(document.resolveSibling(link)));
    }
  }

  @Test
  void linksLeadToHeadingsThatExist() throws IOException {
    List<Path> documents = new ArrayList<>(files(ROOT.resolve("docs"), ".md"));
    documents.add(ROOT.resolve("README.md"));
    documents.add(ROOT.resolve("CONTRIBUTING.md"));
    List<String> links = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Path document : documents) {
      for (MatchResult link : matches(ANCHOR, Files.readString(document)).toList()) {
        Path target =
            link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1)).normalize();
        links.add(link.group());
        if (!anchors(target).contains(link.group(2))) {
          missing.add(ROOT.relativize(document) + link.group());
        }
      }
    }
    assertThat(links).isNotEmpty();
    assertThat(missing).isEmpty();
  }

  /// The anchors that GitHub gives to the headings of a document.
  private static List<String> anchors(Path document) throws IOException {
    return matches(ANY_HEADING, Files.readString(document))
        .map(
            heading ->
                heading
                    .group(1)
                    .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                    .replace(' ', '-'))
        .toList();
  }

  @Test
  void decisionsAreNumberedAndHaveOneForm() throws IOException {
    String index = Files.readString(DECISIONS.resolve("README.md"));
    int number = 0;
    for (Path file : files(DECISIONS, ".md").stream().sorted().toList()) {
      String name = file.getFileName().toString();
      if (name.equals("README.md")) {
        continue;
      }
      number++;
      String text = Files.readString(file);
      Matcher heading = HEADING.matcher(text);
      assertThat(heading.lookingAt()).as("title of %s", name).isTrue();
      assertThat(name).startsWith("%04d-".formatted(number)).startsWith(heading.group(1));
      assertThat(STATUS.matcher(text).find()).as("status and date of %s", name).isTrue();
      assertThat(text).as(name).contains("## Context", "## Decision", "## Consequences");
      assertThat(index).contains("](" + name + ")");
    }
    assertThat(number).isGreaterThan(50);
  }

  private static Stream<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }
}
