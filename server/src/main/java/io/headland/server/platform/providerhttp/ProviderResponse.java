package io.headland.server.platform.providerhttp;

import java.time.Duration;

/// What one call came to.
public sealed interface ProviderResponse {
  /// A whole answer, of whatever status.
  record Answered(int statusCode, ResponseHeaders headers, ResponseBody body)
      implements ProviderResponse {}

  /// The head of an answer came and its body cannot be used: it broke off or cannot be unpacked.
  record CutShort(int statusCode, ResponseHeaders headers, String why)
      implements ProviderResponse {}

  /// The body is larger than we take; the same call would come to the same again.
  record TooLarge(int statusCode, ResponseHeaders headers) implements ProviderResponse {}

  /// The call was not made: whoever keeps the budget of calls said to wait.
  record RateLimited(Duration pause) implements ProviderResponse {}

  /// Of a request that reads: 204 is a 200 whose body is empty.
  static ProviderResponse withBody(ProviderResponse answer) {
    return answer instanceof Answered(int status, ResponseHeaders headers, _) && status == 204
        ? new Answered(200, headers, new ResponseBody(new byte[0]))
        : answer;
  }

  /// Nobody answered, or not in time. The call may have had its effect all the same.
  record NotAnswered(String why) implements ProviderResponse {}
}
