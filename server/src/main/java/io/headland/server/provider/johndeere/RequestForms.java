package io.headland.server.provider.johndeere;

import io.headland.server.platform.providerhttp.ProviderResponse;
import io.headland.server.platform.providerhttp.ProviderResponse.Answered;
import io.headland.server.platform.providerhttp.ProviderResponse.CutShort;
import io.headland.server.platform.providerhttp.ProviderResponse.NotAnswered;
import io.headland.server.platform.providerhttp.ProviderResponse.TooLarge;
import io.headland.server.provider.ProviderFailure;
import java.util.Set;

/// Tells whether an answer may be about the form of a request and not about what was asked for: an
/// optional header, or a link in a form that is taken no longer. Which status such a rejection has
/// is not known, so any that could be one counts. Only the answer to the plain form says anything
/// about rights, or about the provider.
final class RequestForms {
  /// A missing token, a missing resource, and too many calls are none of it; nor is 503, by which
  /// an outage is announced.
  private static final Set<Integer> NEVER = Set.of(401, 404, 408, 410, 429, 503);

  private RequestForms() {}

  static boolean isPerhapsRejected(ProviderResponse answer) {
    int status =
        switch (answer) {
          case Answered(int code, _, _) -> code;
          case CutShort(int code, _, _) -> code;
          case TooLarge(int code, _) -> code;
          case ProviderResponse.RateLimited _, NotAnswered _ -> 0;
        };
    return status >= 400
        && !NEVER.contains(status)
        && !(JohnDeereFailures.of(answer) instanceof ProviderFailure.ActionRequired);
  }

  /// Whether a request for everything at once may have asked for too much.
  static boolean isPerhapsTooMuch(ProviderResponse answer) {
    return answer instanceof TooLarge || answer instanceof NotAnswered;
  }
}
