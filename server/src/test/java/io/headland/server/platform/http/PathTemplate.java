package io.headland.server.platform.http;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A path of the contract, for example `/users/{leafUserId}`.
///
/// Of two templates the greater one has a literal segment where they first differ.
public record PathTemplate(List<String> segments) implements Comparable<PathTemplate> {

  public PathTemplate {
    segments = List.copyOf(segments);
  }

  static PathTemplate of(String path) {
    return new PathTemplate(List.of(path.split("/", -1)));
  }

  boolean matches(String path) {
    List<String> asked = List.of(path.split("/", -1));
    return asked.size() == segments.size()
        && IntStream.range(0, asked.size())
            .allMatch(
                i -> isLiteral(i) ? segments.get(i).equals(asked.get(i)) : !asked.get(i).isEmpty());
  }

  /// The names of the parameters, in order.
  public List<String> parameters() {
    return segments.stream()
        .filter(segment -> segment.startsWith("{"))
        .map(segment -> segment.substring(1, segment.length() - 1))
        .toList();
  }

  /// What stands in the place of a parameter, in a path that matches.
  String valueOf(String parameter, String path) {
    return path.split("/", -1)[segments.indexOf("{" + parameter + "}")];
  }

  /// The path with every parameter replaced.
  public String with(Map<String, String> values) {
    String path = toString();
    for (String name : parameters()) {
      String value = values.get(name);
      if (value == null) {
        throw new AssertionError("There is no value for {" + name + "} of " + this);
      }
      path = path.replace("{" + name + "}", value);
    }
    return path;
  }

  @Override
  public int compareTo(PathTemplate other) {
    return IntStream.range(0, Math.min(segments.size(), other.segments.size()))
        .map(i -> Boolean.compare(isLiteral(i), other.isLiteral(i)))
        .filter(difference -> difference != 0)
        .findFirst()
        .orElse(0);
  }

  private boolean isLiteral(int index) {
    return !segments.get(index).startsWith("{");
  }

  @Override
  public String toString() {
    return String.join("/", segments);
  }
}
