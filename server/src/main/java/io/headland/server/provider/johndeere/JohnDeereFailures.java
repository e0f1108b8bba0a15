package io.headland.server.provider.johndeere;

import io.headland.server.provider.AnswerFailures;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderFailure.ActionRequired;
import io.headland.server.upstream.AnswerHeaders;
import io.headland.server.upstream.UpstreamAnswer;
import io.headland.server.upstream.UpstreamAnswer.Answered;
import io.headland.server.upstream.UpstreamAnswer.CutShort;
import io.headland.server.upstream.UpstreamAnswer.HeldBack;
import io.headland.server.upstream.UpstreamAnswer.NotAnswered;
import io.headland.server.upstream.UpstreamAnswer.TooLarge;
import java.util.Optional;

/// What an answer of John Deere's that is not the wanted one means.
final class JohnDeereFailures {
  private JohnDeereFailures() {}

  static ProviderFailure of(UpstreamAnswer answer) {
    return switch (answer) {
      case Answered(int status, AnswerHeaders headers, _) -> of(status, headers, answer);
      case CutShort(int status, AnswerHeaders headers, _) -> of(status, headers, answer);
      case TooLarge(int status, AnswerHeaders headers) -> of(status, headers, answer);
      case HeldBack _, NotAnswered _ -> AnswerFailures.of(answer);
    };
  }

  private static ProviderFailure of(int statusCode, AnswerHeaders headers, UpstreamAnswer answer) {
    Optional<ProviderFailure> restriction =
        statusCode == 403 && !AnswerFailures.isPage(headers)
            ? findRestriction(headers)
            : Optional.empty();
    return restriction.orElseGet(() -> AnswerFailures.of(answer));
  }

  /// An organization in a restricted state is told from a missing right by these two headers alone.
  private static Optional<ProviderFailure> findRestriction(AnswerHeaders headers) {
    return headers
        .findFirst("X-Deere-Terms-Location")
        .or(() -> headers.findFirst("X-Deere-Warning").map(_ -> ""))
        .map(ActionRequired::new);
  }
}
