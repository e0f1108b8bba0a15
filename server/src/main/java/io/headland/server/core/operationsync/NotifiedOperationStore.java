package io.headland.server.core.operationsync;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.provider.ChangeNotification.OperationChanged;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Requests the listings that contain notified operations. The operation itself is not requested:
/// the listing of its field requires one call as well, and also shows that it was removed. Nothing
/// is stored except the time of listings of visible fields, so that other ids have no effect.
public final class NotifiedOperationStore {
  /// The sender does not wait longer for a response.
  private static final Duration MAX_WAIT = Duration.ofSeconds(5);

  /// The fields of stored operations, and those that notifications name.
  private static final String KNOWN_FIELDS =
      """
      select operation.provider_org_id, operation.provider_field_id
        from change
        join provider_operation as operation
          on operation.api_owner_id = :owner
         and operation.leaf_user_id = :leafUser
         and operation.provider = :provider
         and operation.provider_operation_id = change.id
       union
      select named.provider_org_id, named.provider_field_id
        from change
        join field as named
          on named.api_owner_id = :owner
         and named.leaf_user_id = :leafUser
         and named.provider = :provider
         and named.provider_field_id = change.field
         and change.org in ('', named.provider_org_id)
      """;

  /// All fields of the organization, if nothing states the field.
  private static final String POSSIBLE_FIELDS =
      """
      select possible.provider_org_id, possible.provider_field_id
        from (select distinct org
                from change
               where field = ''
                 and not exists (select
                                   from provider_operation as operation
                                  where operation.api_owner_id = :owner
                                    and operation.leaf_user_id = :leafUser
                                    and operation.provider = :provider
                                    and operation.provider_operation_id = change.id)) as unknown
        join field as possible
          on possible.api_owner_id = :owner
         and possible.leaf_user_id = :leafUser
         and possible.provider = :provider
         and unknown.org in ('', possible.provider_org_id)
      """;

  private final Jdbi jdbi;
  private final OperationListingStore listings;

  public NotifiedOperationStore(Jdbi jdbi, OperationListingStore listings) {
    this.jdbi = jdbi;
    this.listings = listings;
  }

  /// Requests the listings of the fields of operations. If a field is neither stored nor named, the
  /// listings of all fields of the organization are requested, each at most once per hour.
  ///
  /// @param due the time at which they are read
  public void request(AccountKey account, List<OperationChanged> operations, Instant due) {
    jdbi.useTransaction(
        handle -> {
          handle.execute("set local statement_timeout = " + MAX_WAIT.toMillis());
          int requested =
              request(handle, account, operations, KNOWN_FIELDS, "excluded.due_at", due)
                  + request(
                      handle,
                      account,
                      operations,
                      POSSIBLE_FIELDS,
                      "greatest(excluded.due_at, l.listed_at + interval '1 hour')",
                      due);
          if (requested > 0) {
            listings.schedule(handle, account, due);
          }
        });
  }

  private static int request(
      Handle handle,
      AccountKey account,
      List<OperationChanged> operations,
      String places,
      String time,
      Instant due) {
    return handle
        .createUpdate(
            """
            with change as (select *
                              from unnest(:operations::text[], :orgs::text[], :fields::text[])
                                as change (id, org, field))
            insert into operation_listing as l
                   (api_owner_id, leaf_user_id, provider, provider_org_id, provider_field_id, due_at)
            select distinct field.api_owner_id, field.leaf_user_id, field.provider, field.provider_org_id
                 , field.provider_field_id, :due::timestamptz
              from (<places>) as place
              join field
                on field.api_owner_id = :owner
               and field.leaf_user_id = :leafUser
               and field.provider = :provider
               and field.provider_org_id = place.provider_org_id
               and field.provider_field_id = place.provider_field_id
               and field.status = 'PROCESSED'
               and field.removed_at is null
              join organization_snapshot as snapshot
                on snapshot.api_owner_id = field.api_owner_id
               and snapshot.leaf_user_id = field.leaf_user_id
               and snapshot.provider = field.provider
               and snapshot.provider_org_id = field.provider_org_id
               and snapshot.visible
             order by field.provider_org_id, field.provider_field_id
            on conflict (api_owner_id, leaf_user_id, provider, provider_org_id, provider_field_id)
              do update set due_at = least(l.due_at, <time>)
                          , again_at = case when l.due_at is not null then least(l.again_at, <time>) end
            """
                .replace("<places>", places)
                .replace("<time>", time))
        .bindMethods(account)
        .bind("operations", column(operations, OperationChanged::providerOperationId))
        .bind("orgs", column(operations, OperationChanged::providerOrgId))
        .bind("fields", column(operations, OperationChanged::providerFieldId))
        .bind("due", due)
        .execute();
  }

  private static String[] column(
      List<OperationChanged> operations, Function<OperationChanged, String> value) {
    return operations.stream().map(value).toArray(String[]::new);
  }
}
