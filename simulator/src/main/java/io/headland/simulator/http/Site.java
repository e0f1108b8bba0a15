package io.headland.simulator.http;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A simulated provider: responds on all its paths, and with its own error bodies.
public interface Site {
  /// The caller, as far as the request identifies it; otherwise empty strings.
  record Caller(String clientKey, String userName) {
    public static final Caller UNKNOWN = new Caller("", "");
  }

  Response respond(Request request);

  /// The response of this provider when the call to that path fails with `status`.
  Response failure(Request request, int status);

  /// Expires the access token of the request.
  void expireToken(Request request);

  Caller caller(Request request);

  /// The property that contains the records of a page of a list.
  String recordsKey(Request request);

  /// The request for the page before this one; empty for the first page, and for a response that is
  /// not a page.
  Optional<Request> pageBefore(Request request, JsonNode page);
}
