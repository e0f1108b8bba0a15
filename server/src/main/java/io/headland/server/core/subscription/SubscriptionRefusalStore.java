package io.headland.server.core.subscription;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.provider.SubscriptionKind;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/// Kinds of notifications that the provider refuses to a credential.
public final class SubscriptionRefusalStore {
  private final Jdbi jdbi;

  public SubscriptionRefusalStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// A refusal.
  ///
  /// @param failures in sequence
  /// @param retryAt before this time the kind is not requested with the same credential
  public record Refusal(int failures, Instant retryAt) {}

  public Optional<Refusal> find(
      AccountKey account, SubscriptionKind kind, CredentialId credential) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select failures, retry_at
                      from subscription_refusal
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = :provider
                       and kind = :kind
                       and credential_id = :credential
                    """)
                .bindMethods(account)
                .bind("kind", kind)
                .bind("credential", credential)
                .map(
                    (row, _) ->
                        new Refusal(
                            row.getInt("failures"), Columns.get(row, "retry_at", Instant.class)))
                .findOne());
  }

  /// The time of the next attempt for any kind.
  public Optional<Instant> findNext(AccountKey account) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select min(retry_at) as next
                      from subscription_refusal
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = :provider
                    """)
                .bindMethods(account)
                .map((row, _) -> Optional.ofNullable(Columns.find(row, "next", Instant.class)))
                .one());
  }

  /// Records a refusal; one of another credential is replaced.
  public void save(
      AccountKey account,
      SubscriptionKind kind,
      CredentialId credential,
      String failure,
      Refusal refusal,
      Instant now) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into subscription_refusal as r
                           (api_owner_id, leaf_user_id, provider, kind, credential_id, failure, failures,
                            refused_at, retry_at)
                    select :owner, :leafUser, :provider, :kind, :credential, :failure, :failures, :now, :retryAt
                     where exists (select from provider_account
                                    where api_owner_id = :owner
                                      and leaf_user_id = :leafUser
                                      and provider = :provider
                                      for key share)
                    on conflict (api_owner_id, leaf_user_id, provider, kind)
                      do update set credential_id = excluded.credential_id
                                  , failure = excluded.failure
                                  , failures = excluded.failures
                                  , retry_at = excluded.retry_at
                                  , refused_at = case when r.credential_id = excluded.credential_id
                                                      then r.refused_at
                                                      else excluded.refused_at
                                                 end
                    """)
                .bindMethods(account)
                .bind("kind", kind)
                .bind("credential", credential)
                .bind("failure", failure)
                .bind("failures", refusal.failures())
                .bind("retryAt", refusal.retryAt())
                .bind("now", now)
                .execute());
  }

  public void delete(AccountKey account, SubscriptionKind kind) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    delete from subscription_refusal
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = :provider
                       and kind = :kind
                    """)
                .bindMethods(account)
                .bind("kind", kind)
                .execute());
  }
}
