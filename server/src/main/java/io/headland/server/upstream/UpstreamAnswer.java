package io.headland.server.upstream;

import java.time.Duration;

/// What one call came to.
public sealed interface UpstreamAnswer {
  /// A whole answer, of whatever status.
  record Answered(int statusCode, AnswerHeaders headers, AnswerBody body)
      implements UpstreamAnswer {}

  /// The head of an answer came and its body cannot be used: it broke off or cannot be unpacked.
  record CutShort(int statusCode, AnswerHeaders headers, String why) implements UpstreamAnswer {}

  /// The body is larger than we take; the same call would come to the same again.
  record TooLarge(int statusCode, AnswerHeaders headers) implements UpstreamAnswer {}

  /// The call was not made: whoever keeps the budget of calls said to wait.
  record HeldBack(Duration pause) implements UpstreamAnswer {}

  /// Of a request that reads: 204 is a 200 whose body is empty.
  static UpstreamAnswer withBody(UpstreamAnswer answer) {
    return answer instanceof Answered(int status, AnswerHeaders headers, _) && status == 204
        ? new Answered(200, headers, new AnswerBody(new byte[0]))
        : answer;
  }

  /// Nobody answered, or not in time. The call may have had its effect all the same.
  record NotAnswered(String why) implements UpstreamAnswer {}
}
