package io.headland.server.webhook;

import io.headland.server.outbound.PostOutcome;
import io.headland.server.outbound.PostOutcome.Answered;
import io.headland.server.outbound.PostOutcome.NotAnswered;
import io.headland.server.webhook.AttemptStore.Judged;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Attempts as columns of arrays, and times as columns of rows.
final class Columns {
  private Columns() {}

  static @Nullable String[] column(
      List<Judged> attempts, Function<Judged, @Nullable String> value) {
    return attempts.stream().map(value).toArray(String[]::new);
  }

  static @Nullable String status(PostOutcome outcome) {
    return outcome instanceof Answered answered ? Integer.toString(answered.status()) : null;
  }

  static @Nullable String failure(PostOutcome outcome) {
    return outcome instanceof NotAnswered none ? none.failure().name() : null;
  }

  /// What an endpoint that is content says is of no interest.
  static @Nullable String response(PostOutcome outcome) {
    return outcome instanceof Answered answered && !answered.isSuccess()
        ? answered.excerpt()
        : null;
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
