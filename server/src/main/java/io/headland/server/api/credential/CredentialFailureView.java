package io.headland.server.api.credential;

import io.headland.server.core.credential.CredentialFailure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The failure of a credential in a response.
///
/// @param statusCode absent when there was no response
/// @param error absent when the provider returned no code
/// @param errorDescription absent when the provider returned none
public record CredentialFailureView(
    CredentialFailure.Kind kind,
    @Nullable Integer statusCode,
    @Nullable String error,
    @Nullable String errorDescription,
    Instant since,
    Instant lastAt,
    int attempts,
    @Nullable Instant nextProbeAt) {

  public static CredentialFailureView of(CredentialFailure failure) {
    return new CredentialFailureView(
        failure.kind(),
        failure.statusCode() == 0 ? null : failure.statusCode(),
        orNull(failure.error().code()),
        orNull(failure.error().description()),
        failure.since(),
        failure.lastAt(),
        failure.attempts(),
        failure.nextProbeAt());
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
