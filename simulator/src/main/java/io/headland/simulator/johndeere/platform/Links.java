package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The links of one item, limited to those that the query parameter `showLinks` requests. Links of
/// items have a type; those of an envelope do not.
final class Links {
  // Serialized without a tree: links are most of the content of a page.
  private final StringBuilder json = new StringBuilder("[");
  private final Optional<List<String>> shown;

  private Links(Optional<List<String>> shown) {
    this.shown = shown;
  }

  static Links of(Call call) {
    return new Links(call.parameters().findText("showLinks").map(text -> List.of(text.split(","))));
  }

  static Links all() {
    return new Links(Optional.empty());
  }

  Links add(String rel, String uri) {
    if (shown.isEmpty() || shown.get().contains(rel)) {
      json.append(json.length() > 1 ? "," : "")
          .append("{\"@type\":\"Link\",\"rel\":\"")
          .append(rel)
          .append("\",\"uri\":")
          .append(Json.quoted(uri))
          .append('}');
    }
    return this;
  }

  JsonNode array() {
    return Json.raw(json + "]");
  }
}
