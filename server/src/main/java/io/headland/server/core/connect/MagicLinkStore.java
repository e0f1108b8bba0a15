package io.headland.server.core.connect;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.platform.json.Json;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.platform.paging.PageWindow;
import io.headland.server.provider.Provider;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.core.type.TypeReference;

/// Links in the database, found by their ids or by the digest of their token.
public final class MagicLinkStore {
  /// An app key in the column `app_keys`.
  private record StoredKey(String provider, String appName, String clientEnvironment) {
    static StoredKey of(AppKeyName name) {
      return new StoredKey(name.provider().wireName(), name.appName(), name.clientEnvironment());
    }
  }

  private static final TypeReference<List<StoredKey>> KEYS = new TypeReference<>() {};

  private final Jdbi jdbi;

  public MagicLinkStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// A link and its owner.
  public record Owned(ApiOwnerId owner, MagicLink link) {}

  /// Stores a link, unless its Leaf user was deleted.
  public boolean insert(ApiOwnerId owner, MagicLink link, byte[] tokenHash) {
    List<StoredKey> keys = link.keys().stream().map(StoredKey::of).toList();
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        insert into magic_link
                               (api_owner_id, id, kind, leaf_user_id, token_hash, app_keys, settings, created_at,
                                expires_at, max_usage)
                        select :owner, :id, :kind, :leafUser, :hash, :keys::jsonb, :settings::jsonb, :createdAt,
                               :expiresAt, :maxUsage
                         where exists (select from leaf_user
                                        where api_owner_id = :owner
                                          and id = :leafUser
                                          for key share)
                        """)
                    .bind("owner", owner)
                    .bind("id", link.id())
                    .bind("kind", link.kind())
                    .bind("leafUser", link.leafUser())
                    .bind("hash", tokenHash)
                    .bind("keys", Json.MAPPER.writeValueAsString(keys))
                    .bind("settings", Json.MAPPER.writeValueAsString(link.settings()))
                    .bind("createdAt", link.createdAt())
                    .bind("expiresAt", link.expiresAt())
                    .bind("maxUsage", link.maxUsage())
                    .execute())
        > 0;
  }

  public Optional<MagicLink> find(ApiOwnerId owner, MagicLinkKind kind, UUID id) {
    return find(owner, id).filter(link -> link.kind() == kind);
  }

  public Optional<MagicLink> find(ApiOwnerId owner, UUID id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select *
                      from magic_link
                     where api_owner_id = :owner
                       and id = :id
                    """)
                .bind("owner", owner)
                .bind("id", id)
                .map((row, _) -> read(row))
                .findOne());
  }

  /// The link with this token, of any owner: the token is the only authentication.
  public Optional<Owned> findByToken(byte[] tokenHash) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select *, api_owner_id
                      from magic_link
                     where token_hash = :hash
                    """)
                .bind("hash", tokenHash)
                .map(
                    (row, _) ->
                        new Owned(Columns.get(row, "api_owner_id", ApiOwnerId.class), read(row)))
                .findOne());
  }

  /// The newest first.
  public Page<MagicLink> list(ApiOwnerId owner, MagicLinkKind kind, PageRequest request) {
    return jdbi.withHandle(
        handle -> {
          long total =
              handle
                  .createQuery(
                      """
                      select count(*)
                        from magic_link
                       where api_owner_id = :owner
                         and kind = :kind
                      """)
                  .bind("owner", owner)
                  .bind("kind", kind)
                  .mapTo(Long.class)
                  .one();
          PageWindow window = PageWindow.of(request, total);
          List<MagicLink> links =
              handle
                  .createQuery(
                      """
                      select *
                        from magic_link
                       where api_owner_id = :owner
                         and kind = :kind
                       order by id <direction>
                       limit :size
                      offset :offset
                      """)
                  .define("direction", window.descending())
                  .bind("owner", owner)
                  .bind("kind", kind)
                  .bind("size", window.size())
                  .bind("offset", window.skip())
                  .map((row, _) -> read(row))
                  .list();
          return Page.numbered(window.ordered(links), total, request);
        });
  }

  /// Removes a link with its connect sessions; returns whether there was one.
  public boolean delete(ApiOwnerId owner, MagicLinkKind kind, UUID id) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        delete from magic_link
                         where api_owner_id = :owner
                           and id = :id
                           and kind = :kind
                        """)
                    .bind("owner", owner)
                    .bind("id", id)
                    .bind("kind", kind)
                    .execute())
        > 0;
  }

  public void touch(ApiOwnerId owner, UUID id, Instant now) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    update magic_link
                       set last_accessed_at = :now
                     where api_owner_id = :owner
                       and id = :id
                    """)
                .bind("owner", owner)
                .bind("id", id)
                .bind("now", now)
                .execute());
  }

  /// Counts a use of the link; false when none is left or the link was deleted.
  public boolean use(ApiOwnerId owner, UUID id) {
    return count(owner, id, 1);
  }

  /// Returns an unsuccessful use.
  public void releaseUse(ApiOwnerId owner, UUID id) {
    count(owner, id, -1);
  }

  private boolean count(ApiOwnerId owner, UUID id, int change) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        update magic_link
                           set usage_count = usage_count + :change
                         where api_owner_id = :owner
                           and id = :id
                           and usage_count + :change between 0 and max_usage
                        """)
                    .bind("owner", owner)
                    .bind("id", id)
                    .bind("change", change)
                    .execute())
        > 0;
  }

  private static MagicLink read(ResultSet row) throws SQLException {
    return new MagicLink(
        row.getObject("id", UUID.class),
        Columns.get(row, "kind", MagicLinkKind.class),
        Columns.get(row, "leaf_user_id", LeafUserId.class),
        Json.MAPPER.readValue(row.getString("app_keys"), KEYS).stream()
            .map(
                key ->
                    new AppKeyName(
                        Provider.ofWireName(key.provider()).orElseThrow(),
                        key.appName(),
                        key.clientEnvironment()))
            .toList(),
        Json.MAPPER.readValue(row.getString("settings"), MagicLinkSettings.class),
        Columns.get(row, "created_at", Instant.class),
        Columns.get(row, "expires_at", Instant.class),
        Columns.find(row, "last_accessed_at", Instant.class),
        row.getInt("max_usage"),
        row.getInt("usage_count"));
  }
}
