package io.headland.server.api.usage;

import io.headland.server.core.usage.ApplicationRefusal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The rejection of an application in a response.
record RefusalView(
    int statusCode,
    @Nullable String error,
    @Nullable String errorDescription,
    Instant since,
    Instant lastAt) {

  static RefusalView of(ApplicationRefusal refusal) {
    return new RefusalView(
        refusal.statusCode(),
        orNull(refusal.error().code()),
        orNull(refusal.error().description()),
        refusal.since(),
        refusal.lastAt());
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
