package io.headland.server.core.operationsync;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.OrganizationKey;
import io.headland.server.platform.jdbc.Columns;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/// The listings of operations, one for each field of a selected organization.
public final class OperationListingStore {
  /// Reads the operations of an account; the instance is `<API owner>/<credential>`.
  public static final String SYNC = "operation-sync";

  private final Jdbi jdbi;

  public OperationListingStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// A listing that is due.
  ///
  /// @param signature of the last complete reading; blank when there is none
  /// @param failures in sequence
  /// @param again whether it was requested again since it became due
  public record DueListing(
      OrganizationKey organization,
      String providerFieldId,
      String signature,
      int failures,
      boolean again) {}

  /// Requests the listings of all fields of an organization that are `PROCESSED`. The task of the
  /// account is to be scheduled in the same transaction.
  ///
  /// @return the number of fields
  public int request(Handle handle, OrganizationKey organization, Instant now) {
    return handle
        .createUpdate(
            """
                insert into operation_listing as l
                       (api_owner_id, leaf_user_id, provider, provider_org_id, provider_field_id, due_at)
                select api_owner_id, leaf_user_id, provider, provider_org_id, provider_field_id, :now
                  from field
                 where api_owner_id = :owner
                   and leaf_user_id = :leafUser
                   and provider = :provider
                   and provider_org_id = :organization
                   and status = 'PROCESSED'
                   and removed_at is null
                on conflict (api_owner_id, leaf_user_id, provider, provider_org_id, provider_field_id)
                  do update set due_at = least(l.due_at, excluded.due_at)
                              , again_at = case when l.due_at is not null
                                                then least(l.again_at, excluded.due_at)
                                           end
                """)
        .bindMethods(organization.account())
        .bind("organization", organization.providerOrgId())
        .bind("now", now)
        .execute();
  }

  /// Schedules the task of an account.
  public void schedule(Handle handle, AccountKey account, Instant now) {
    handle
        .createUpdate(
            """
            insert into scheduled_tasks as t
                   (task_name, task_instance, execution_time, picked, version, priority)
            select :task, c.api_owner_id || '/' || c.id, :now, false, 1, 0
              from credential c
             where c.api_owner_id = :owner
               and c.leaf_user_id = :leafUser
               and c.provider = :provider
            on conflict (task_name, task_instance)
              do update set execution_time = excluded.execution_time
                          , version = t.version + 1
                      where not t.picked
                        and t.execution_time > excluded.execution_time
            """)
        .bind("task", SYNC)
        .bindMethods(account)
        .bind("now", now)
        .execute();
  }

  /// Schedules the task of an account, because something became due during its execution.
  public void schedule(AccountKey account, Instant at) {
    jdbi.useHandle(handle -> schedule(handle, account, at));
  }

  /// The listing of a visible organization that has been due for the longest time. Its reading
  /// begins now: a later request causes another one.
  public Optional<DueListing> begin(AccountKey account, Instant now) {
    return jdbi.withHandle(
        handle -> {
          Optional<DueListing> due = findDue(handle, account, now);
          due.filter(DueListing::again).ifPresent(listing -> clearAgain(handle, account, listing));
          return due;
        });
  }

  private static void clearAgain(Handle handle, AccountKey account, DueListing listing) {
    bound(
            handle,
            account,
            listing,
            """
            update operation_listing
               set again_at = null
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               and provider_org_id = :organization
               and provider_field_id = :field
            """)
        .execute();
  }

  private static Optional<DueListing> findDue(Handle handle, AccountKey account, Instant now) {
    return handle
        .createQuery(
            """
                    select listing.provider_org_id, listing.provider_field_id, listing.signature, listing.failures
                         , listing.again_at is not null as again
                      from operation_listing as listing
                      join organization_snapshot as snapshot
                        on snapshot.api_owner_id = listing.api_owner_id
                       and snapshot.leaf_user_id = listing.leaf_user_id
                       and snapshot.provider = listing.provider
                       and snapshot.provider_org_id = listing.provider_org_id
                     where listing.api_owner_id = :owner
                       and listing.leaf_user_id = :leafUser
                       and listing.provider = :provider
                       and listing.due_at <= :now
                       and snapshot.visible
                     order by listing.due_at, listing.provider_org_id, listing.provider_field_id
                     limit 1
                    """)
        .bindMethods(account)
        .bind("now", now)
        .map(
            (row, _) ->
                new DueListing(
                    new OrganizationKey(account, row.getString("provider_org_id")),
                    row.getString("provider_field_id"),
                    row.getString("signature"),
                    row.getInt("failures"),
                    row.getBoolean("again")))
        .findOne();
  }

  /// Ends a listing that was read; it is due again if it was requested meanwhile.
  ///
  /// @param signature of the complete listing; null to keep the stored one
  public void finish(
      Handle handle,
      AccountKey account,
      DueListing listing,
      @Nullable String signature,
      Instant now) {
    bound(
            handle,
            account,
            listing,
            """
            update operation_listing
               set due_at = again_at
                 , again_at = null
                 , failures = 0
                 , signature = coalesce(:signature, signature)
                 , listed_at = :now
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               and provider_org_id = :organization
               and provider_field_id = :field
            """)
        .bind("signature", signature)
        .bind("now", now)
        .execute();
  }

  /// Defers a listing that could not be read.
  ///
  /// @param at null to wait for the next request or sync
  public void defer(AccountKey account, DueListing listing, @Nullable Instant at) {
    jdbi.useHandle(
        handle ->
            bound(
                    handle,
                    account,
                    listing,
                    """
                    update operation_listing
                       set due_at = coalesce(:at, again_at)
                         , again_at = null
                         , failures = failures + 1
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = :provider
                       and provider_org_id = :organization
                       and provider_field_id = :field
                    """)
                .bind("at", at)
                .execute());
  }

  private static Update bound(Handle handle, AccountKey account, DueListing listing, String sql) {
    return handle
        .createUpdate(sql)
        .bindMethods(account)
        .bind("organization", listing.organization().providerOrgId())
        .bind("field", listing.providerFieldId());
  }

  /// When the account has something to do next: a listing or an export.
  public Optional<Instant> findNext(AccountKey account) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select min(due.due_at) as next
                      from (select provider_org_id, due_at
                              from operation_listing
                             where api_owner_id = :owner
                               and leaf_user_id = :leafUser
                               and provider = :provider
                               and due_at is not null
                             union all
                            select provider_org_id, due_at
                              from provider_operation
                             where api_owner_id = :owner
                               and leaf_user_id = :leafUser
                               and provider = :provider
                               and due_at is not null) as due
                      join organization_snapshot as snapshot
                        on snapshot.api_owner_id = :owner
                       and snapshot.leaf_user_id = :leafUser
                       and snapshot.provider = :provider
                       and snapshot.provider_org_id = due.provider_org_id
                       and snapshot.visible
                    """)
                .bindMethods(account)
                .map((row, _) -> Optional.ofNullable(Columns.find(row, "next", Instant.class)))
                .one());
  }
}
