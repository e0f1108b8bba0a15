package io.headland.server.platform.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Every request that the contract offers to holders of a token: each operation, with each example
/// of its body, without its query and with it. An operation with a parameter that [OwnerResources]
/// does not know is an [AssertionError]: a new operation is either walked or noticed.
public final class OperationWalk {
  /// Reading first, so that lists are seen before anything is added; deleting last, the deepest
  /// first.
  private static final List<String> ORDER =
      List.of("OPTIONS", "GET", "PATCH", "PUT", "POST", "DELETE");

  private static final String BYTES = "application/offset+octet-stream";

  private static final String PART =
      "--walk\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.geojson\"\r\n\r\n";

  private static final Comparator<Operation> SAFE_ORDER =
      Comparator.<Operation>comparingInt(operation -> ORDER.indexOf(operation.method()))
          .thenComparing(
              operation -> operation.template().segments().size(), Comparator.reverseOrder())
          .thenComparing(operation -> operation.template().toString());

  private final OpenApiDocument document;

  public OperationWalk(OpenApiDocument document) {
    this.document = document;
  }

  /// One request of the walk.
  ///
  /// @param body as JSON, or bytes of an upload; empty when the operation takes none
  /// @param isFirst whether it is the first of its operation
  public record Step(Operation operation, String target, String body, boolean isFirst) {
    public ApiResponse send(ApiClient client) {
      String[] headers = headers();
      if (headers.length > 0) {
        return client.send(
            operation.method(),
            target,
            java.net.http.HttpRequest.BodyPublishers.ofString(body),
            headers);
      }
      if (body.startsWith(PART)) {
        return client.send(
            operation.method(),
            target,
            java.net.http.HttpRequest.BodyPublishers.ofString(body),
            "Content-Type",
            "multipart/form-data; boundary=walk");
      }
      return body.isEmpty()
          ? client.send(
              operation.method(), target, java.net.http.HttpRequest.BodyPublishers.noBody())
          : client.sendJson(operation.method(), target, body);
    }

    /// The required headers with their examples, and the media type of bytes.
    private String[] headers() {
      Stream<String> required =
          operation.parameters().stream()
              .filter(parameter -> parameter.path("in").stringValue().equals("header"))
              .filter(parameter -> parameter.path("required").asBoolean(false))
              .flatMap(
                  parameter ->
                      Stream.of(
                          parameter.path("name").stringValue(),
                          parameter.path("example").asString()));
      Stream<String> type =
          operation.node().at("/requestBody/content").has(BYTES)
              ? Stream.of("Content-Type", BYTES)
              : Stream.empty();
      return Stream.concat(required, type).toArray(String[]::new);
    }

    /// Whether the path names a resource of an API owner.
    public boolean namesSomethingInItsPath() {
      return operation.template().parameters().stream()
          .anyMatch(
              List.of(
                      "leafUserId",
                      "providerOrgId",
                      "syncRunId",
                      "magicLinkId",
                      "growerId",
                      "farmId",
                      "fieldId",
                      "webhookId",
                      "alertId",
                      "boundaryId",
                      "uploadId",
                      "archiveUploadId",
                      "batchId",
                      "fileId",
                      "operationId",
                      "machineId",
                      "implementId",
                      "operatorId")
                  ::contains);
    }

    @Override
    public String toString() {
      return operation.id() + ": " + operation.method() + ' ' + target + ' ' + body;
    }
  }

  public List<Step> steps(OwnerResources ownerResources) {
    return document.operations().stream()
        .filter(Operation::secured)
        .sorted(SAFE_ORDER)
        .flatMap(operation -> steps(operation, ownerResources).stream())
        .toList();
  }

  private List<Step> steps(Operation operation, OwnerResources ownerResources) {
    String path = operation.template().with(ownerResources.inPaths());
    List<Step> steps = new ArrayList<>();
    for (String target : targets(path, operation, ownerResources)) {
      for (String example : bodies(operation)) {
        steps.add(new Step(operation, target, ownerResources.in(example), steps.isEmpty()));
      }
    }
    return steps;
  }

  private static List<String> targets(
      String path, Operation operation, OwnerResources ownerResources) {
    List<String> required = new ArrayList<>();
    List<String> all = new ArrayList<>();
    for (JsonNode parameter : operation.parameters()) {
      if (parameter.path("in").stringValue().equals("query")) {
        String name = parameter.path("name").stringValue();
        queryValue(name, operation, ownerResources.inQueries())
            .map(value -> name + '=' + URLEncoder.encode(value, StandardCharsets.UTF_8))
            .ifPresent(
                pair -> {
                  all.add(pair);
                  if (parameter.path("required").asBoolean(false)) {
                    required.add(pair);
                  }
                });
      }
    }
    return Stream.of(required, all).map(pairs -> target(path, pairs)).distinct().toList();
  }

  private static Optional<String> queryValue(
      String name, Operation operation, Map<String, Optional<String>> values) {
    Optional<String> value = values.get(name);
    if (value == null) {
      throw new AssertionError("There is no rule for ?" + name + "= of " + operation);
    }
    return value;
  }

  private static String target(String path, List<String> pairs) {
    return pairs.isEmpty() ? path : path + '?' + String.join("&", pairs);
  }

  private List<String> bodies(Operation operation) {
    JsonNode body = document.resolve(operation.node().path("requestBody"));
    List<String> bodies = new ArrayList<>();
    body.at("/content/application~1json/examples")
        .forEach(example -> bodies.add(document.resolve(example).path("value").toString()));
    body.at("/content/multipart~1form-data/examples")
        .forEach(example -> bodies.add(multipart(document.resolve(example).path("value"))));
    body.at("/content/application~1offset+octet-stream/examples")
        .forEach(example -> bodies.add(document.resolve(example).path("value").stringValue()));
    return bodies.isEmpty() ? List.of("") : bodies;
  }

  /// The file, and after it the other fields of the form.
  private static String multipart(JsonNode value) {
    StringBuilder body = new StringBuilder(PART).append(value.path("file").stringValue());
    for (String name : value.propertyNames()) {
      if (!name.equals("file")) {
        body.append("\r\n--walk\r\nContent-Disposition: form-data; name=\"")
            .append(name)
            .append("\"\r\n\r\n")
            .append(value.path(name).stringValue());
      }
    }
    return body.append("\r\n--walk--\r\n").toString();
  }
}
