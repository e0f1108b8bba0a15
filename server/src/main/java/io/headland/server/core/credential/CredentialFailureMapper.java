package io.headland.server.core.credential;

import io.headland.server.platform.providerhttp.ProviderError;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// Makes a [CredentialFailure] of a row.
final class CredentialFailureMapper {
  private CredentialFailureMapper() {}

  /// The failure in a row of [CredentialFailureStore#COLUMNS].
  static CredentialFailure read(ResultSet row) throws SQLException {
    return new CredentialFailure(
        CredentialFailure.Kind.valueOf(row.getString("kind")),
        row.getInt("status_code"),
        new ProviderError(row.getString("error"), row.getString("description")),
        row.getObject("since", OffsetDateTime.class).toInstant(),
        row.getObject("last_at", OffsetDateTime.class).toInstant(),
        row.getInt("attempts"),
        time(row, "next_probe_at"));
  }

  static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
