package io.headland.simulator.http;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A simulated provider: answers its whole address space, and fails in its own words.
public interface Site {
  /// Who is calling, as far as the request tells; empty texts where it does not.
  record Caller(String clientKey, String userName) {
    public static final Caller NOBODY = new Caller("", "");
  }

  Response answer(Request request);

  /// What this provider says when the call to that address fails with `status`.
  Response failure(Request request, int status);

  /// Ends the life of the access token that the request carries, as if its time had passed.
  void expireToken(Request request);

  Caller caller(Request request);

  /// The property of a page of a list that holds its records.
  String recordsKey(Request request);

  /// What would have to be asked to get the page before this one; empty for the first, and for what
  /// is no page.
  Optional<Request> pageBefore(Request request, JsonNode page);
}
