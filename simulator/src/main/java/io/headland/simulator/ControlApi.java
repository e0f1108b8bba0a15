package io.headland.simulator;

import io.headland.simulator.http.Json;
import io.headland.simulator.http.Request;
import io.headland.simulator.http.Response;
import java.util.List;

/// The control API over HTTP.
final class ControlApi {
  private final SimulatorControl control;
  private final List<DemoCredentials> credentials;

  ControlApi(SimulatorControl control, List<DemoCredentials> credentials) {
    this.control = control;
    this.credentials = credentials;
  }

  static boolean owns(Request request) {
    return request.path().startsWith("/_simulator");
  }

  Response answer(Request request) {
    return Json.answer(
        200,
        Json.object()
            .put("requests", control.requestCount())
            .put("credentials", credentials.size()));
  }
}
