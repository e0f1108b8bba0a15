package io.headland.simulator.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A table of routes over path templates such as `organizations/{orgId}`. A fixed segment takes
/// precedence over a placeholder because the more specific template is registered first.
public final class Routes<A> {
  /// The result of a lookup.
  public sealed interface Match<A> {
    record Found<A>(A action, Map<String, String> variables) implements Match<A> {}

    record WrongMethod<A>(List<String> allowed) implements Match<A> {}

    record Unknown<A>() implements Match<A> {}
  }

  private record RouteEntry<A>(List<String> template, Map<String, A> actions) {}

  private final List<RouteEntry<A>> routes = new ArrayList<>();

  /// Adds a route; the methods of one template are in one entry.
  public Routes<A> on(String method, String template, A action) {
    List<String> segments = template.isEmpty() ? List.of() : List.of(template.split("/"));
    Optional<RouteEntry<A>> same =
        routes.stream().filter(route -> route.template().equals(segments)).findFirst();
    if (same.isPresent()) {
      same.get().actions().put(method, action);
    } else {
      Map<String, A> actions = new HashMap<>();
      actions.put(method, action);
      routes.add(new RouteEntry<>(segments, actions));
    }
    return this;
  }

  public Match<A> find(String method, List<String> segments) {
    for (RouteEntry<A> route : routes) {
      Optional<Map<String, String>> variables = match(route.template(), segments);
      if (variables.isEmpty()) {
        continue;
      }
      A action = route.actions().get(method);
      return action == null
          ? new Match.WrongMethod<>(route.actions().keySet().stream().sorted().toList())
          : new Match.Found<>(action, variables.get());
    }
    return new Match.Unknown<>();
  }

  private static Optional<Map<String, String>> match(List<String> template, List<String> given) {
    if (template.size() != given.size()) {
      return Optional.empty();
    }
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < given.size(); i++) {
      String expected = template.get(i);
      if (expected.startsWith("{")) {
        variables.put(expected.substring(1, expected.length() - 1), given.get(i));
      } else if (!expected.equals(given.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(variables);
  }
}
