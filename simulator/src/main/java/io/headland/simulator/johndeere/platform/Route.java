package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Response;
import java.util.function.Function;

/// What stands behind an address.
record Route(String mediaType, boolean needsToken, Function<Call, Response> action) {
  static Route axiom(Function<Call, Response> action) {
    return new Route(Errors.AXIOM, true, action);
  }

  static Route open(Function<Call, Response> action) {
    return new Route(Errors.AXIOM, false, action);
  }

  /// The connection management API speaks plain JSON.
  static Route json(Function<Call, Response> action) {
    return new Route("application/json", true, action);
  }
}
