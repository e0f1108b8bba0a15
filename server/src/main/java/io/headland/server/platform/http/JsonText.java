package io.headland.server.platform.http;

import io.headland.server.platform.json.Json;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Parses the JSON of a request.
final class JsonText {
  private JsonText() {}

  /// The JSON object; empty when the text is blank.
  ///
  /// @throws ProblemException for other JSON, and for text that is not valid JSON
  static Optional<ObjectNode> object(byte[] bytes) {
    if (isBlank(bytes)) {
      return Optional.empty();
    }
    if (parse(bytes) instanceof ObjectNode object) {
      return Optional.of(object);
    }
    throw new ProblemException(Problem.of(400, "The request body must be a JSON object."));
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }

  private static JsonNode parse(byte[] bytes) {
    try {
      return Json.MAPPER.readTree(bytes);
    } catch (JacksonException e) {
      // Only the position is returned: the parser's message contains the input, which may be a
      // secret.
      TokenStreamLocation at = e.getLocation();
      String where =
          at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
      throw new ProblemException(
          Problem.of(400, "JSON parse error: the request body is not valid JSON" + where + "."));
    }
  }
}
