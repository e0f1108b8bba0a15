package io.headland.server.provider;

import io.headland.server.platform.providerhttp.ProviderResponse;
import io.headland.server.platform.providerhttp.ProviderResponse.Complete;
import io.headland.server.platform.providerhttp.ProviderResponse.NoResponse;
import io.headland.server.platform.providerhttp.ProviderResponse.RateLimited;
import io.headland.server.platform.providerhttp.ProviderResponse.TooLarge;
import io.headland.server.platform.providerhttp.ProviderResponse.Truncated;
import io.headland.server.platform.providerhttp.ResponseHeaders;
import io.headland.server.provider.ProviderFailure.Forbidden;
import io.headland.server.provider.ProviderFailure.InvalidResponse;
import io.headland.server.provider.ProviderFailure.NotFound;
import io.headland.server.provider.ProviderFailure.Throttled;
import io.headland.server.provider.ProviderFailure.Unauthorized;
import io.headland.server.provider.ProviderFailure.Unavailable;
import java.time.Duration;
import java.util.Locale;

/// The meaning of an error response, at any provider that follows HTTP. Only status and headers are
/// used: bodies are optional, their messages translated.
public final class ResponseFailures {
  /// Few providers publish limits, and not all responses state how long to wait.
  public static final Duration THROTTLED_PAUSE = Duration.ofMinutes(1);

  public static final Duration UNAVAILABLE_PAUSE = Duration.ofSeconds(30);

  private ResponseFailures() {}

  /// For a response without a more specific meaning, complete or not.
  public static ProviderFailure of(ProviderResponse response) {
    return switch (response) {
      case RateLimited(Duration wait) -> new ProviderFailure.RateLimited(wait);
      case NoResponse(String reason) -> new Unavailable(reason, UNAVAILABLE_PAUSE);
      case Complete(int status, ResponseHeaders headers, _) -> of(status, headers);
      // The head is sufficient for an error and not usable otherwise.
      case Truncated(int status, ResponseHeaders headers, String reason) ->
          status < 400 ? new InvalidResponse(reason) : of(status, headers);
      case TooLarge(int status, ResponseHeaders headers) ->
          status < 400 ? new InvalidResponse("the body is too large") : of(status, headers);
    };
  }

  private static ProviderFailure of(int statusCode, ResponseHeaders headers) {
    return switch (statusCode) {
      case 401, 403, 404 -> refusal(statusCode, headers);
      case 429 -> new Throttled(headers.retryAfter(THROTTLED_PAUSE));
      case 408, 500, 502, 503, 504 -> unavailable(statusCode, headers);
      default -> new InvalidResponse("unexpected status " + statusCode);
    };
  }

  private static ProviderFailure unavailable(int statusCode, ResponseHeaders headers) {
    return new Unavailable("status " + statusCode, headers.retryAfter(UNAVAILABLE_PAUSE));
  }

  private static ProviderFailure refusal(int statusCode, ResponseHeaders headers) {
    // The API returns errors as JSON or without a body. An HTML page comes from a gateway, which
    // has no information about tokens and permissions, and must not affect the status of a
    // credential.
    if (isPage(headers)) {
      return new InvalidResponse(
          "a page of status " + statusCode + " instead of a response of the API");
    }
    return switch (statusCode) {
      case 401 -> new Unauthorized();
      case 403 -> new Forbidden();
      default -> new NotFound();
    };
  }

  /// Whether it is an HTML page, which the API never returns.
  public static boolean isPage(ResponseHeaders headers) {
    String type = headers.findFirst("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    return type.startsWith("text/html");
  }
}
