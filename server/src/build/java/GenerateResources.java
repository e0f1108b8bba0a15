import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Generates the resources of the server that other source files determine. The build runs it from
/// source: `java GenerateResources.java <src/main> <output folder>`.
///
/// - `openapi.yaml`: the files of `openapi/` as one document. `openapi.yaml` of that folder is its
///   beginning; each other file adds entries to `paths` and `components`. References are those of
///   the whole document.
/// - `console/style.css`: the style sheets of the console, which are next to their components, as
///   one. Those of `style/` are first, then those of the shell, of the parts and of the pages, each
///   in the order of their names: a rule of a page overrides an equally specific one of a part.
/// - `console/files.txt`: the names of the files that the console consists of, one per line.
final class GenerateResources {
  private static final Pattern SECTION = Pattern.compile("(paths|components):");
  private static final Pattern KIND = Pattern.compile(" {2}([A-Za-z]+):");
  private static final Pattern ENTRY = Pattern.compile(" {2,4}([^ #].*):");
  private static final List<String> KINDS =
      List.of(
          "securitySchemes",
          "parameters",
          "headers",
          "requestBodies",
          "responses",
          "examples",
          "schemas");

  private final Map<String, List<String>> sections = new LinkedHashMap<>();
  private final Map<String, String> places = new TreeMap<>();

  private GenerateResources() {
    sections.put("paths", new ArrayList<>());
    KINDS.forEach(kind -> sections.put(kind, new ArrayList<>()));
  }

  public static void main(String[] arguments) throws IOException {
    Path source = Path.of(arguments[0]);
    Path output = Path.of(arguments[1]);
    write(
        output.resolve("openapi.yaml"), new GenerateResources().bundle(source.resolve("openapi")));
    Path console = source.resolve("resources/console");
    List<String> files = files(console);
    write(output.resolve("console/style.css"), styleSheet(console, files));
    write(output.resolve("console/files.txt"), served(files));
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  private static String styleSheet(Path folder, List<String> files) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String layer : List.of("style/", "shell/", "parts/", "pages/")) {
      for (String name : files) {
        if (name.startsWith(layer) && name.endsWith(".css")) {
          all.append("/* ")
              .append(name)
              .append(" */\n")
              .append(Files.readString(folder.resolve(name)))
              .append('\n');
        }
      }
    }
    return all.toString();
  }

  /// Style sheets are served as one, and the other files are for editors.
  private static String served(List<String> files) {
    return Stream.concat(
            files.stream().filter(name -> name.matches(".*\\.(js|svg)")), Stream.of("style.css"))
        .sorted()
        .map(name -> name + '\n')
        .collect(joining());
  }

  private String bundle(Path folder) throws IOException {
    Path root = folder.resolve("openapi.yaml");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).sorted().toList()) {
        if (!file.equals(root)) {
          add(file);
        }
      }
    }
    StringBuilder document = new StringBuilder(Files.readString(root));
    document.append("\npaths:\n").append(text("paths")).append("\ncomponents:\n");
    for (String kind : KINDS) {
      if (!text(kind).isEmpty()) {
        document.append("  ").append(kind).append(":\n").append(text(kind));
      }
    }
    return document.toString();
  }

  private String text(String section) {
    return sections.get(section).stream().map(line -> line + '\n').collect(joining());
  }

  private void add(Path file) throws IOException {
    String part = "";
    String section = "";
    for (String line : Files.readAllLines(file)) {
      Matcher kind = KIND.matcher(line);
      if (SECTION.matcher(line).matches()) {
        part = line.substring(0, line.length() - 1);
        section = part.equals("paths") ? part : "";
      } else if (part.equals("components") && kind.matches()) {
        section = kind.group(1);
      } else if (sections.containsKey(section) && (line.isBlank() || line.startsWith("  "))) {
        checkUnique(section, line, file);
        sections.get(section).add(line);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        throw new IllegalArgumentException(
            file
                + ": only entries of paths and of components ("
                + String.join(", ", KINDS)
                + ") belong here: "
                + line);
      }
    }
  }

  private void checkUnique(String section, String line, Path file) {
    Matcher entry = ENTRY.matcher(line);
    if (entry.lookingAt() && line.indexOf(entry.group(1)) == (section.equals("paths") ? 2 : 4)) {
      String other = places.put(section + ' ' + entry.group(1), file.toString());
      if (other != null) {
        throw new IllegalArgumentException(entry.group(1) + " is in " + other + " and in " + file);
      }
    }
  }

  /// Leaves a file alone that is as it should be, so that nothing that depends on it is built
  /// again.
  private static void write(Path file, String text) throws IOException {
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
  }
}
