package io.headland.simulator.trimble;

import io.headland.simulator.http.Json;
import io.headland.simulator.http.Response;
import tools.jackson.databind.node.ObjectNode;

/// Error responses, in the form of the problem details that Trimble specifies for its APIs.
final class TrimbleErrors {
  private TrimbleErrors() {}

  static Response of(int status, String title, String message) {
    ObjectNode body =
        Json.object().put("type", "about:blank").put("title", title).put("status", status);
    body.putArray("errors").addObject().put("message", message);
    return Response.of(status, "application/problem+json", Json.bytes(body));
  }

  static Response of(int status) {
    return switch (status) {
      case 400 -> of(400, "Bad Request", "The request is not valid.");
      case 401 -> of(401, "Unauthorized", "The access token is missing, invalid or expired.");
      case 403 -> of(403, "Forbidden", "The organization is not authorized for this application.");
      case 404 -> of(404, "Not Found", "There is no such resource.");
      case 405 -> of(405, "Method Not Allowed", "The method is not allowed here.");
      case 429 -> of(429, "Too Many Requests", "The rate limit is exceeded. Try again later.");
      case 503 -> of(503, "Service Unavailable", "The service is unavailable. Try again later.");
      default -> of(status, "Error", "The request could not be served.");
    };
  }
}
