package io.headland.server.platform.http;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// One operation of the contract.
///
/// @param node the operation object as written
/// @param parameters those of the path and of the operation, references resolved
/// @param secured whether it wants a token
public record Operation(
    String method,
    PathTemplate template,
    JsonNode node,
    List<JsonNode> parameters,
    boolean secured) {

  public Operation {
    parameters = List.copyOf(parameters);
  }

  public String id() {
    return node.path("operationId").asString("");
  }

  /// Whether a request for this path means this operation. A parameter that says so
  /// (`x-headland-closed`) takes its own values only: any other text is no path at all.
  boolean matches(String path) {
    return template.matches(path)
        && parameters.stream()
            .filter(parameter -> parameter.path("x-headland-closed").asBoolean(false))
            .allMatch(
                parameter ->
                    parameter
                        .at("/schema/enum")
                        .valueStream()
                        .anyMatch(
                            value ->
                                value
                                    .stringValue()
                                    .equals(
                                        template.valueOf(
                                            parameter.path("name").stringValue(), path))));
  }

  @Override
  public String toString() {
    return id() + " (" + method + ' ' + template + ')';
  }
}
