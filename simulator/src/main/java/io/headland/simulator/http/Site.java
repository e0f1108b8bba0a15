package io.headland.simulator.http;

/// A simulated provider: answers its whole address space, and fails in its own words.
public interface Site {
  Response answer(Request request);

  /// What this provider says when the call to that address fails with `status`.
  Response failure(Request request, int status);

  /// Ends the life of the access token that the request carries, as if its time had passed.
  void expireToken(Request request);
}
