package io.headland.server.platform.providerhttp;

import java.time.Duration;

/// The result of one call.
public sealed interface ProviderResponse {
  /// A complete response with any status.
  record Complete(int statusCode, ResponseHeaders headers, ResponseBody body)
      implements ProviderResponse {}

  /// The head of a response was received and its body is incomplete or cannot be decoded.
  record Truncated(int statusCode, ResponseHeaders headers, String reason)
      implements ProviderResponse {}

  /// The body exceeds the limit; a retry would have the same result.
  record TooLarge(int statusCode, ResponseHeaders headers) implements ProviderResponse {}

  /// The call was not made because of the rate limit.
  record RateLimited(Duration pause) implements ProviderResponse {}

  /// For a request that reads: 204 is a 200 with an empty body.
  static ProviderResponse withBody(ProviderResponse response) {
    return response instanceof Complete(int status, ResponseHeaders headers, _) && status == 204
        ? new Complete(200, headers, new ResponseBody(new byte[0]))
        : response;
  }

  /// No response, or not in time. The call may nevertheless have had its effect.
  record NoResponse(String reason) implements ProviderResponse {}
}
