package io.headland.server.provider.johndeere;

import io.headland.server.platform.providerhttp.ProviderResponse;
import io.headland.server.platform.providerhttp.ProviderResponse.Answered;
import io.headland.server.platform.providerhttp.ProviderResponse.CutShort;
import io.headland.server.platform.providerhttp.ProviderResponse.NotAnswered;
import io.headland.server.platform.providerhttp.ProviderResponse.TooLarge;
import io.headland.server.provider.ProviderFailure;
import java.util.Set;

/// Determines whether a response may concern the form of a request instead of the resource: an
/// optional header, or a link in a form that is no longer accepted. The status of such a rejection
/// is not known, so all possible ones count. Only the response to the plain form gives information
/// about permissions or about the provider.
final class RequestForms {
  /// A missing token, a missing resource, and too many calls are excluded; so is 503, which
  /// indicates an outage.
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

  /// Whether a request for the complete list may have been too large.
  static boolean isPerhapsTooMuch(ProviderResponse answer) {
    return answer instanceof TooLarge || answer instanceof NotAnswered;
  }
}
