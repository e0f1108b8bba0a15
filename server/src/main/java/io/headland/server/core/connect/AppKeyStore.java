package io.headland.server.core.connect;

import io.headland.server.core.credential.CredentialCipher;
import io.headland.server.core.credential.CredentialCipher.Sealed;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.platform.json.Json;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.provider.Provider;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;

/// App keys in the database, with encrypted secrets.
public final class AppKeyStore {
  private final Jdbi jdbi;
  private final CredentialCipher cipher;

  public AppKeyStore(Jdbi jdbi, CredentialCipher cipher) {
    this.jdbi = jdbi;
    this.cipher = cipher;
  }

  /// Stores an app key, replacing an earlier one of the same name.
  public void put(ApiOwnerId owner, AppKey key) {
    Sealed sealed = cipher.seal(owner, key.id(), key.secrets());
    jdbi.useHandle(
        handle ->
            named(
                    handle.createUpdate(
                        """
                        insert into app_key
                               (api_owner_id, provider, app_name, client_environment, id, settings, secrets,
                                key_id, scopes, created_at)
                        values (:owner, :provider, :appName, :environment, :id, :settings::jsonb, :secrets,
                                :keyId, :scopes, :now)
                        on conflict (api_owner_id, provider, app_name, client_environment)
                          do update set id = excluded.id
                                      , settings = excluded.settings
                                      , secrets = excluded.secrets
                                      , key_id = excluded.key_id
                                      , scopes = excluded.scopes
                                      , created_at = excluded.created_at
                        """),
                    owner,
                    key.name())
                .bind("id", key.id())
                .bind("settings", Json.MAPPER.writeValueAsString(key.settings()))
                .bind("secrets", sealed.bytes())
                .bind("keyId", sealed.keyId())
                .bindArray("scopes", String.class, key.scopes())
                .bind("now", key.createdAt())
                .execute());
  }

  public Optional<AppKey> find(ApiOwnerId owner, AppKeyName name) {
    return jdbi.withHandle(
        handle ->
            named(
                    handle.createQuery(
                        """
                        select *
                          from app_key
                         where api_owner_id = :owner
                           and provider = :provider
                           and app_name = :appName
                           and client_environment = :environment
                        """),
                    owner,
                    name)
                .map((row, _) -> read(owner, row))
                .findOne());
  }

  /// The names of all app keys for a provider.
  public List<AppKeyName> listNames(ApiOwnerId owner, Provider provider) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select provider, app_name, client_environment
                      from app_key
                     where api_owner_id = :owner
                       and provider = :provider
                     order by app_name, client_environment
                    """)
                .bind("owner", owner)
                .bind("provider", provider)
                .map((row, _) -> name(row))
                .list());
  }

  public Page<AppKey> list(ApiOwnerId owner, Provider provider, PageRequest request) {
    return jdbi.withHandle(
        handle -> {
          long total =
              handle
                  .createQuery(
                      """
                      select count(*)
                        from app_key
                       where api_owner_id = :owner
                         and provider = :provider
                      """)
                  .bind("owner", owner)
                  .bind("provider", provider)
                  .mapTo(Long.class)
                  .one();
          List<AppKey> keys =
              handle
                  .createQuery(
                      """
                      select *
                        from app_key
                       where api_owner_id = :owner
                         and provider = :provider
                       order by app_name, client_environment
                       limit :size
                      offset :offset
                      """)
                  .bind("owner", owner)
                  .bind("provider", provider)
                  .bind("size", request.size())
                  .bind("offset", request.offset())
                  .map((row, _) -> read(owner, row))
                  .list();
          return Page.numbered(keys, total, request);
        });
  }

  /// Removes an app key; returns whether there was one.
  public boolean delete(ApiOwnerId owner, AppKeyName name) {
    return jdbi.withHandle(
            handle ->
                named(
                        handle.createUpdate(
                            """
                            delete from app_key
                             where api_owner_id = :owner
                               and provider = :provider
                               and app_name = :appName
                               and client_environment = :environment
                            """),
                        owner,
                        name)
                    .execute())
        > 0;
  }

  private static <S extends SqlStatement<S>> S named(
      S statement, ApiOwnerId owner, AppKeyName name) {
    return statement
        .bind("owner", owner)
        .bind("provider", name.provider())
        .bind("appName", name.appName())
        .bind("environment", name.clientEnvironment());
  }

  /// An app key whose secrets cannot be decrypted has none, and is rejected by its provider.
  private AppKey read(ApiOwnerId owner, ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    return new AppKey(
        id,
        name(row),
        settings(row.getString("settings")),
        cipher
            .open(owner, id, new Sealed(row.getBytes("secrets"), row.getString("key_id")))
            .orElseGet(Map::of),
        Arrays.asList((String[]) row.getArray("scopes").getArray()),
        Columns.get(row, "created_at", Instant.class));
  }

  private static AppKeyName name(ResultSet row) throws SQLException {
    return new AppKeyName(
        Columns.get(row, "provider", Provider.class),
        row.getString("app_name"),
        row.getString("client_environment"));
  }

  private static Map<String, String> settings(String json) {
    Map<String, String> settings = new TreeMap<>();
    Json.MAPPER
        .readTree(json)
        .forEachEntry((name, value) -> settings.put(name, value.stringValue()));
    return settings;
  }
}
