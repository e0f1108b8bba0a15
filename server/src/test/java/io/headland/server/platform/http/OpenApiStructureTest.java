package io.headland.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// What must hold for `openapi.yaml` as a document.
class OpenApiStructureTest {
  private static final OpenApiDocument DOCUMENT = OpenApiDocument.load();

  static List<Operation> operations() {
    return DOCUMENT.operations();
  }

  static List<Operation> operationsWithBody() {
    return operations().stream().filter(operation -> operation.node().has("requestBody")).toList();
  }

  static List<Operation> securedOperations() {
    return operations().stream().filter(Operation::secured).toList();
  }

  @Test
  void worksOnWhicheverHostServesIt() {
    assertThat(DOCUMENT.root().path("openapi").stringValue()).startsWith("3.1.");
    assertThat(DOCUMENT.root().at("/servers/0/url").stringValue()).isEqualTo("/");
    assertThat(DOCUMENT.root().path("servers")).hasSize(1);
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    List<String> dangling = new ArrayList<>();
    references()
        .filter(
            reference ->
                !reference.startsWith("#/")
                    || DOCUMENT.root().at(reference.substring(1)).isMissingNode())
        .forEach(dangling::add);

    assertThat(dangling).isEmpty();
  }

  @Test
  void everyComponentIsUsed() {
    Set<String> unused = new TreeSet<>();
    DOCUMENT
        .root()
        .path("components")
        .forEachEntry(
            (kind, components) ->
                components
                    .propertyNames()
                    .forEach(name -> unused.add("#/components/" + kind + "/" + name)));
    references().forEach(unused::remove);

    // Named by the scheme and, for what no operation can answer, by the checker.
    assertThat(unused)
        .containsExactlyInAnyOrder(
            "#/components/securitySchemes/bearer", "#/components/responses/MethodNotAllowed");
  }

  @Test
  void operationIdsAreUnique() {
    assertThat(operations())
        .extracting(Operation::id)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[a-z][A-Za-z]+"));
  }

