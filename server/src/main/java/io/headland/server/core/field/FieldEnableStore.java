package io.headland.server.core.field;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.provider.Provider;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Enables previews, which then wait for their boundaries. The signatures of the organization are
/// deleted: otherwise the next reading would be reported as unchanged.
///
/// The organization's snapshot is locked before its fields, as in every write of a sync.
public final class FieldEnableStore {
  private final Jdbi jdbi;

  public FieldEnableStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  private record Target(AccountKey account, String providerOrgId) {}

  /// Enables one field of a Leaf user, if it is a preview.
  public void enable(ApiOwnerId owner, LeafUserId leafUser, UUID fieldId, Instant now) {
    jdbi.useTransaction(
        handle -> {
          List<Target> targets =
              lockTargets(
                  handle,
                  owner,
                  """
                  select leaf_user_id, provider, provider_org_id
                    from <record> as record
                   where api_owner_id = :owner
                     and leaf_user_id = :leafUser
                     and status = 'PREVIEW'
                     and removed_at is null
                  """
                      .replace("<record>", RecordById.of("field", "id = :field")),
                  Map.of("leafUser", leafUser.value(), "field", fieldId));
          for (Target target : targets) {
            change(handle, target, "and id = :field", Map.of("field", fieldId), now);
          }
        });
  }

  /// Those of the growers that exist.
  public Set<Long> known(ApiOwnerId owner, Collection<Long> growerIds) {
    return jdbi.withHandle(
        handle ->
            Set.copyOf(
                handle
                    .createQuery(
                        """
                        select grower.id
                          from grower
                          join organization_snapshot as snapshot
                            on snapshot.api_owner_id = grower.api_owner_id
                           and snapshot.leaf_user_id = grower.leaf_user_id
                           and snapshot.provider = grower.provider
                           and snapshot.provider_org_id = grower.provider_org_id
                         where grower.api_owner_id = :owner
                           and grower.id = any(:growers)
                           and grower.removed_at is null
                           and snapshot.visible
                        """)
                    .bind("owner", owner)
                    .bind("growers", growerIds.toArray(Long[]::new))
                    .mapTo(Long.class)
                    .list()));
  }

  /// Enables all previews of the given growers.
  ///
  /// @return the organizations with waiting fields, by account
  public Map<AccountKey, Set<String>> enableOf(
      ApiOwnerId owner, Collection<Long> growerIds, Instant now) {
    Map<String, Object> growers = Map.of("growers", growerIds.toArray(Long[]::new));
    return jdbi.inTransaction(
        handle ->
            lockTargets(
                    handle,
                    owner,
                    """
                    select leaf_user_id, provider, provider_org_id
                      from grower
                     where api_owner_id = :owner
                       and id = any(:growers)
                       and removed_at is null
                    """,
                    growers)
                .stream()
                .filter(target -> change(handle, target, OF_GROWERS, growers, now) > 0)
                .collect(
                    Collectors.groupingBy(
                        Target::account,
                        Collectors.mapping(Target::providerOrgId, Collectors.toSet()))));
  }

  /// The result of enabling previews.
  ///
  /// @param fields number of enabled previews
  /// @param waiting the organizations in which fields of the scope wait for their boundaries
  public record Enabled(int fields, Set<String> waiting) {}

  /// Enables all previews in a scope of an account.
  ///
  /// @return empty when the scope does not exist in the account, or is not visible
  public Optional<Enabled> enableWithin(AccountKey account, FieldScope scope, Instant now) {
    Map<String, Object> values = new LinkedHashMap<>(scope.values());
    values.put("leafUser", account.leafUser());
    values.put("provider", account.provider());
    return jdbi.inTransaction(
        handle -> {
          List<Target> targets =
              lockTargets(handle, account.owner(), scope.organizations(), values);
          if (targets.isEmpty() && !(scope instanceof FieldScope.Everything)) {
            return Optional.empty();
          }
          int fields = 0;
          Set<String> waiting = new LinkedHashSet<>();
          for (Target target : targets) {
            fields += change(handle, target, scope.fields(), scope.values(), now);
            if (waits(handle, target, scope)) {
              waiting.add(target.providerOrgId());
            }
          }
          return Optional.of(new Enabled(fields, waiting));
        });
  }

