package io.headland.server.platform.http;

import io.headland.server.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The largest bodies that an operation takes, made from the examples of its body: padded with
/// blanks, with one text or one list as long as the body allows, and with an unknown key that takes
/// the most memory when it is parsed.
final class LargeBodies {
  private static final int MAX = RequestBody.MAX_BYTES;
  private static final int MOST_OF_A_FILE = 8 * 1024 * 1024;
  private static final String MARK = "the-value-to-replace";
  private static final int MOST_LISTS = 3;

  private LargeBodies() {}

  /// Bodies of the size of the limit; none for an operation without a JSON body.
  static List<String> of(String json) {
    List<String> bodies = new ArrayList<>();
    if (json.isEmpty() || !(Json.MAPPER.readTree(json) instanceof ObjectNode body)) {
      return bodies;
    }
    bodies.add(json + " ".repeat(MAX - json.length()));
    bodies.add(
        filled(json.substring(0, json.length() - 1) + separator(json) + "\"x\":[", "{},", "{}]}"));
    replaceEach(
        body,
        value -> {
          String marked = body.toString();
          int at = marked.indexOf('"' + MARK + '"');
          String before = marked.substring(0, at);
          String after = marked.substring(at + MARK.length() + 2);
          if (value.isString()) {
            bodies.add(filled(before + '"', "x", '"' + after));
          } else {
            String first = value.get(0).toString();
            String all = value.toString();
            bodies.add(filled(before + '[', first + ',', all.substring(1) + after));
          }
        });
    return bodies.size() > 2 + MOST_LISTS
        ? List.copyOf(bodies.subList(0, 2 + MOST_LISTS))
        : List.copyOf(bodies);
  }

  /// Multipart bodies with a file of the size of the limit for uploads: an example padded with
  /// blanks, and a file that takes the most memory when it is parsed.
  static List<String> files(String multipart) {
    int content = multipart.indexOf("\r\n\r\n") + 4;
    int end = multipart.indexOf("\r\n--", content);
    String before = multipart.substring(0, content);
    String file = multipart.substring(content, end);
    String after = multipart.substring(end);
    String dense = "{\"type\":\"FeatureCollection\",\"features\":[";
    return List.of(
        before + file + " ".repeat(MOST_OF_A_FILE - multipart.length()) + after,
        before
            + dense
            + "{},".repeat((MOST_OF_A_FILE - multipart.length() - dense.length()) / 3)
            + "{}]}"
            + after);
  }

  private static String separator(String json) {
    return json.length() > 2 ? "," : "";
  }

  private static String filled(String before, String part, String after) {
    int room = MAX - before.length() - after.length();
    return before + part.repeat(Math.max(0, room / part.length())) + after;
  }

  /// Lists first: they take more memory than texts.
  private static void replaceEach(ObjectNode body, Consumer<JsonNode> marked) {
    visit(body, marked, true);
    visit(body, marked, false);
  }

  private static void visit(JsonNode node, Consumer<JsonNode> marked, boolean lists) {
    if (node instanceof ObjectNode object) {
      for (String name : List.copyOf(object.propertyNames())) {
        JsonNode value = object.get(name);
        if (lists ? value instanceof ArrayNode && !value.isEmpty() : value.isString()) {
          object.put(name, MARK);
          marked.accept(value);
          object.set(name, value);
        }
        visit(value, marked, lists);
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        JsonNode value = array.get(i);
        if (lists && value instanceof ArrayNode && !value.isEmpty()) {
          array.set(i, MARK);
          marked.accept(value);
          array.set(i, value);
        }
        visit(value, marked, lists);
      }
    }
  }
}