  @Test
  void everythingUnderServicesNeedsATokenAndNothingElseDoes() {
    assertThat(operations())
        .allSatisfy(
            operation ->
                assertThat(operation.secured())
                    .as(operation.toString())
                    .isEqualTo(operation.template().toString().startsWith("/services/")));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void isDescribedInWords(Operation operation) {
    List<String> tags = new ArrayList<>();
    DOCUMENT.root().path("tags").forEach(tag -> tags.add(tag.path("name").stringValue()));

    assertThat(operation.node().path("summary").asString("")).isNotBlank();
    assertThat(operation.node().path("description").asString("")).isNotBlank();
    assertThat(operation.node().path("tags")).hasSize(1);
    assertThat(tags).contains(operation.node().at("/tags/0").stringValue());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void explainsTheErrorsThatACallerCanCause(Operation operation) {
    String description = operation.node().path("description").stringValue();
    boolean another = description.contains("The responses are those of");

    assertThat(operation.node().path("responses").propertyNames())
        .filteredOn(Set.of("400", "404", "409")::contains)
        .allSatisfy(
            status -> assertThat(another || description.contains(status)).as(status).isTrue());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void namesOnlyErrorKeysThatExist(Operation operation) {
    assertThat(errorKeysIn(operation)).isSubsetOf(errorKeys());
  }

  @Test
  void everyErrorKeyIsExplainedSomewhere() {
    Set<String> explained =
        operations().stream()
            .flatMap(operation -> errorKeysIn(operation).stream())
            .collect(Collectors.toSet());

    assertThat(explained).containsExactlyInAnyOrderElementsOf(errorKeys());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void declaresEachParameterOfItsPath(Operation operation) {
    List<String> declared =
        operation.parameters().stream()
            .filter(parameter -> parameter.path("in").stringValue().equals("path"))
            .map(parameter -> parameter.path("name").stringValue())
            .toList();

    assertThat(declared).containsExactlyInAnyOrderElementsOf(operation.template().parameters());
    assertThat(operation.parameters())
        .allSatisfy(
            parameter -> {
              assertThat(parameter.path("description").asString("")).isNotBlank();
              assertThat(parameter.path("schema").has("type")).isTrue();
              if (parameter.path("in").stringValue().equals("path")) {
                assertThat(parameter.path("required").asBoolean(false)).isTrue();
              }
            });
  }

  @ParameterizedTest
  @MethodSource("operations")
  void answersEveryErrorWithAProblem(Operation operation) {
    responses(
        operation,
        (status, response) -> {
          assertThat(response.at("/headers/X-Request-Id").isObject()).as(status).isTrue();
          assertThat(response.path("description").asString("")).as(status).isNotBlank();
          if (status.startsWith("4") || status.startsWith("5")) {
            assertThat(response.path("content").propertyNames())
                .as(status)
                .containsExactly("application/problem+json");
            assertThat(response.at("/content/application~1problem+json/schema/$ref").stringValue())
                .isEqualTo("#/components/schemas/Problem");
          }
        });
    assertThat(operation.node().path("responses").propertyNames()).contains("500");
  }

  @ParameterizedTest
  @MethodSource("securedOperations")
  void canBeRefusedForLackOfAToken(Operation operation) {
    assertThat(operation.node().path("responses").propertyNames()).contains("401", "503");
  }

  @ParameterizedTest
  @MethodSource("operationsWithBody")
  void saysWhatBecomesOfABadBody(Operation operation) {
    assertThat(operation.node().path("responses").propertyNames()).contains("400", "413", "415");
    JsonNode body = DOCUMENT.resolve(operation.node().path("requestBody"));
    assertThat(body.path("content")).allMatch(media -> !media.path("examples").isEmpty());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void answersFixedShapesOnly(Operation operation) {
    responses(
        operation,
        (status, response) ->
            response
                .path("content")
                .forEachEntry(
                    (_, media) -> assertStrict(operation + " " + status, media.path("schema"))));
  }

  /// Generators turn a date-time into a type of the language, to which no pattern applies.
  @Test
  void noPatternStandsNextToATime() {
    assertThat(nodes(DOCUMENT.root()))
        .filteredOn(node -> node.path("format").asString("").matches("date|date-time|uuid"))
        .allMatch(node -> !node.has("pattern"));
  }

  /// Without it a generated client cannot choose the schema, and drops what the others have.
  @Test
  void everyOneOfHasADiscriminatorThatNamesEachOfItsValues() {
    List<JsonNode> choices = nodes(DOCUMENT.root()).filter(node -> node.has("oneOf")).toList();

    assertThat(choices).isNotEmpty().allSatisfy(OpenApiStructureTest::assertDiscriminated);
  }

  private static void assertDiscriminated(JsonNode choice) {
    String property = choice.at("/discriminator/propertyName").stringValue();
    Map<String, String> expected = new TreeMap<>();
    for (JsonNode one : choice.path("oneOf")) {
      assertThat(DOCUMENT.resolve(one).path("required").valueStream().map(JsonNode::stringValue))
          .contains(property);
      DOCUMENT
          .resolve(one)
          .at("/properties/" + property + "/enum")
          .forEach(value -> expected.put(value.stringValue(), one.path("$ref").stringValue()));
    }
    Map<String, String> mapping = new TreeMap<>();
    choice
        .at("/discriminator/mapping")
        .forEachEntry((value, schema) -> mapping.put(value, schema.stringValue()));
    assertThat(mapping).isNotEmpty().isEqualTo(expected);
  }

  /// The fields of credentials differ by the provider of the path, which no property repeats: these
  /// alone are a choice that a client makes by what it finds.
  @Test
  void onlyCredentialsAreAChoiceWithoutADiscriminator() {
    Set<String> undiscriminated = new TreeSet<>();
    DOCUMENT
        .root()
        .at("/components/schemas")
        .forEachEntry(
            (name, schema) -> {
              if (nodes(schema).anyMatch(node -> node.has("anyOf"))) {
                undiscriminated.add(name);
              }
            });

    assertThat(undiscriminated)
        .containsExactly(
            "CreateCredentialRequest", "CreatePanoramaCredentialRequest", "CredentialView");
  }

  private static Stream<JsonNode> nodes(JsonNode node) {
    return Stream.concat(Stream.of(node), node.valueStream().flatMap(OpenApiStructureTest::nodes));
  }

  private static void assertStrict(String where, JsonNode schema) {
    JsonNode resolved = DOCUMENT.resolve(schema);
    if (resolved.path("type").asString("").equals("object")) {
      boolean open =
          resolved
              .path("additionalProperties")
              .asBoolean(resolved.path("unevaluatedProperties").asBoolean(true));
      boolean configuration = resolved.path("properties").has("customDataSync");
      assertThat(open)
          .as(where + ": " + resolved.path("properties").propertyNames())
          .isEqualTo(configuration);
    }
    resolved
        .path("properties")
        .forEachEntry((name, property) -> assertStrict(where + '.' + name, property));
    resolved.path("anyOf").forEach(one -> assertStrict(where, one));
    resolved.path("oneOf").forEach(one -> assertStrict(where, one));
    if (resolved.has("items")) {
      assertStrict(where + "[]", resolved.path("items"));
    }
  }

  private static void responses(Operation operation, BiConsumer<String, JsonNode> check) {
    operation
        .node()
        .path("responses")
        .forEachEntry((status, response) -> check.accept(status, DOCUMENT.resolve(response)));
  }

  private static Stream<String> references() {
    return DOCUMENT.root().findValuesAsString("$ref").stream();
  }

  private static Set<String> errorKeys() {
    return DOCUMENT
        .root()
        .at("/components/schemas/ErrorKey/enum")
        .valueStream()
        .map(JsonNode::stringValue)
        .collect(Collectors.toSet());
  }

  /// What stands in back quotes behind a status, or in a list that begins so.
  private static Set<String> errorKeysIn(Operation operation) {
    String description = operation.node().path("description").stringValue().replaceAll("\\s+", " ");
    return Pattern.compile(
            "\\b[45]\\d\\d `([a-z]+[A-Z][A-Za-z]+)`(?:(?:, | or )`([a-z]+[A-Z][A-Za-z]+)`)*")
        .matcher(description)
        .results()
        .map(MatchResult::group)
        .flatMap(
            text ->
                Pattern.compile("`([A-Za-z]+)`")
                    .matcher(text)
                    .results()
                    .map(result -> result.group(1)))
        .collect(Collectors.toSet());
  }
}
