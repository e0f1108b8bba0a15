package io.headland.server.core.credential;

import io.headland.server.core.credential.CredentialCipher.Sealed;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.provider.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// The columns of a credential's row that a refresh changes. Every statement has the condition of
/// the token version that its caller read, so that a late one never replaces a newer grant.
public final class GrantStore {
  /// A lease further in the future was taken before the clock was set back.
  private static final Duration MAX_LEASE = Duration.ofDays(1);

  private final Jdbi jdbi;
  private final CredentialCipher cipher;
  private final Duration unresolvedWait;

  /// @param unresolvedWait how long an expired lease without a result prevents others from sending
  ///   the same refresh token
  public GrantStore(Jdbi jdbi, CredentialCipher cipher, Duration unresolvedWait) {
    this.jdbi = jdbi;
    this.cipher = cipher;
    this.unresolvedWait = unresolvedWait;
  }

  /// Whether a credential may be refreshed at a time.
  public sealed interface LeaseState {
    /// It may be refreshed.
    record Free() implements LeaseState {}

    /// A refresh is in progress.
    record Active(Instant until) implements LeaseState {}

    /// A refresh has neither stored nor reported a result within its lease: its process was killed,
    /// or cannot reach the database. The refresh token may have been used.
    record Unresolved(Instant freeAt) implements LeaseState {}
  }

  /// The state of the lease of a credential; free when the credential has changed.
  public LeaseState findLeaseState(AccountKey account, Credential credential, Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select lease_until
                      from credential
                     where api_owner_id = :owner
                       and id = :id
                       and token_version = :seen
                       and lease_until is not null
                    """)
                .bind("owner", account.owner())
                .bind("id", credential.id())
                .bind("seen", credential.tokenVersion())
                .map((row, _) -> lease(Columns.get(row, 1, Instant.class), now))
                .findOne()
                .orElseGet(LeaseState.Free::new));
  }

  private LeaseState lease(Instant until, Instant now) {
    Instant freeAt = until.plus(unresolvedWait);
    if (until.isAfter(now.plus(MAX_LEASE)) || !freeAt.isAfter(now)) {
      return new LeaseState.Free();
    }
    return until.isAfter(now) ? new LeaseState.Active(until) : new LeaseState.Unresolved(freeAt);
  }

  /// Takes the lease, unless another node has it, may have used the token, has already refreshed,
  /// or has marked the grant as revoked.
  ///
  /// @param probing whether a grant that counts as revoked is tried nevertheless
  public boolean takeLease(
      AccountKey account,
      Credential credential,
      UUID holder,
      Instant now,
      Instant until,
      boolean probing) {
    return jdbi.withHandle(
        handle ->
            update(
                handle,
                account.owner(),
                RefreshLease.of(account, credential, holder),
                """
                update credential
                   set lease_holder = :holder
                     , lease_until = :until
                 where api_owner_id = :owner
                   and id = :id
                   and token_version = :seen
                   and (status <> 'UNAUTHENTICATED' or :probing)
                   and (lease_until is null or lease_until <= :resolved or lease_until > :max)
                """,
                Map.of(
                    "until",
                    until,
                    "probing",
                    probing,
                    "resolved",
                    now.minus(unresolvedWait),
                    "max",
                    now.plus(MAX_LEASE))));
  }

  /// Releases a lease without a result.
  public void releaseLease(ApiOwnerId owner, RefreshLease lease) {
    jdbi.useHandle(handle -> releaseLease(handle, owner, lease));
  }

  public static void releaseLease(Handle handle, ApiOwnerId owner, RefreshLease lease) {
    update(
        handle,
        owner,
        lease,
        """
        update credential
           set lease_holder = null
             , lease_until = null
         where api_owner_id = :owner
           and id = :id
           and token_version = :seen
           and lease_holder = :holder
        """,
        Map.of());
  }

  /// The result of committing a grant.
  ///
  /// @param account of the credential at present
  /// @param restored whether the credential counted as revoked before; it is then
  ///   `TEMPORARILY_UNAVAILABLE` until the next call
  public record Committed(AccountKey account, boolean restored) {}

  /// Stores a grant: one statement, in a separate transaction. It does not require the lease: if
  /// that expired during a slow call, the result is nevertheless the newest grant. A row with an
  /// earlier version than was refreshed was restored from a backup.
  ///
  /// @return empty when the credential was deleted, or has a newer grant
  public Optional<Committed> commit(ApiOwnerId owner, RefreshedGrant grant) {
    Sealed sealed = cipher.seal(owner, grant.credential(), grant.secrets());
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    update credential
                       set secrets = :secrets
                         , key_id = :keyId
                         , scopes = :scopes
                         , access_expires_at = :expires
                         , token_version = :seen + 1
                         , status = case when status = 'UNAUTHENTICATED' and :restores
                                         then 'TEMPORARILY_UNAVAILABLE'
                                         else status
                                    end
                         , lease_holder = null
                         , lease_until = null
                     where api_owner_id = :owner
                       and id = :id
                       and token_version <= :seen
                    returning leaf_user_id, provider
                            , status = 'TEMPORARILY_UNAVAILABLE'
                              and coalesce(reported_status, '') = 'UNAUTHENTICATED' as restored
                    """)
                .bind("secrets", sealed.bytes())
                .bind("keyId", sealed.keyId())
                .bind("scopes", grant.scopes().toArray(String[]::new))
                .bind("expires", grant.accessExpiresAt())
                .bind("restores", grant.restores())
                .bind("owner", owner)
                .bind("id", grant.credential())
                .bind("seen", grant.seenVersion())
                .map(
                    (row, _) ->
                        new Committed(
                            new AccountKey(
                                owner,
                                Columns.get(row, "leaf_user_id", LeafUserId.class),
                                Columns.get(row, "provider", Provider.class)),
                            row.getBoolean("restored")))
                .findOne());
  }

  /// Whether the API owner exists in this database.
  public boolean knows(ApiOwnerId owner) {
    @Nullable Boolean known =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("select exists (select from api_owner where id = :owner)")
                    .bind("owner", owner)
                    .mapTo(Boolean.class)
                    .one());
    return Boolean.TRUE.equals(known);
  }

  private static boolean update(
      Handle handle, ApiOwnerId owner, RefreshLease lease, String sql, Map<String, Object> values) {
    return handle
            .createUpdate(sql)
            .bindMap(values)
            .bind("holder", lease.holder())
            .bind("owner", owner)
            .bind("id", lease.credential())
            .bind("seen", lease.seenVersion())
            .execute()
        > 0;
  }
}
