package io.headland.server.credential;

import io.headland.server.config.Secret;
import io.headland.server.credential.CredentialCipher.Sealed;
import io.headland.server.http.Json;
import io.headland.server.id.ApiOwnerId;
import io.headland.server.id.CredentialId;
import io.headland.server.id.LeafUserId;
import io.headland.server.provider.Provider;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import tools.jackson.databind.JsonNode;

/// Credentials in the database. [GrantStore] changes what a refresh changes.
public final class CredentialStore {
  static final String COLUMNS =
      "id, leaf_user_id, provider, status, settings, secrets, key_id, scopes, access_expires_at,"
          + " token_version, created_at";

  private final Jdbi jdbi;
  private final CredentialCipher cipher;
  private final OnNewCredential onNewCredential;

  /// What else happens, in the same transaction, when an account gets a credential: what was begun
  /// with an earlier one must not end as if it had been seen with this one.
  @FunctionalInterface
  public interface OnNewCredential {
    void stored(Handle handle, AccountKey account, Instant now);
  }

  public CredentialStore(Jdbi jdbi, CredentialCipher cipher, OnNewCredential onNewCredential) {
    this.jdbi = jdbi;
    this.cipher = cipher;
    this.onNewCredential = onNewCredential;
  }

  public Optional<Credential> find(AccountKey account) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select <columns>
                      from credential
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = :provider
                    """)
                .define("columns", COLUMNS)
                .bind("owner", account.owner().value())
                .bind("leafUser", account.leafUser().value())
                .bind("provider", account.provider().wireName())
                .map(row(account.owner()))
                .findOne());
  }

  /// The credentials of some Leaf users, in no order.
  public List<Credential> list(ApiOwnerId owner, Collection<LeafUserId> leafUsers) {
    return jdbi.withHandle(handle -> list(handle, owner, leafUsers));
  }

  public List<Credential> list(Handle handle, ApiOwnerId owner, Collection<LeafUserId> leafUsers) {
    return handle
        .createQuery(
            """
            select <columns>
              from credential
             where api_owner_id = :owner
               and leaf_user_id = any(:leafUsers)
            """)
        .define("columns", COLUMNS)
        .bind("owner", owner.value())
        .bindArray("leafUsers", UUID.class, leafUsers.stream().map(LeafUserId::value).toList())
        .map(row(owner))
        .list();
  }

  /// What storing a new credential came to.
  enum Stored {
    CREATED,
    NO_LEAF_USER,
    EXISTS
  }

  /// Stores a credential in the place of an earlier one for the same account. The account keeps its
  /// organizations and forgets what it knew of the provider's state.
  Stored insert(ApiOwnerId owner, Credential credential, boolean replace) {
    return jdbi.inTransaction(
        handle -> {
          if (!lockLeafUser(handle, owner, credential.leafUserId())) {
            return Stored.NO_LEAF_USER;
          }
          openAccount(handle, owner, credential);
          if (!replace && exists(handle, owner, credential)) {
            return Stored.EXISTS;
          }
          handle
              .createUpdate(
                  """
                  delete from credential
                   where api_owner_id = :owner
                     and leaf_user_id = :leafUser
                     and provider = :provider
                  """)
              .bind("owner", owner.value())
              .bind("leafUser", credential.leafUserId().value())
              .bind("provider", credential.provider().wireName())
              .execute();
          insertRow(handle, owner, credential);
          onNewCredential.stored(
              handle,
              new AccountKey(owner, credential.leafUserId(), credential.provider()),
              credential.createdAt());
          return Stored.CREATED;
        });
  }

  private static boolean lockLeafUser(Handle handle, ApiOwnerId owner, LeafUserId leafUser) {
    return handle
        .createQuery(
            """
            select true
              from leaf_user
             where api_owner_id = :owner
               and id = :leafUser
               for no key update
            """)
        .bind("owner", owner.value())
        .bind("leafUser", leafUser.value())
        .mapTo(Boolean.class)
        .findOne()
        .isPresent();
  }

  private static void openAccount(Handle handle, ApiOwnerId owner, Credential credential) {
    handle
        .createUpdate(
            """
            insert into provider_account (api_owner_id, leaf_user_id, provider)
            values (:owner, :leafUser, :provider)
            on conflict (api_owner_id, leaf_user_id, provider)
              do update set signature = ''
            """)
        .bind("owner", owner.value())
        .bind("leafUser", credential.leafUserId().value())
        .bind("provider", credential.provider().wireName())
        .execute();
  }

  private static boolean exists(Handle handle, ApiOwnerId owner, Credential credential) {
    return handle
        .createQuery(
            """
            select exists (select from credential
                            where api_owner_id = :owner
                              and leaf_user_id = :leafUser
                              and provider = :provider)
            """)
        .bind("owner", owner.value())
        .bind("leafUser", credential.leafUserId().value())
        .bind("provider", credential.provider().wireName())
        .mapTo(Boolean.class)
        .one();
  }

  private void insertRow(Handle handle, ApiOwnerId owner, Credential credential) {
    Sealed sealed = cipher.seal(owner, credential.id(), credential.secrets());
    handle
        .createUpdate(
            """
            insert into credential
                   (api_owner_id, leaf_user_id, provider, id, status, settings, secrets, key_id, created_at)
            values (:owner, :leafUser, :provider, :id, :status, :settings::jsonb, :secrets, :keyId, :now)
            """)
        .bind("owner", owner.value())
        .bind("leafUser", credential.leafUserId().value())
        .bind("provider", credential.provider().wireName())
        .bind("id", credential.id().value())
        .bind("status", credential.status())
        .bind("settings", Json.MAPPER.writeValueAsString(credential.settings()))
        .bind("secrets", sealed.bytes())
        .bind("keyId", sealed.keyId())
        .bind("now", credential.createdAt())
        .execute();
  }

  /// Removes a credential with its account: its events and its organizations go with it.
  ///
  /// @return whether there was one
  public boolean delete(AccountKey account) {
    return jdbi.inTransaction(handle -> delete(handle, account));
  }

  public boolean delete(Handle handle, AccountKey account) {
    return handle
            .createUpdate(
                """
                delete from provider_account
                 where api_owner_id = :owner
                   and leaf_user_id = :leafUser
                   and provider = :provider
                """)
            .bind("owner", account.owner().value())
            .bind("leafUser", account.leafUser().value())
            .bind("provider", account.provider().wireName())
            .execute()
        > 0;
  }

  RowMapper<Credential> row(ApiOwnerId owner) {
    return (row, _) -> {
      CredentialId id = new CredentialId(row.getObject("id", UUID.class));
      Map<String, Secret> secrets =
          cipher.open(owner, id, new Sealed(row.getBytes("secrets"), row.getString("key_id")));
      OffsetDateTime expires = row.getObject("access_expires_at", OffsetDateTime.class);
      return new Credential(
          id,
          new LeafUserId(row.getObject("leaf_user_id", UUID.class)),
          provider(row),
          CredentialStatus.valueOf(row.getString("status")),
          settings(row.getString("settings")),
          secrets,
          texts(row.getArray("scopes")),
          expires == null ? Instant.EPOCH : expires.toInstant(),
          row.getLong("token_version"),
          row.getObject("created_at", OffsetDateTime.class).toInstant());
    };
  }

  private static Provider provider(ResultSet row) throws SQLException {
    return Provider.ofWireName(row.getString("provider")).orElseThrow();
  }

  private static Map<String, String> settings(String json) {
    Map<String, String> settings = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : Json.MAPPER.readTree(json).properties()) {
      settings.put(entry.getKey(), entry.getValue().stringValue());
    }
    return settings;
  }

  private static List<String> texts(Array array) throws SQLException {
    return Arrays.asList((String[]) array.getArray());
  }
}
