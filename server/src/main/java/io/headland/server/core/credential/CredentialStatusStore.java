package io.headland.server.core.credential;

import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.platform.providerhttp.ProviderError;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The status of credentials in the database, and what determines it.
public final class CredentialStatusStore {
  private static final String DELETE_FAILURE =
      """
      delete from credential_failure
       where api_owner_id = :owner
         and credential_id = :id
      returning credential_id
      """;

  private static final String DELETE_NOTHING = "select where false";

  /// The row before a change of the status.
  ///
  /// @param reported by the last event; null if none reported a status
  /// @param replaced credential that this one replaced
  public record Before(@Nullable CredentialStatus reported, @Nullable CredentialId replaced) {}

  private CredentialStatusStore() {}

  /// Locks the account until the transaction ends. It is locked before the credential, as in a
  /// deletion.
  public static void lockAccount(Handle handle, AccountKey account) {
    handle
        .createQuery(
            """
            select true
              from provider_account
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               for no key update
            """)
        .bindMethods(account)
        .mapTo(Boolean.class)
        .findOne();
  }

  /// Stores that the grant is revoked, and releases the lease of its refresh.
  ///
  /// @return empty when the credential was deleted or refreshed meanwhile
  public static Optional<Before> replaceByRevoked(
      Handle handle, AccountKey account, Credential credential) {
    return replace(
        handle,
        account,
        credential,
        CredentialStatus.UNAUTHENTICATED,
        "and token_version = :seen",
        ", lease_holder = null, lease_until = null",
        DELETE_NOTHING);
  }

  /// Stores a status that differs from the stored one, or that no event has reported yet. A revoked
  /// grant keeps its status unless `credential` is its state at a probe.
  ///
  /// @param deletesFailure whether the failure of the credential is deleted in any case
  /// @return empty when no status was stored
  public static Optional<Before> replace(
      Handle handle,
      AccountKey account,
      Credential credential,
      CredentialStatus status,
      boolean deletesFailure) {
    boolean restores =
        credential.status() == CredentialStatus.UNAUTHENTICATED
            && status != CredentialStatus.TEMPORARILY_UNAVAILABLE;
    return replace(
        handle,
        account,
        credential,
        status,
        "and token_version >= :seen and (status <> :status or reported_status is null"
            + " or (reported_status <> :status and not :temporary)) "
            + (restores ? "" : "and status <> 'UNAUTHENTICATED'"),
        "",
        deletesFailure ? DELETE_FAILURE : DELETE_NOTHING);
  }

  private static Optional<Before> replace(
      Handle handle,
      AccountKey account,
      Credential credential,
      CredentialStatus status,
      String condition,
      String alsoSet,
      String deletion) {
    return handle
        .createQuery(
            """
            with cleared as (<deletion>)
               , before as
                 (select api_owner_id, id, reported_status, replaced_id
                    from credential
                   where api_owner_id = :owner
                     and id = :id
                     -- First, because the failure is locked before the credential everywhere.
                     and (select count(*) from cleared) >= 0
                     <condition>
                     for no key update)
            update credential
               set status = :status
                 , reported_status = case when :temporary then coalesce(before.reported_status, :status) else :status end
                 <alsoSet>
              from before
             where credential.api_owner_id = before.api_owner_id
               and credential.id = before.id
            returning before.reported_status, before.replaced_id
            """)
        .define("condition", condition)
        .define("alsoSet", alsoSet)
        .define("deletion", deletion)
        .bind("owner", account.owner())
        .bind("id", credential.id())
        .bind("seen", credential.tokenVersion())
        .bind("status", status)
        .bind("temporary", status == CredentialStatus.TEMPORARILY_UNAVAILABLE)
        .map(
            (row, _) ->
                new Before(
                    Columns.find(row, "reported_status", CredentialStatus.class),
                    Columns.find(row, "replaced_id", CredentialId.class)))
        .findOne();
  }

  /// Whether the token endpoint accepts the same application from another credential.
  public static boolean othersWork(Handle handle, AccountKey account, Credential credential) {
    return handle
        .createQuery(
            """
            select exists (select from credential
                            where api_owner_id = :owner
                              and provider = :provider
                              and id <> :id
                              and token_version > 0
                              and status = 'OK'
                              and settings ->> :field = :application)
            """)
        .bind("owner", account.owner())
        .bind("provider", account.provider())
        .bind("id", credential.id())
        .bind("field", account.provider().credentialShape().identification())
        .bind("application", credential.application())
        .mapTo(Boolean.class)
        .one();
  }

  /// The result of the last call with a credential.
  public record LastCall(int statusCode, ProviderError error) {}

  /// The last call with a credential; without an error if there was none.
  public static LastCall lastCall(Handle handle, AccountKey account, CredentialId id) {
    return handle
        .createQuery(
            """
            select status_code, error, error_description
              from credential_event
             where api_owner_id = :owner
               and credential_id = :id
             order by id desc
             limit 1
            """)
        .bind("owner", account.owner())
        .bind("id", id)
        .map(
            (row, _) ->
                new LastCall(row.getInt(1), new ProviderError(row.getString(2), row.getString(3))))
        .findOne()
        .orElseGet(() -> new LastCall(0, ProviderError.NONE));
  }
}
