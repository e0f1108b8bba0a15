package io.headland.server.core.credential;

import static io.headland.server.core.credential.CredentialMapper.COLUMNS;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/// Credentials in the database, decrypted. `StoreCredential` adds them, [GrantStore] changes the
/// columns of a refresh, [AccountStore] moves and removes them.
public final class CredentialStore {
  private final Jdbi jdbi;
  private final CredentialMapper mapper;

  public CredentialStore(Jdbi jdbi, CredentialCipher cipher) {
    this.jdbi = jdbi;
    this.mapper = new CredentialMapper(cipher);
  }

  public Optional<Credential> find(AccountKey account) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select <columns>
                      from credential c
                      <failure>
                     where c.api_owner_id = :owner
                       and c.leaf_user_id = :leafUser
                       and c.provider = :provider
                    """)
                .define("columns", COLUMNS)
                .define("failure", CredentialFailureStore.JOIN)
                .bindMethods(account)
                .map(row(account.owner()))
                .findOne());
  }

  /// The credentials of the given Leaf users, in no particular order.
  public List<Credential> list(ApiOwnerId owner, Collection<LeafUserId> leafUsers) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select <columns>
                      from credential c
                      <failure>
                     where c.api_owner_id = :owner
                       and c.leaf_user_id = any(array(select unnest(:leafUsers)))
                    """)
                .define("columns", COLUMNS)
                .define("failure", CredentialFailureStore.JOIN)
                .bind("owner", owner)
                .bindArray(
                    "leafUsers", UUID.class, leafUsers.stream().map(LeafUserId::value).toList())
                .map(row(owner))
                .list());
  }

  private RowMapper<Credential> row(ApiOwnerId owner) {
    return (row, _) -> mapper.read(owner, row);
  }
}
