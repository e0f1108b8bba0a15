package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Json;
import io.headland.simulator.http.Path;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A client, farm or field in a request. Every method throws [RefusedException] for a violated
/// rule.
record WriteBody(JsonNode json) {
  private static final int LONGEST_NAME = 255;

  static WriteBody of(Call call) {
    String text = call.request().body().text();
    if (text.isBlank()) {
      throw RefusedException.invalid("CFF_MISSING_REQUEST_BODY", "", "");
    }
    try {
      JsonNode json = Json.read(text);
      if (json.isObject()) {
        return new WriteBody(json);
      }
    } catch (JacksonException _) {
      // Rejected below, like a body that is not an object.
    }
    throw RefusedException.rule("", "", "The body is not a JSON object.");
  }

  String name(RecordKind kind) {
    return findName(kind).orElseThrow(() -> RefusedException.invalid(kind.emptyName(), "name", ""));
  }

  /// Empty when the body has no name; a blank one is rejected.
  Optional<String> findName(RecordKind kind) {
    JsonNode node = json.path("name");
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    String name = node.stringValueOpt().orElse("").strip();
    if (name.isEmpty()) {
      throw RefusedException.invalid(kind.emptyName(), "name", node.asString(""));
    }
    if (name.length() > LONGEST_NAME) {
      throw RefusedException.invalid(kind.longName(), "name", name);
    }
    return Optional.of(name);
  }

  Optional<String> findId() {
    return json.path("id").stringValueOpt().map(String::strip).filter(id -> !id.isEmpty());
  }

  /// The id for a new record, when the application chose one.
  Optional<String> findNewId(RecordKind kind) {
    Optional<String> id = findId();
    id.ifPresent(text -> requireUuid(kind, text));
    return id;
  }

  static void requireUuid(RecordKind kind, String text) {
    try {
      UUID _ = UUID.fromString(text);
    } catch (IllegalArgumentException _) {
      throw RefusedException.invalid(kind.badId(), "id", text);
    }
  }

  Optional<Boolean> findFlag(String key) {
    JsonNode node = json.path(key);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isBoolean()) {
      throw RefusedException.rule(key, node.asString(""), "The value must be true or false.");
    }
    return Optional.of(node.booleanValue());
  }

  /// The parent of one kind: `farms.farms[0]` or `clients.clients[0]`, otherwise a link with the
  /// relation `farm`, `farms`, `client` or `clients`, of which the last segment is the id.
  Optional<WriteBody> findParent(RecordKind kind) {
    String plural = kind.word() + "s";
    JsonNode written = json.path(plural).path(plural).path(0);
    if (written.isObject()) {
      return Optional.of(new WriteBody(written));
    }
    return findLink(kind.word())
        .or(() -> findLink(plural))
        .map(id -> new WriteBody(Json.object().put("id", id)));
  }

  /// John Deere's example of a farm has the address under `links`, where other links have `uri`.
  private Optional<String> findLink(String rel) {
    for (JsonNode link : json.path("links")) {
      String uri = link.path("uri").asString(link.path("links").asString(""));
      if (link.path("rel").asString("").equals(rel) && !uri.isEmpty()) {
        return Optional.of(Path.parse(uri).segments().getLast());
      }
    }
    return Optional.empty();
  }
}
