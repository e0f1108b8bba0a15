package io.headland.server.platform.providerhttp;

import io.headland.server.platform.providerhttp.ProviderResponse.Complete;
import io.headland.server.platform.providerhttp.ProviderResponse.NoResponse;
import io.headland.server.platform.providerhttp.ProviderResponse.RateLimited;
import io.headland.server.platform.providerhttp.ProviderResponse.TooLarge;
import io.headland.server.platform.providerhttp.ProviderResponse.Truncated;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// Converts a call and its response into a form without secrets.
final class Observation {
  private Observation() {}

  static ProviderCall of(
      ProviderRequest request, ProviderResponse response, Instant from, Duration took) {
    String method = request.method();
    String target = Redaction.target(request.uri());
    return switch (response) {
      case Complete(int status, ResponseHeaders headers, ResponseBody body) ->
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
      case Truncated(int status, ResponseHeaders headers, String reason) ->
          new ProviderCall(
              from, method, target, status, Redaction.headers(headers), 0, took, reason);
      case TooLarge(int status, ResponseHeaders headers) ->
          new ProviderCall(
              from,
              method,
              target,
              status,
              Redaction.headers(headers),
              0,
              took,
              "the body is too large");
      case NoResponse(String reason) ->
          new ProviderCall(from, method, target, 0, Map.of(), 0, took, reason);
      case RateLimited _ ->
          throw new IllegalStateException("A call that was not made was observed");
    };
  }
}
