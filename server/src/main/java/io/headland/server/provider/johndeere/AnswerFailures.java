package io.headland.server.provider.johndeere;

import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderFailure.ActionRequired;
import io.headland.server.provider.ProviderFailure.BrokenAnswer;
import io.headland.server.provider.ProviderFailure.Forbidden;
import io.headland.server.provider.ProviderFailure.NotFound;
import io.headland.server.provider.ProviderFailure.Throttled;
import io.headland.server.provider.ProviderFailure.Unauthorized;
import io.headland.server.provider.ProviderFailure.Unavailable;
import io.headland.server.upstream.AnswerHeaders;
import io.headland.server.upstream.UpstreamAnswer;
import io.headland.server.upstream.UpstreamAnswer.Answered;
import io.headland.server.upstream.UpstreamAnswer.CutShort;
import io.headland.server.upstream.UpstreamAnswer.HeldBack;
import io.headland.server.upstream.UpstreamAnswer.NotAnswered;
import io.headland.server.upstream.UpstreamAnswer.TooLarge;
import java.time.Duration;
import java.util.Locale;

/// What an answer that is not the wanted one means. Only status and headers count: bodies are
/// optional, their messages translated.
final class AnswerFailures {
  /// Deere publishes no limits and does not always say how long to wait.
  static final Duration THROTTLED_PAUSE = Duration.ofMinutes(1);

  static final Duration UNAVAILABLE_PAUSE = Duration.ofSeconds(30);

  private AnswerFailures() {}

  /// Of an answer that was not understood otherwise, whole or not.
  static ProviderFailure of(UpstreamAnswer answer) {
    return switch (answer) {
      case HeldBack(Duration wait) -> new ProviderFailure.HeldBack(wait);
      case NotAnswered(String why) -> new Unavailable(why, UNAVAILABLE_PAUSE);
      case Answered(int status, AnswerHeaders headers, _) -> of(status, headers);
      // The head is enough for a refusal and of no use otherwise.
      case CutShort(int status, AnswerHeaders headers, String why) ->
          status < 400 ? new BrokenAnswer(why) : of(status, headers);
      case TooLarge(int status, AnswerHeaders headers) ->
          status < 400 ? new BrokenAnswer("the body is too large") : of(status, headers);
    };
  }

  private static ProviderFailure of(int statusCode, AnswerHeaders headers) {
    return switch (statusCode) {
      case 401, 403, 404 -> refusal(statusCode, headers);
      case 429 -> new Throttled(headers.retryAfter(THROTTLED_PAUSE));
      case 408, 500, 502, 503, 504 -> unavailable(statusCode, headers);
      default -> new BrokenAnswer("unexpected status " + statusCode);
    };
  }

  private static ProviderFailure unavailable(int statusCode, AnswerHeaders headers) {
    return new Unavailable("status " + statusCode, headers.retryAfter(UNAVAILABLE_PAUSE));
  }

  private static ProviderFailure refusal(int statusCode, AnswerHeaders headers) {
    // The API refuses in JSON or without a body. A page comes from a gateway, which knows nothing
    // of tokens and rights, and must not cost a credential its good standing.
    if (isPage(headers)) {
      return new BrokenAnswer(
          "a page of status " + statusCode + " instead of an answer of the API");
    }
    return switch (statusCode) {
      case 401 -> new Unauthorized();
      case 403 -> forbidden(headers);
      default -> new NotFound();
    };
  }

  /// An organization in a restricted state is told from a missing right by these two headers alone.
  private static ProviderFailure forbidden(AnswerHeaders headers) {
    return headers
        .findFirst("X-Deere-Terms-Location")
        .or(() -> headers.findFirst("X-Deere-Warning").map(_ -> ""))
        .<ProviderFailure>map(ActionRequired::new)
        .orElseGet(Forbidden::new);
  }

  private static boolean isPage(AnswerHeaders headers) {
    String type = headers.findFirst("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    return type.startsWith("text/html");
  }
}
