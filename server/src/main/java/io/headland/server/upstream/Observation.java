package io.headland.server.upstream;

import io.headland.server.upstream.UpstreamAnswer.Answered;
import io.headland.server.upstream.UpstreamAnswer.CutShort;
import io.headland.server.upstream.UpstreamAnswer.HeldBack;
import io.headland.server.upstream.UpstreamAnswer.NotAnswered;
import io.headland.server.upstream.UpstreamAnswer.TooLarge;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// Turns a call and what came of it into what may be shown.
final class Observation {
  private Observation() {}

  static ProviderCall of(
      UpstreamRequest request, UpstreamAnswer answer, Instant from, Duration took) {
    String method = request.method();
    String target = Redaction.target(request.uri());
    return switch (answer) {
      case Answered(int status, AnswerHeaders headers, AnswerBody body) ->
          new ProviderCall(
              from,
              method,
              target,
              status,
              Redaction.headers(headers),
              body.size(),
              took,
              "",
              status < 400 ? ProviderError.NONE : ErrorBody.read(body, request.secrets()));
      case CutShort(int status, AnswerHeaders headers, String why) ->
          new ProviderCall(from, method, target, status, Redaction.headers(headers), 0, took, why);
      case TooLarge(int status, AnswerHeaders headers) ->
          new ProviderCall(
              from,
              method,
              target,
              status,
              Redaction.headers(headers),
              0,
              took,
              "the body is too large");
      case NotAnswered(String why) ->
          new ProviderCall(from, method, target, 0, Map.of(), 0, took, why);
      case HeldBack _ -> throw new IllegalStateException("A call that was not made was observed");
    };
  }
}
