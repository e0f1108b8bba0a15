package io.headland.bench.peer;

import io.headland.bench.world.Keys;
import io.headland.bench.world.Scale;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// The table of a peer, which the peer creates itself: filled with the same organizations as that
/// of the server.
final class PeerTable {
  private PeerTable() {}

  static void fill(Connection connection, Scale scale) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql :
          List.of(
              """
              insert into organization
                     (id, leaf_user_id, provider, provider_org_id, name, status, management_uri)
              select n + 1, cast('%s' || (%d + n / %d * %d) as uuid), 'JohnDeere', cast(%d + n as text)
                   , 'Organization ' || n, 'SELECTED'
                   , 'https://connections.deere.com/connections/0oa2x/connections-dialog?orgId=' || n
                from generate_series(cast(0 as bigint), %d) as n
              """
                  .formatted(
                      Keys.LEAF_USER_PREFIX,
                      Keys.FIRST_LEAF_USER,
                      Scale.ORGANIZATIONS,
                      scale.leafUsersPerAccount(),
                      Keys.FIRST_ORGANIZATION,
                      (long) scale.accounts() * Scale.ORGANIZATIONS - 1),
              "vacuum analyze organization",
              "checkpoint")) {
        statement.execute(sql);
      }
    }
  }

  /// Whether a row was written by another transaction than the one that filled the table.
  static boolean isWritten(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select count(distinct cast(xmin as text)) > 1 from organization")) {
      rows.next();
      return rows.getBoolean(1);
    }
  }
}
