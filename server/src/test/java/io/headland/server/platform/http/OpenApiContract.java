package io.headland.server.platform.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Holds answers against `openapi.yaml`: an answer that the document does not describe is an
/// [AssertionError] that names the operation, the status and each departure.
public final class OpenApiContract {
  private static final Pattern NOT_CANONICAL =
      Pattern.compile("//|;|%(2[Ff]|5[Cc]|[01][0-9A-Fa-f]|7[Ff])|(^|/)(\\.|%2[Ee]){1,2}(/|$)");

  private final OpenApiDocument document;
  private final ContractSchemas schemas;

  public OpenApiContract(OpenApiDocument document) {
    this.document = document;
    this.schemas = new ContractSchemas(document);
  }

  public static OpenApiContract load() {
    return new OpenApiContract(OpenApiDocument.load());
  }

  /// Checks one answer.
  ///
  /// @param target path and query of the request
  public void check(String method, String target, ApiResponse answer) {
    String rawPath = target.split("\\?", 2)[0];
    String path = rawPath.length() > 1 && rawPath.endsWith("/") ? dropLast(rawPath) : rawPath;
    Optional<Operation> operation =
        NOT_CANONICAL.matcher(rawPath).find() ? Optional.empty() : document.find(method, path);
    List<String> differences =
        NOT_CANONICAL.matcher(rawPath).find()
            ? differencesOfRejection(answer)
            : operation.isPresent()
                ? differences(operation.get(), answer)
                : differencesOutside(path, answer);
    // With a NUL the request line itself is refused, before there is a path to name.
    ProblemRules.check(rawPath.contains("%00") ? "/" : rawPath, answer, differences);
    PagingRules.check(target, answer, differences);
    checkCaching(path, answer, differences);
    if (!differences.isEmpty()) {
      throw new AssertionError(
          operation.map(Operation::toString).orElse(method + ' ' + target)
              + " answered "
              + answer.status()
              + ", which departs from openapi.yaml:\n  - "
              + String.join("\n  - ", differences)
              + "\n  body: "
              + answer.excerpt());
    }
  }

  private static void checkCaching(String path, ApiResponse answer, List<String> differences) {
    boolean isApi = path.startsWith("/services/") || path.startsWith("/api/");
    if (isApi && !answer.header("Cache-Control").equals(Optional.of("no-store"))) {
      differences.add("the header Cache-Control is not no-store");
    }
  }

  private List<String> differences(Operation operation, ApiResponse answer) {
    JsonNode response = operation.node().path("responses").path(Integer.toString(answer.status()));
    if (response.isMissingNode()) {
      return new ArrayList<>(List.of("the status is not documented"));
    }
    return differences(document.resolve(response), answer);
  }

  /// A path that has a second spelling is refused before it is routed.
  private List<String> differencesOfRejection(ApiResponse answer) {
    return answer.status() == 400
        ? differences(document.root().at("/components/responses/BadRequest"), answer)
        : new ArrayList<>(List.of("the path is not canonical: 400 was due"));
  }

  /// Outside of the contract there is only one right answer: no such path, or no such method at it.
  private List<String> differencesOutside(String path, ApiResponse answer) {
    boolean known = !document.methodsAt(path).isEmpty();
    int wanted = known ? 405 : 404;
    if (answer.status() != wanted) {
      return new ArrayList<>(
          List.of(
              (known ? "the method" : "the path") + " is not documented: " + wanted + " was due"));
    }
    String response = known ? "MethodNotAllowed" : "NotFound";
    return differences(document.root().at("/components/responses/" + response), answer);
  }

  private List<String> differences(JsonNode response, ApiResponse answer) {
    List<String> differences = new ArrayList<>();
    response
        .path("headers")
        .forEachEntry(
            (name, header) -> checkHeader(name, document.resolve(header), answer, differences));
    checkBody(response.path("content"), answer, differences);
    return differences;
  }

  private void checkHeader(
      String name, JsonNode header, ApiResponse answer, List<String> differences) {
    Optional<String> value = answer.header(name);
    if (value.isEmpty()) {
      if (header.path("required").asBoolean(false)) {
        differences.add("the header " + name + " is missing");
      }
      return;
    }
    schemas
        .differences(header.path("schema"), asValue(header.path("schema"), value.get()))
        .forEach(departure -> differences.add("the header " + name + departure));
  }

  /// Headers are texts; where the schema wants a number, it is meant as one.
  private static JsonNode asValue(JsonNode schema, String text) {
    boolean number =
        schema.path("type").asString("").equals("integer") && text.matches("\\d{1,18}");
    return number
        ? JsonNodeFactory.instance.numberNode(Long.parseLong(text))
        : JsonNodeFactory.instance.stringNode(text);
  }

  private void checkBody(JsonNode content, ApiResponse answer, List<String> differences) {
    if (content.isEmpty()) {
      if (!answer.body().isEmpty()) {
        differences.add("a body came where none is documented");
      }
      return;
    }
    String mediaType =
        answer.header("Content-Type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!content.has(mediaType)) {
      differences.add(
          "the media type '" + mediaType + "' is not documented, but " + content.propertyNames());
      return;
    }
    JsonNode schema = content.get(mediaType).path("schema");
    if (mediaType.equals("application/json") || mediaType.endsWith("+json")) {
      answer
          .parsed()
          .ifPresentOrElse(
              body ->
                  schemas
                      .differences(schema, body)
                      .forEach(departure -> differences.add("the body" + departure)),
              () -> differences.add("the body is not JSON"));
    }
  }

  private static String dropLast(String text) {
    return text.substring(0, text.length() - 1);
  }
}
