package io.headland.server.api.credential;

import io.headland.server.core.credential.CredentialEvent;
import io.headland.server.platform.json.Added;
import io.headland.server.platform.providerhttp.ProviderCall;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An event in a response: Leaf's keys, then additional ones. Bodies are not stored, only their
/// size and the error of a failed response.
record CredentialEventView(
    String id,
    Instant createdDate,
    int statusCode,
    String headers,
    String body,
    @Added String method,
    @Added String uri,
    @Added long bodySize,
    @Added long durationMillis,
    @Added @Nullable String error,
    @Added @Nullable String errorDescription) {

  static CredentialEventView of(CredentialEvent event) {
    ProviderCall call = event.call();
    return new CredentialEventView(
        event.id().toString(),
        call.at(),
        call.statusCode(),
        headers(call.headers()),
        call.failure().isBlank() ? "(" + call.bodySize() + " bytes, not stored)" : call.failure(),
        call.method(),
        call.target(),
        call.bodySize(),
        call.took().toMillis(),
        orNull(call.error().code()),
        orNull(call.error().description()));
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static String headers(Map<String, String> headers) {
    return headers.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(header -> header.getKey() + ": " + header.getValue())
        .collect(Collectors.joining("\n"));
  }
}
