package io.headland.server.core.credential;

import io.headland.server.platform.jdbc.Columns;
import io.headland.server.platform.providerhttp.ProviderError;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/// Maps a row to a [CredentialFailure].
final class CredentialFailureMapper {
  private CredentialFailureMapper() {}

  /// The failure in a row of [CredentialFailureStore#COLUMNS].
  static CredentialFailure read(ResultSet row) throws SQLException {
    return new CredentialFailure(
        Columns.get(row, "kind", CredentialFailure.Kind.class),
        row.getInt("status_code"),
        new ProviderError(row.getString("error"), row.getString("description")),
        Columns.get(row, "since", Instant.class),
        Columns.get(row, "last_at", Instant.class),
        row.getInt("attempts"),
        Columns.find(row, "next_probe_at", Instant.class));
  }
}
