package io.headland.simulator.johndeere.world;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// A JSON object of a world file. Each problem is recorded with its path, and reading continues, so
/// that all problems are reported together.
final class JsonPosition {
  private final String place;
  private final JsonNode node;
  private final List<String> problems;
  private final Set<String> known = new TreeSet<>();

  JsonPosition(String place, JsonNode node, List<String> problems) {
    this.place = place;
    this.node = node;
    this.problems = problems;
    if (!node.isObject()) {
      problems.add((place.isEmpty() ? "the file" : place) + ": must be an object");
    }
  }

  void problem(String key, String what) {
    problems.add(at(key) + ": " + what);
  }

  boolean has(String key) {
    return get(key).isPresent();
  }

  String requiredText(String key) {
    Optional<String> text = text(key);
    if (text.isEmpty() && !has(key)) {
      problem(key, "is missing");
    }
    return text.orElse("");
  }

  Optional<String> text(String key) {
    Optional<JsonNode> value = get(key);
    if (value.isPresent() && !value.get().isString()) {
      problem(key, "must be a string");
      return Optional.empty();
    }
    return value.map(JsonNode::stringValue);
  }

  boolean flag(String key, boolean otherwise) {
    Optional<JsonNode> value = get(key);
    if (value.isPresent() && !value.get().isBoolean()) {
      problem(key, "must be true or false");
      return otherwise;
    }
    return value.map(JsonNode::booleanValue).orElse(otherwise);
  }

  int number(String key, int otherwise) {
    Optional<JsonNode> value = get(key);
    if (value.isPresent() && (!value.get().isInt() || value.get().intValue() < 0)) {
      problem(key, "must be an integer that is not negative");
      return otherwise;
    }
    return value.map(JsonNode::intValue).orElse(otherwise);
  }

  Instant moment(String key, Instant otherwise) {
    return text(key).flatMap(text -> parseMoment(key, text)).orElse(otherwise);
  }

  Optional<Instant> parseMoment(String key, String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException _) {
      problem(key, "must be a time such as 2025-03-01T08:00:00Z");
      return Optional.empty();
    }
  }

  List<String> texts(String key, List<String> otherwise) {
    Optional<JsonNode> value = get(key);
    if (value.isEmpty()) {
      return otherwise;
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode one : array(key, value.get())) {
      if (one.isString()) {
        texts.add(one.stringValue());
      } else {
        problem(key, "must contain only strings");
      }
    }
    return texts;
  }

  List<JsonPosition> objects(String key) {
    List<JsonPosition> places = new ArrayList<>();
    get(key)
        .ifPresent(
            value -> {
              int index = 0;
              for (JsonNode one : array(key, value)) {
                places.add(new JsonPosition(at(key) + "[" + index++ + "]", one, problems));
              }
            });
    return places;
  }

  Optional<JsonPosition> object(String key) {
    return get(key).map(value -> new JsonPosition(at(key), value, problems));
  }

  /// The elements of an array, whose structure the caller checks.
  List<JsonNode> elements(String key) {
    return get(key).map(value -> array(key, value)).orElse(List.of());
  }

  /// For an object whose keys are names.
  Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>(node.propertyNames());
    known.addAll(keys);
    return keys;
  }

  /// To be called last: reports each key that was not read.
  void refuseOtherKeys() {
    for (String key : node.propertyNames()) {
      if (!known.contains(key)) {
        problem(key, "is not a known key; known are " + String.join(", ", known));
      }
    }
  }

  private List<JsonNode> array(String key, JsonNode value) {
    if (!value.isArray()) {
      problem(key, "must be an array");
      return List.of();
    }
    return List.copyOf(value.values());
  }

  private Optional<JsonNode> get(String key) {
    known.add(key);
    JsonNode value = node.isObject() ? node.path(key) : MissingNode.getInstance();
    return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  private String at(String key) {
    return place.isEmpty() ? key : place + "." + key;
  }
}
