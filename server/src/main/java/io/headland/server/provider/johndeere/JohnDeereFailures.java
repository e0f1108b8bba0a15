package io.headland.server.provider.johndeere;

import io.headland.server.platform.providerhttp.ProviderResponse;
import io.headland.server.platform.providerhttp.ProviderResponse.Complete;
import io.headland.server.platform.providerhttp.ProviderResponse.NoResponse;
import io.headland.server.platform.providerhttp.ProviderResponse.RateLimited;
import io.headland.server.platform.providerhttp.ProviderResponse.TooLarge;
import io.headland.server.platform.providerhttp.ProviderResponse.Truncated;
import io.headland.server.platform.providerhttp.ResponseHeaders;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderFailure.ActionRequired;
import io.headland.server.provider.ResponseFailures;
import java.util.Optional;

/// The meaning of an error response of John Deere.
final class JohnDeereFailures {
  private JohnDeereFailures() {}

  static ProviderFailure of(ProviderResponse response) {
    return switch (response) {
      case Complete(int status, ResponseHeaders headers, _) -> of(status, headers, response);
      case Truncated(int status, ResponseHeaders headers, _) -> of(status, headers, response);
      case TooLarge(int status, ResponseHeaders headers) -> of(status, headers, response);
      case RateLimited _, NoResponse _ -> ResponseFailures.of(response);
    };
  }

  private static ProviderFailure of(
      int statusCode, ResponseHeaders headers, ProviderResponse response) {
    Optional<ProviderFailure> restriction =
        statusCode == 403 && !ResponseFailures.isPage(headers)
            ? findRestriction(headers)
            : Optional.empty();
    return restriction.orElseGet(() -> ResponseFailures.of(response));
  }

  /// Only these two headers distinguish an organization in a restricted state from a missing
  /// permission.
  private static Optional<ProviderFailure> findRestriction(ResponseHeaders headers) {
    return headers
        .findFirst("X-Deere-Terms-Location")
        .or(() -> headers.findFirst("X-Deere-Warning").map(_ -> ""))
        .map(ActionRequired::new);
  }
}
