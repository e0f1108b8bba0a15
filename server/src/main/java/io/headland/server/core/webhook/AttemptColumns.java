package io.headland.server.core.webhook;

import io.headland.server.core.webhook.AttemptStore.ScheduledAttempt;
import io.headland.server.platform.safehttp.PostOutcome;
import io.headland.server.platform.safehttp.PostOutcome.NoResponse;
import io.headland.server.platform.safehttp.PostOutcome.Received;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Attempts as columns of arrays.
public final class AttemptColumns {
  private AttemptColumns() {}

  static @Nullable String[] column(
      List<ScheduledAttempt> attempts, Function<ScheduledAttempt, @Nullable String> value) {
    return attempts.stream().map(value).toArray(String[]::new);
  }

  static @Nullable String status(PostOutcome outcome) {
    return outcome instanceof Received received ? Integer.toString(received.status()) : null;
  }

  public static @Nullable String failure(PostOutcome outcome) {
    return outcome instanceof NoResponse none ? none.failure().name() : null;
  }

  /// The response of a successful call is not stored.
  public static @Nullable String response(PostOutcome outcome) {
    return outcome instanceof Received received && !received.isSuccess()
        ? received.excerpt()
        : null;
  }
}
