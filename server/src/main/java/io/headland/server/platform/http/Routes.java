package io.headland.server.platform.http;

import io.headland.server.platform.id.ApiOwnerId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The routes that features register and [HttpServer] serves. Of two that match, the earlier has
/// precedence.
public final class Routes {
  private final List<Route> routes = new ArrayList<>();
  private final Map<String, String> publicPrefixes = new HashMap<>();

  /// Handles a request of an API owner.
  @FunctionalInterface
  public interface OwnedRoute {
    Response handle(ApiOwnerId owner, Request request) throws InterruptedException;
  }

  /// Handles a request without authentication.
  @FunctionalInterface
  public interface OpenRoute {
    Response handle(Request request) throws InterruptedException;
  }

  sealed interface Route {
    String method();

    String path();

    record Owned(String method, String path, OwnedRoute response) implements Route {}

    record Open(String method, String path, OpenRoute response) implements Route {}
  }

  /// A route that requires a token.
  public Routes owned(String method, String path, OwnedRoute response) {
    routes.add(new Route.Owned(method, path, response));
    return this;
  }

  /// A route that requires no token, and ignores one.
  public Routes open(String method, String path, OpenRoute response) {
    routes.add(new Route.Open(method, path, response));
    return this;
  }

  /// Replaces the actions of all routes that require a token.
  public Routes replaceOwned(Replacement replacement) {
    routes.replaceAll(
        route ->
            switch (route) {
              case Route.Open open -> open;
              case Route.Owned(var method, var path, var response) ->
                  new Route.Owned(method, path, replacement.of(method, path, response));
            });
    return this;
  }

  /// Gives the action of a route from its present one.
  @FunctionalInterface
  public interface Replacement {
    OwnedRoute of(String method, String path, OwnedRoute present);
  }

  /// Sets the prefix that public paths of some routes have instead of the path of `public-url`.
  ///
  /// @param path prefix of the paths of the routes
  /// @param prefix without a trailing slash; blank for none
  public Routes below(String path, String prefix) {
    publicPrefixes.put(path, prefix);
    return this;
  }

  Map<String, String> publicPrefixes() {
    return Map.copyOf(publicPrefixes);
  }

  List<Route> all() {
    return List.copyOf(routes);
  }
}
