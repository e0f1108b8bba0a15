package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Response;
import java.util.function.Function;

/// The handler of a path.
record Route(String mediaType, boolean needsToken, Function<Call, Response> action) {
  static Route axiom(Function<Call, Response> action) {
    return new Route(Errors.AXIOM, true, action);
  }

  static Route open(Function<Call, Response> action) {
    return new Route(Errors.AXIOM, false, action);
  }

  /// The Connection Management API uses plain JSON.
  static Route json(Function<Call, Response> action) {
    return new Route("application/json", true, action);
  }
}
