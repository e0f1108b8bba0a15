package io.headland.server.core.connect;

import io.headland.server.core.connect.ConnectSession.ConnectionPage;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.provider.Provider;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// Connect sessions in the database. A browser can access only its own.
public final class ConnectSessionStore {
  /// Includes the time that a grower may spend at a provider.
  private static final Duration LIFETIME = Duration.ofHours(1);

  private final Jdbi jdbi;

  public ConnectSessionStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// Creates a session, or continues the one of this browser.
  public ConnectSession open(
      ApiOwnerId owner, UUID link, Provider provider, byte[] session, UUID id, Instant now) {
    purge(owner, now);
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    insert into connect_session
                           (api_owner_id, id, magic_link_id, provider, session_hash, expires_at, touched_at)
                    values (:owner, :id, :link, :provider, :session, :expires, :now)
                    on conflict (api_owner_id, magic_link_id, provider, session_hash)
                      do update set expires_at = excluded.expires_at
                                  , touched_at = excluded.touched_at
                    returning api_owner_id, id, magic_link_id, provider, connection_page, listing_due,
                           signed_in_at
                    """)
                .bind("owner", owner)
                .bind("id", id)
                .bind("link", link)
                .bind("provider", provider)
                .bind("session", session)
                .bind("expires", now.plus(LIFETIME))
                .bind("now", now)
                .map((row, _) -> read(row))
                .one());
  }

  /// A session of this browser, for the link of any API owner.
  public Optional<ConnectSession> findOfSession(UUID id, byte[] session, Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select api_owner_id, id, magic_link_id, provider, connection_page, listing_due,
                           signed_in_at
                      from connect_session
                     where id = :id
                       and session_hash = :session
                       and expires_at > :now
                    """)
                .bind("id", id)
                .bind("session", session)
                .bind("now", now)
                .map((row, _) -> read(row))
                .findOne());
  }

  /// The session from which this browser was last sent to a provider. A connection page redirects
  /// back without parameters.
  public Optional<ConnectSession> findLatestOfSession(byte[] session, Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select api_owner_id, id, magic_link_id, provider, connection_page, listing_due,
                           signed_in_at
                      from connect_session
                     where session_hash = :session
                       and expires_at > :now
                     order by touched_at desc
                     limit 1
                    """)
                .bind("session", session)
                .bind("now", now)
                .map((row, _) -> read(row))
                .findOne());
  }

  /// The account has a new credential: if organizations are not connected, the connection page is
  /// next.
  public void connected(ApiOwnerId owner, UUID id, Instant now) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    update connect_session
                       set connection_page = coalesce(connection_page, 'DUE')
                         , listing_due = false
                         , signed_in_at = :now
                     where api_owner_id = :owner
                       and id = :id
                    """)
                .bind("owner", owner)
                .bind("id", id)
                .bind("now", now)
                .execute());
  }

  /// The browser is redirected to the connection page.
  public void leave(ApiOwnerId owner, UUID id, Instant now) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    update connect_session
                       set connection_page = 'SEEN'
                         , listing_due = true
                         , touched_at = :now
                     where api_owner_id = :owner
                       and id = :id
                    """)
                .bind("owner", owner)
                .bind("id", id)
                .bind("now", now)
                .execute());
  }

  /// The organizations were listed.
  public void listed(ApiOwnerId owner, UUID id) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    update connect_session
                       set listing_due = false
                     where api_owner_id = :owner
                       and id = :id
                    """)
                .bind("owner", owner)
                .bind("id", id)
                .execute());
  }

  private void purge(ApiOwnerId owner, Instant now) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    delete from connect_session
                     where api_owner_id = :owner
                       and expires_at <= :now
                    """)
                .bind("owner", owner)
                .bind("now", now)
                .execute());
  }

  private static ConnectSession read(ResultSet row) throws SQLException {
    return new ConnectSession(
        Columns.get(row, "api_owner_id", ApiOwnerId.class),
        row.getObject("id", UUID.class),
        row.getObject("magic_link_id", UUID.class),
        Columns.get(row, "provider", Provider.class),
        Columns.find(row, "connection_page", ConnectionPage.class),
        row.getBoolean("listing_due"),
        Columns.find(row, "signed_in_at", Instant.class));
  }
}
