package io.headland.server.platform.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The operations that Leaf documents, and what `docs/leaf.md` says about each of them.
final class LeafOperations {
  private static final Pattern AREA = Pattern.compile("(?m)^### (.+)$");
  private static final Pattern ROW =
      Pattern.compile(
          "(?m)^\\| (GET|POST|PUT|PATCH|DELETE) \\| `([^`]+)` \\| (\\w+) \\| (.*?) ?\\|$");

  private LeafOperations() {}

  /// Whether an operation exists here: as Leaf documents it, with a difference, or not at all.
  enum State {
    WORKS,
    DIFFERENT,
    ABSENT
  }

  /// One operation of Leaf's documentation.
  record Documented(String area, String method, String path) {
    /// The path with a value in the place of each parameter.
    String target() {
      return path.replace("{provider}", "JohnDeere")
          .replace("{clientEnvironment}", "STAGE")
          .replaceAll("\\{[^}]+}", "x");
    }
  }

  /// A row of `docs/leaf.md`.
  ///
  /// @param difference from Leaf's documentation; blank when there is none
  record Row(Documented operation, State state, String difference) {
    @Override
    public String toString() {
      return operation.method() + ' ' + operation.path();
    }
  }

  /// The operations of the data file.
  static List<Documented> documented() {
    try (InputStream in = LeafOperations.class.getResourceAsStream("/leaf/operations.tsv")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .map(cells -> new Documented(cells[0], cells[1], cells[2]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The rows of `docs/leaf.md`, in the order of the page.
  static List<Row> rows() {
    String page = page("docs/leaf.md");
    return ROW.matcher(page).results().map(row -> row(page, row)).toList();
  }

  /// A page of the documentation.
  static String page(String name) {
    Path here = Path.of("").toAbsolutePath();
    Path root = Files.exists(here.resolve("docs")) ? here : here.resolveSibling(".");
    try {
      return Files.readString(root.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row row(String page, MatchResult row) {
    String area =
        AREA.matcher(page.substring(0, row.start()))
            .results()
            .reduce((_, nearer) -> nearer)
            .orElseThrow()
            .group(1);
    return new Row(
        new Documented(area, row.group(1), row.group(2)),
        State.valueOf(row.group(3).toUpperCase(java.util.Locale.ROOT)),
        row.group(4).strip());
  }
}
