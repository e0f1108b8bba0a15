package io.headland.server.http;

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

  @Override
  public String toString() {
    return id() + " (" + method + ' ' + template + ')';
  }
}
