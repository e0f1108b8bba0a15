package io.headland.server.platform.http;

import io.headland.server.platform.http.Routes.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Finds the route of a request.
final class RouteTable {
  private final Map<Integer, List<MatchedRoute>> routesByLength = new HashMap<>();

  private record MatchedRoute(Route route, RouteMatcher matcher) {}

  /// A route with the parameters of the path.
  record Match(Route route, Map<String, String> parameters) {}

  private RouteTable() {}

  /// The routes for which the predicate holds.
  static RouteTable of(Routes routes, Predicate<Route> predicate) {
    RouteTable table = new RouteTable();
    for (Route route : routes.all()) {
      if (predicate.test(route)) {
        RouteMatcher matcher = RouteMatcher.of(route.path());
        table
            .routesByLength
            .computeIfAbsent(matcher.length(), _ -> new ArrayList<>())
            .add(new MatchedRoute(route, matcher));
      }
    }
    return table;
  }

  Optional<Match> find(String method, RequestTarget target) {
    String wanted = method.equals("HEAD") ? "GET" : method;
    for (MatchedRoute matched : candidates(target)) {
      if (matched.route().method().equals(wanted)) {
        Optional<Match> match =
            matched
                .matcher()
                .match(target.segments())
                .map(parameters -> new Match(matched.route(), parameters));
        if (match.isPresent()) {
          return match;
        }
      }
    }
    return Optional.empty();
  }

  /// The methods of the path; none when there is no route.
  SortedSet<String> methodsAt(RequestTarget target) {
    SortedSet<String> methods = new TreeSet<>();
    for (MatchedRoute matched : candidates(target)) {
      if (matched.matcher().match(target.segments()).isPresent()) {
        methods.add(matched.route().method());
      }
    }
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    return methods;
  }

  private List<MatchedRoute> candidates(RequestTarget target) {
    return routesByLength.getOrDefault(target.segments().size(), List.of());
  }
}
