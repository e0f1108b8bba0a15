package io.headland.bench.world;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/// Fills the server's tables with rows, and their totals with the counts.
///
/// Triggers of foreign keys are disabled meanwhile: the rows are consistent by construction, and a
/// million look-ups would take most of the time.
final class Loading {
  private static final String PROVIDER = "JohnDeere";

  private final Connection connection;
  private final Scale scale;

  Loading(Connection connection, Scale scale) {
    this.connection = connection;
    this.scale = scale;
  }

  void fill(UUID owner) throws SQLException {
    run("set session_replication_role = replica");
    run("set synchronous_commit = off");
    run("set maintenance_work_mem = '256MB'");
    leafUsers(owner, Keys.LEAF_USER_PREFIX, scale.leafUsers());
    accounts(owner, Keys.LEAF_USER_PREFIX, scale.accounts(), scale.leafUsersPerAccount());
    for (int n = 0; n < scale.otherOwners(); n++) {
      other(n);
    }
    run("set synchronous_commit = on");
    run("vacuum analyze");
    run("checkpoint");
  }

  private void other(int number) throws SQLException {
    UUID owner = UUID.fromString("01900000-0000-7000-9000-%012d".formatted(number));
    String prefix = "01900000-0000-7000-%d-".formatted(9001 + number);
    run(
        "insert into api_owner values ('%s', 'other%d@example.com', 'no password', now())"
            .formatted(owner, number));
    leafUsers(owner, prefix, 1_000);
    accounts(owner, prefix, 100, 10);
  }

  private void leafUsers(UUID owner, String prefix, int count) throws SQLException {
    run(
        """
        insert into leaf_user
        select '%s', cast('%s' || (%d + n) as uuid), n + 1
             , 'Grower ' || lpad(cast(n as text), 7, '0')
             , 'grower' || lpad(cast(n as text), 7, '0') || '@example.com'
             , '+1 555 0100', n || ' Section Road', 'external-' || lpad(cast(n as text), 7, '0')
             , now(), now()
          from generate_series(0, %d) as n
        """
            .formatted(owner, prefix, Keys.FIRST_LEAF_USER, count - 1));
    run(
        """
        insert into leaf_user_block
        select '%s', n / 1024, count(*) from generate_series(1, %d) as n group by n / 1024
        """
            .formatted(owner, count));
    run(
        """
        insert into leaf_user_total values ('%s', %d, %d)
        on conflict (api_owner_id) do update set total = excluded.total, last_ordinal = excluded.last_ordinal
        """
            .formatted(owner, count, count));
  }

  private void accounts(UUID owner, String prefix, int count, int everyNth) throws SQLException {
    run(
        """
        insert into provider_account
        select '%s', cast('%s' || (%d + n * %d) as uuid), '%s', %d, '', 'ALL'
          from generate_series(cast(0 as bigint), %d) as n
        """
            .formatted(
                owner,
                prefix,
                Keys.FIRST_LEAF_USER,
                everyNth,
                PROVIDER,
                Scale.ORGANIZATIONS,
                count - 1));
    run(
        """
        insert into provider_organization
               (api_owner_id, leaf_user_id, provider, provider_org_id, name, status, blocked_reason,
                management_uri, action_uri, chosen_status, earlier_status, created_at, updated_at)
        select '%s', cast('%s' || (%d + n / %d * %d) as uuid), '%s', cast(%d + n as text)
             , 'Organization ' || n, 'SELECTED', null
             , 'https://connections.deere.com/connections/0oa2x/connections-dialog?orgId=' || n
             , '', null, null, now(), now()
          from generate_series(cast(0 as bigint), %d) as n
        """
            .formatted(
                owner,
                prefix,
                Keys.FIRST_LEAF_USER,
                Scale.ORGANIZATIONS,
                everyNth,
                PROVIDER,
                Keys.FIRST_ORGANIZATION,
                (long) count * Scale.ORGANIZATIONS - 1));
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
