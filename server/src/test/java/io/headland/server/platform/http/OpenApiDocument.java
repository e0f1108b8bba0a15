package io.headland.server.platform.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// `openapi.yaml` as it is packaged with the server, read into its operations.
public final class OpenApiDocument {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final JsonNode root;
  private final List<Operation> operations;

  private OpenApiDocument(JsonNode root) {
    this.root = root;
    this.operations = readOperations();
  }

  public static OpenApiDocument load() {
    try (InputStream in = OpenApiDocument.class.getResourceAsStream("/openapi.yaml")) {
      return parse(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static OpenApiDocument parse(String yaml) {
    YAMLMapper mapper =
        YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    return new OpenApiDocument(mapper.readTree(yaml));
  }

  /// The same document without the keys that it marks as added (`x-headland-added`): what answers
  /// may hold with the setting `leaf.strict`.
  OpenApiDocument withoutAddedKeys() {
    JsonNode copy = root.deepCopy();
    removeAddedKeys(copy);
    return new OpenApiDocument(copy);
  }

  private static void removeAddedKeys(JsonNode node) {
    if (node instanceof ObjectNode schema && schema.path("properties") instanceof ObjectNode all) {
      List<String> added =
          all.propertyStream()
              .filter(key -> key.getValue().path("x-headland-added").asBoolean(false))
              .map(Map.Entry::getKey)
              .toList();
      all.remove(added);
      if (!added.isEmpty()) {
        // Conditions in it concern added keys.
        schema.remove(List.of("if", "then", "else", "dependentSchemas"));
        if (schema.path("required") instanceof ArrayNode required) {
          required.removeIf(name -> added.contains(name.asString("")));
        }
      }
    }
    node.forEach(OpenApiDocument::removeAddedKeys);
  }

  public JsonNode root() {
    return root;
  }

  public List<Operation> operations() {
    return operations;
  }

  /// The operation that a request means; where several fit, the one with the earliest literal
  /// segment.
  public Optional<Operation> find(String method, String path) {
    return operations.stream()
        .filter(operation -> operation.method().equals(method))
        .filter(operation -> operation.matches(path))
        .max(Comparator.comparing(Operation::template));
  }

  /// The methods that a path offers.
  Set<String> methodsAt(String path) {
    return operations.stream()
        .filter(operation -> operation.matches(path))
        .map(Operation::method)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// What a `$ref` points at, or the node itself when it is none.
  public JsonNode resolve(JsonNode node) {
    JsonNode target = node;
    while (target.has("$ref")) {
      String reference = target.get("$ref").stringValue();
      target = root.at(reference.substring(1));
      if (target.isMissingNode()) {
        throw new AssertionError("openapi.yaml lacks " + reference);
      }
    }
    return target;
  }

  private List<Operation> readOperations() {
    List<Operation> found = new ArrayList<>();
    root.path("paths")
        .forEachEntry(
            (path, item) ->
                item.forEachEntry(
                    (key, node) -> {
                      if (METHODS.contains(key)) {
                        found.add(operation(path, item, key, node));
                      }
                    }));
    return List.copyOf(found);
  }

  private Operation operation(String path, JsonNode item, String method, JsonNode node) {
    List<JsonNode> parameters = new ArrayList<>();
    item.path("parameters").forEach(parameter -> parameters.add(resolve(parameter)));
    node.path("parameters").forEach(parameter -> parameters.add(resolve(parameter)));
    JsonNode security = node.has("security") ? node.get("security") : root.path("security");
    return new Operation(
        method.toUpperCase(java.util.Locale.ROOT),
        PathTemplate.of(path),
        node,
        parameters,
        !security.isEmpty());
  }
}