  private static boolean waits(Handle handle, Target target, FieldScope scope) {
    return handle
        .createQuery(
            """
            select exists (select
                             from field
                            where api_owner_id = :owner
                              and leaf_user_id = :leafUser
                              and provider = :provider
                              and provider_org_id = :org
                              and status = 'WAITING'
                              and removed_at is null
                              <which>)
            """
                .replace("<which>", scope.fields()))
        .bindMethods(target.account())
        .bind("org", target.providerOrgId())
        .bindMap(scope.values())
        .mapTo(Boolean.class)
        .one();
  }

  /// A field belongs to a grower directly, or through its farm.
  static final String OF_GROWERS =
      """
      and (provider_grower_id in (select provider_grower_id
                                    from <grower> as record
                                   where api_owner_id = :owner
                                     and leaf_user_id = :leafUser
                                     and provider = :provider
                                     and provider_org_id = :org)
           or provider_farm_id in (select farm.provider_farm_id
                                     from farm
                                     join grower using (api_owner_id, leaf_user_id, provider,
                                                        provider_org_id, provider_grower_id)
                                    where farm.api_owner_id = :owner
                                      and farm.leaf_user_id = :leafUser
                                      and farm.provider = :provider
                                      and farm.provider_org_id = :org
                                      and farm.removed_at is null
                                      and grower.id = any(:growers)))
      """
          .replace("<grower>", RecordById.of("grower", "id = any(:growers)"));

  /// The visible snapshots of the organizations of a scope, locked in the order of their keys.
  private static List<Target> lockTargets(
      Handle handle, ApiOwnerId owner, String within, Map<String, Object> values) {
    return handle
        .createQuery(
            """
            select snapshot.leaf_user_id, snapshot.provider, snapshot.provider_org_id
              from organization_snapshot as snapshot
             where snapshot.api_owner_id = :owner
               and snapshot.visible
               and snapshot.provider <> 'Leaf'
               and (snapshot.leaf_user_id, snapshot.provider, snapshot.provider_org_id) in (<within>)
             order by snapshot.leaf_user_id, snapshot.provider, snapshot.provider_org_id
               for no key update
            """
                .replace("<within>", within))
        .bind("owner", owner)
        .bindMap(values)
        .map(
            (row, _) ->
                new Target(
                    new AccountKey(
                        owner,
                        Columns.get(row, "leaf_user_id", LeafUserId.class),
                        Columns.get(row, "provider", Provider.class)),
                    row.getString("provider_org_id")))
        .list();
  }

  /// @return the number of fields that began to wait
  private static int change(
      Handle handle, Target target, String which, Map<String, Object> values, Instant now) {
    AccountKey account = target.account();
    return handle
        .createQuery(
            """
            with changed as (
              update field
                 set status = 'WAITING'
                   , updated_at = :now
               where api_owner_id = :owner
                 and leaf_user_id = :leafUser
                 and provider = :provider
                 and provider_org_id = :org
                 and status = 'PREVIEW'
                 and removed_at is null
                 <which>
              returning true
            ), forgotten as (
              update organization_snapshot
                 set signatures = '{}'
               where api_owner_id = :owner
                 and leaf_user_id = :leafUser
                 and provider = :provider
                 and provider_org_id = :org
                 and exists (select from changed)
            )
            select count(*) from changed
            """
                .replace("<which>", which))
        .bindMethods(account)
        .bind("org", target.providerOrgId())
        .bind("now", now)
        .bindMap(values)
        .mapTo(Integer.class)
        .one();
  }
}
