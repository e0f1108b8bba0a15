package io.headland.server.core.send;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.platform.id.ApiOwnerId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;

/// The leases of links, so that at most one request sends a field at a time.
public final class FieldLinkLeaseStore {
  private final Jdbi jdbi;

  public FieldLinkLeaseStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// The result of claiming a link.
  public sealed interface Claim {
    /// This request has the lease of the link.
    record Leased(FieldLink link) implements Claim {}

    /// The field was sent before.
    record Sent(FieldLink link) implements Claim {}

    /// Another request is sending it.
    record Busy(Instant until) implements Claim {}

    /// There is no such field.
    record NoField() implements Claim {}
  }

  /// Takes the lease of a link, which is created if necessary. Other names than before are stored
  /// only while nothing can have been created under the earlier ones.
  public Claim claim(
      AccountKey account,
      FieldLink.Key key,
      FieldLink.Names names,
      UUID holder,
      Instant now,
      Instant until) {
    ApiOwnerId owner = account.owner();
    return jdbi.inTransaction(
        handle -> {
          insert(handle, account, key, names, now);
          Optional<FieldLink> held = take(handle, owner, key, names, holder, now, until);
          if (held.isPresent()) {
            return new Claim.Leased(held.get());
          }
          Optional<FieldLink> found = FieldLinkStore.find(handle, owner, key);
          return found.isEmpty()
              ? new Claim.NoField()
              : found.get().sent()
                  ? new Claim.Sent(found.get())
                  : new Claim.Busy(leaseEnd(handle, owner, key).orElse(now));
        });
  }

  private static void insert(
      Handle handle, AccountKey account, FieldLink.Key key, FieldLink.Names names, Instant now) {
    named(
            handle
                .createUpdate(
                    """
                    insert into field_link
                           (api_owner_id, field_id, leaf_user_id, provider, provider_org_id, state,
                            grower_name, farm_name, field_name, created_at, attempted_at)
                    select api_owner_id, id, leaf_user_id, :provider, :org, 'PENDING',
                           :grower, :farm, :name, :now, :now
                      from field
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = 'Leaf'
                       and id = :field
                       for key share
                    on conflict do nothing
                    """)
                .bind("owner", account.owner())
                .bindMethods(key),
            names)
        .bind("leafUser", account.leafUser())
        .bind("now", now)
        .execute();
  }

  private static Optional<FieldLink> take(
      Handle handle,
      ApiOwnerId owner,
      FieldLink.Key key,
      FieldLink.Names names,
      UUID holder,
      Instant now,
      Instant until) {
    return named(
            handle
                .createQuery(
                    """
                    update field_link
                       set lease_holder = :holder
                         , lease_until = :until
                         , attempted_at = :now
                         , grower_name = case when field_posted_at is null then :grower else grower_name end
                         , farm_name = case when field_posted_at is null then :farm else farm_name end
                         , field_name = case when field_posted_at is null then :name else field_name end
                     where api_owner_id = :owner
                       and field_id = :field
                       and provider = :provider
                       and provider_org_id = :org
                       and state = 'PENDING'
                       and (lease_until is null or lease_until <= :now)
                    returning <columns>
                    """)
                .bind("owner", owner)
                .bindMethods(key),
            names)
        .define("columns", FieldLinkStore.COLUMNS)
        .bind("holder", holder)
        .bind("now", now)
        .bind("until", until)
        .map(FieldLinkStore.ROW)
        .findOne();
  }

  private static Optional<Instant> leaseEnd(Handle handle, ApiOwnerId owner, FieldLink.Key key) {
    return handle
        .createQuery(
            """
            select lease_until
              from field_link
             where api_owner_id = :owner
               and field_id = :field
               and provider = :provider
               and provider_org_id = :org
               and lease_until is not null
            """)
        .bind("owner", owner)
        .bindMethods(key)
        .mapTo(Instant.class)
        .findOne();
  }

  /// Releases the lease, unless another request has it meanwhile.
  public void release(ApiOwnerId owner, FieldLink.Key key, UUID holder) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    update field_link
                       set lease_holder = null
                         , lease_until = null
                     where api_owner_id = :owner
                       and field_id = :field
                       and provider = :provider
                       and provider_org_id = :org
                       and lease_holder = :holder
                    """)
                .bind("owner", owner)
                .bindMethods(key)
                .bind("holder", holder)
                .execute());
  }

  private static <S extends SqlStatement<S>> S named(S statement, FieldLink.Names names) {
    return statement
        .bind("grower", names.grower())
        .bind("farm", names.farm())
        .bind("name", names.field());
  }
}
