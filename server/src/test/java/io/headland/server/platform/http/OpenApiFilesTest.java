package io.headland.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.StringEntry;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The files from which the build generates `openapi.yaml`: one for each feature of the API, with
/// its paths and what only they need, and `shared.yaml`.
class OpenApiFilesTest {
  private static final Path FOLDER = Path.of("src/main/openapi");
  private static final String SHARED = "shared";

  /// Named by the scheme of `security`, and by the checker for what no operation can answer.
  private static final Set<String> USED_WITHOUT_A_REFERENCE =
      Set.of("#/components/securitySchemes/bearer", "#/components/responses/MethodNotAllowed");

  private static final Map<String, JsonNode> FILES = read();

  static Set<String> features() {
    return FILES.keySet().stream()
        .filter(name -> !name.equals(SHARED))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void aFileHasTheNameOfAPackageOfTheApi() throws IOException {
    try (Stream<Path> packages = Files.list(Path.of("src/main/java/io/headland/server/api"))) {
      assertThat(features())
          .containsExactlyInAnyOrderElementsOf(
              packages.map(folder -> folder.getFileName().toString()).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("features")
  void containsThePathsThatItsPackageServes(String feature) throws Exception {
    List<String> served = pathsIn(feature);

    assertThat(file(feature).path("paths").propertyNames())
        .isNotEmpty()
        .allSatisfy(
            path ->
                assertThat(served)
                    .as(path + " in the constants of api." + feature)
                    .anyMatch(constant -> isPath(constant, withoutNames(path))));
  }

  @ParameterizedTest
  @MethodSource("features")
  void usesEachOfItsComponents(String feature) {
    JsonNode file = file(feature);

    assertThat(references(file)).containsAll(components(file));
  }

  @Test
  void sharesOnlyWhatSeveralFilesUse() {
    for (String component : components(file(SHARED))) {
      List<String> users =
          FILES.entrySet().stream()
              .filter(file -> references(file.getValue()).contains(component))
              .map(Map.Entry::getKey)
              .toList();

      assertThat(
              users.size() > 1
                  || users.equals(List.of(SHARED))
                  || USED_WITHOUT_A_REFERENCE.contains(component))
          .as(component + " is used by " + users)
          .isTrue();
    }
  }

  @Test
  void theDocumentHasTheEntriesOfAllFiles() {
    Set<String> entries = new TreeSet<>();
    FILES.values().forEach(file -> entries.addAll(entries(file)));

    assertThat(entries(OpenApiDocument.load().root())).isEqualTo(entries);
  }

  @Test
  void refusesAnEntryThatIsInTwoFiles(@TempDir Path folder) throws Exception {
    Path main = Files.createDirectories(folder.resolve("main"));
    Files.createDirectories(main.resolve("resources/console"));
    Path openapi = Files.createDirectories(main.resolve("openapi"));
    Files.writeString(openapi.resolve("openapi.yaml"), "openapi: 3.1.0\n");
    Files.writeString(
        openapi.resolve("one.yaml"), "paths:\n  /first: {}\n  /again:\n    get: {}\n");
    Files.writeString(openapi.resolve("two.yaml"), "paths:\n  /again:\n    put: {}\n");

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "src/build/java/GenerateResources.java",
                main.toString(),
                folder.resolve("output").toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isEqualTo(1);
    assertThat(output).contains("/again is in", "one.yaml and in", "two.yaml");
  }

  private static JsonNode file(String name) {
    return Objects.requireNonNull(FILES.get(name));
  }

  private static Map<String, JsonNode> read() {
    YAMLMapper mapper =
        YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    Map<String, JsonNode> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(FOLDER)) {
      for (Path file : all.toList()) {
        String name = file.getFileName().toString().replace(".yaml", "");
        if (!name.equals("openapi")) {
          files.put(name, mapper.readTree(Files.readString(file)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /// A constant with the mark of a concatenation (`\1`) is the beginning of paths.
  private static boolean isPath(String constant, String path) {
    int mark = constant.indexOf('\1');
    return mark < 0
        ? constant.equals(path)
        : constant.startsWith("/services/") && path.startsWith(constant.substring(0, mark));
  }

  /// Paths that are string constants in the classes of a package of the API.
  private static List<String> pathsIn(String feature) throws IOException, URISyntaxException {
    List<String> paths = new ArrayList<>();
    Path classes =
        Path.of(Routes.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.list(classes.resolve("io/headland/server/api/" + feature))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        for (var entry : ClassFile.of().parse(file).constantPool()) {
          if (entry instanceof StringEntry text && text.stringValue().startsWith("/")) {
            paths.add(withoutNames(text.stringValue()));
          }
        }
      }
    }
    return paths;
  }

  private static String withoutNames(String path) {
    return path.replaceAll("\\{[^}]*}", "{}");
  }

  private static Set<String> entries(JsonNode document) {
    Set<String> entries = components(document);
    entries.addAll(document.path("paths").propertyNames());
    return entries;
  }

  private static Set<String> components(JsonNode document) {
    Set<String> components = new TreeSet<>();
    document
        .path("components")
        .forEachEntry(
            (kind, all) ->
                all.propertyNames()
                    .forEach(name -> components.add("#/components/" + kind + '/' + name)));
    return components;
  }

  private static Set<String> references(JsonNode document) {
    return new TreeSet<>(document.findValuesAsString("$ref"));
  }
}
