package io.headland.bench.soak.check;

import java.util.List;

/// A webhook that the receiver of a run registered.
///
/// @param name also the path of its address, after the slash
/// @param id at the server
/// @param types patterns: `*`, a group such as `organization.*`, or a type
/// @param secret with which the server signs
public record Subscription(String name, String id, List<String> types, String secret) {
  private static final String ANY = "*";

  public Subscription {
    types = List.copyOf(types);
  }

  /// Whether events of a type are delivered to the webhook.
  public boolean includes(String type) {
    return types.stream().anyMatch(pattern -> matches(pattern, type));
  }

  private static boolean matches(String pattern, String type) {
    return pattern.endsWith(ANY)
        ? type.startsWith(pattern.substring(0, pattern.length() - 1))
        : type.equals(pattern);
  }

  @Override
  public String toString() {
    return "webhook " + name;
  }
}
