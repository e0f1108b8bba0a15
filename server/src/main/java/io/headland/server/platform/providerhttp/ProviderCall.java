package io.headland.server.platform.providerhttp;

import io.headland.server.platform.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/// One call to a provider, without secrets, and with only the error of the body.
///
/// @param target URI without secrets in its query
/// @param statusCode 0 when there was no response
/// @param headers of the response, with masked secrets
/// @param bodySize bytes of the response's body
/// @param failure why there was no response; blank otherwise
/// @param error in the body of a failed response
public record ProviderCall(
    Instant at,
    String method,
    String target,
    int statusCode,
    Map<String, String> headers,
    long bodySize,
    Duration took,
    String failure,
    ProviderError error) {

  /// A call whose response contains no error.
  public ProviderCall(
      Instant at,
      String method,
      String target,
      int statusCode,
      Map<String, String> headers,
      long bodySize,
      Duration took,
      String failure) {
    this(at, method, target, statusCode, headers, bodySize, took, failure, ProviderError.NONE);
  }

  /// Whether there was a response with a status below 400.
  public boolean isSuccessful() {
    return statusCode > 0 && statusCode < 400;
  }

  /// The same call without further secrets in its error.
  public ProviderCall without(Collection<Secret> secrets) {
    return new ProviderCall(
        at, method, target, statusCode, headers, bodySize, took, failure, error.without(secrets));
  }
}
