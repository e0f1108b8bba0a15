package io.headland.server.core.webhook;

import io.headland.server.core.webhook.AttemptStore.Judged;
import io.headland.server.platform.safehttp.PostOutcome;
import io.headland.server.platform.safehttp.PostOutcome.Answered;
import io.headland.server.platform.safehttp.PostOutcome.NotAnswered;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Attempts as columns of arrays.
public final class AttemptColumns {
  private AttemptColumns() {}

  static @Nullable String[] column(
      List<Judged> attempts, Function<Judged, @Nullable String> value) {
    return attempts.stream().map(value).toArray(String[]::new);
  }

  static @Nullable String status(PostOutcome outcome) {
    return outcome instanceof Answered answered ? Integer.toString(answered.status()) : null;
  }

  public static @Nullable String failure(PostOutcome outcome) {
    return outcome instanceof NotAnswered none ? none.failure().name() : null;
  }

  /// The response of a successful call is not stored.
  public static @Nullable String response(PostOutcome outcome) {
    return outcome instanceof Answered answered && !answered.isSuccess()
        ? answered.excerpt()
        : null;
  }
}
