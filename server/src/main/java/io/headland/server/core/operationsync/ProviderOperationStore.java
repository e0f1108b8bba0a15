package io.headland.server.core.operationsync;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.OrganizationKey;
import io.headland.server.platform.json.Json;
import io.headland.server.provider.FieldOperationRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;

/// The operations that a provider has listed.
public final class ProviderOperationStore {
  private final Jdbi jdbi;

  public ProviderOperationStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// An operation whose export is to be requested.
  ///
  /// @param attempts without a result
  public record DueExport(
      OrganizationKey organization, String providerOperationId, String modified, int attempts) {}

  /// Stores a listed operation. The export of a new or changed one is requested; a result that is
  /// negative remains until the operation changes.
  ///
  /// @param reason why the export is not requested; blank when it is
  public void store(
      Handle handle,
      OrganizationKey organization,
      String providerFieldId,
      FieldOperationRecord operation,
      String reason,
      Instant now) {
    handle
        .createUpdate(
            """
            insert into provider_operation as o
                   (api_owner_id, leaf_user_id, provider, provider_org_id, provider_operation_id, provider_field_id,
                    kind, crop, start_time, end_time, modified, totals, state, message, due_at, created_at, updated_at)
            values (:owner, :leafUser, :provider, :organization, :operation, :field, :kind, :crop, :startTime, :endTime,
                    :modified, :totals::jsonb, case when :reason = '' then 'REQUESTED' else 'ABSENT' end, :reason,
                    case when :reason = '' then :now::timestamptz end, :now, :now)
            on conflict (api_owner_id, leaf_user_id, provider, provider_org_id, provider_operation_id)
              do update set provider_field_id = excluded.provider_field_id
                          , kind = excluded.kind
                          , crop = excluded.crop
                          , start_time = excluded.start_time
                          , end_time = excluded.end_time
                          , modified = excluded.modified
                          , totals = excluded.totals
                          , state = excluded.state
                          , message = excluded.message
                          , due_at = excluded.due_at
                          , attempts = 0
                          , rejected_downloads = 0
                          , missing_since = null
                          , updated_at = excluded.updated_at
                      where o.modified <> excluded.modified
                         or o.missing_since is not null
                         or o.totals <> excluded.totals
            """)
        .bindMethods(organization.account())
        .bind("organization", organization.providerOrgId())
        .bind("operation", operation.providerOperationId())
        .bind("field", providerFieldId)
        .bind("kind", operation.kind().orElseThrow())
        .bind("crop", operation.crop())
        .bind("startTime", operation.start().orElse(null))
        .bind("endTime", operation.end().orElse(null))
        .bind("modified", operation.modified())
        .bind("totals", Json.MAPPER.writeValueAsString(operation.totals()))
        .bind("reason", reason)
        .bind("now", now)
        .execute();
  }

  /// The exports of visible organizations that have been due for the longest time.
  public List<DueExport> listDue(AccountKey account, Instant now, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select operation.provider_org_id, operation.provider_operation_id, operation.modified
                         , operation.attempts
                      from provider_operation as operation
                      join organization_snapshot as snapshot
                        on snapshot.api_owner_id = operation.api_owner_id
                       and snapshot.leaf_user_id = operation.leaf_user_id
                       and snapshot.provider = operation.provider
                       and snapshot.provider_org_id = operation.provider_org_id
                     where operation.api_owner_id = :owner
                       and operation.leaf_user_id = :leafUser
                       and operation.provider = :provider
                       and operation.due_at <= :now
                       and snapshot.visible
                     order by operation.due_at, operation.provider_operation_id
                     limit :limit
                    """)
                .bindMethods(account)
                .bind("now", now)
                .bind("limit", limit)
                .map(
                    (row, _) ->
                        new DueExport(
                            new OrganizationKey(account, row.getString("provider_org_id")),
                            row.getString("provider_operation_id"),
                            row.getString("modified"),
                            row.getInt("attempts")))
                .list());
  }

  /// Defers the request of an export.
  ///
  /// @param attempt whether the request counts as one without a result
  public void defer(AccountKey account, DueExport export, Instant at, boolean attempt) {
    jdbi.useHandle(
        handle ->
            bound(
                    handle,
                    account,
                    export,
                    """
                    update provider_operation
                       set due_at = :at
                         , attempts = attempts + case when :attempt then 1 else 0 end
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = :provider
                       and provider_org_id = :organization
                       and provider_operation_id = :operation
                       and modified = :modified
                    """)
                .bind("at", at)
                .bind("attempt", attempt)
                .execute());
  }

  /// Counts a rejected download.
  ///
  /// @return the number of rejected downloads since the operation was changed; empty when it has
  ///   been changed or deleted meanwhile
  public Optional<Integer> countRejectedDownload(AccountKey account, DueExport export) {
    return jdbi.withHandle(
        handle ->
            bound(
                    handle,
                    account,
                    export,
                    """
                    update provider_operation
                       set rejected_downloads = rejected_downloads + 1
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = :provider
                       and provider_org_id = :organization
                       and provider_operation_id = :operation
                       and modified = :modified
                    """)
                .executeAndReturnGeneratedKeys("rejected_downloads")
                .mapTo(Integer.class)
                .findOne());
  }

  /// Sets the time of the next request, with the number of attempts before the present one.
  public void postpone(Handle handle, AccountKey account, DueExport export, Instant at) {
    bound(
            handle,
            account,
            export,
            """
            update provider_operation
               set due_at = :at
                 , attempts = :attempts
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               and provider_org_id = :organization
               and provider_operation_id = :operation
               and modified = :modified
            """)
        .bind("at", at)
        .bind("attempts", export.attempts())
        .execute();
  }

  /// The states in which nothing is due.
  public enum EndState {
    STORED,
    ABSENT,
    FAILED
  }

  /// Ends the request of an export, unless the operation has changed meanwhile.
  ///
  /// @param message why there is no export; blank for a stored one
  public void end(
      Handle handle,
      AccountKey account,
      DueExport export,
      EndState state,
      String message,
      Instant now) {
    bound(
            handle,
            account,
            export,
            """
            update provider_operation
               set state = :state
                 , message = :message
                 , attempts = 0
                 , rejected_downloads = 0
                 , due_at = null
                 , updated_at = :now
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               and provider_org_id = :organization
               and provider_operation_id = :operation
               and modified = :modified
            """)
        .bind("state", state)
        .bind("message", message)
        .bind("now", now)
        .execute();
  }

  private static Update bound(Handle handle, AccountKey account, DueExport export, String sql) {
    return handle
        .createUpdate(sql)
        .bindMethods(account)
        .bind("organization", export.organization().providerOrgId())
        .bind("operation", export.providerOperationId())
        .bind("modified", export.modified());
  }
}
