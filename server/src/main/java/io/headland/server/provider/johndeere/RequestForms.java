package io.headland.server.provider.johndeere;

import io.headland.server.platform.providerhttp.ProviderResponse;
import io.headland.server.platform.providerhttp.ProviderResponse.Complete;
import io.headland.server.platform.providerhttp.ProviderResponse.NoResponse;
import io.headland.server.platform.providerhttp.ProviderResponse.TooLarge;
import io.headland.server.platform.providerhttp.ProviderResponse.Truncated;
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

  static boolean mayRejectForm(ProviderResponse response) {
    int status =
        switch (response) {
          case Complete(int code, _, _) -> code;
          case Truncated(int code, _, _) -> code;
          case TooLarge(int code, _) -> code;
          case ProviderResponse.RateLimited _, NoResponse _ -> 0;
        };
    return status >= 400
        && !NEVER.contains(status)
        && !(JohnDeereFailures.of(response) instanceof ProviderFailure.ActionRequired);
  }

  /// Whether a request for the complete list may have been too large.
  static boolean mayBeTooLarge(ProviderResponse response) {
    return response instanceof TooLarge || response instanceof NoResponse;
  }
}
