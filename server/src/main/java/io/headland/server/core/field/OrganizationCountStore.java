package io.headland.server.core.field;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PagePosition;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.platform.paging.PageWindow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/// The numbers of stored records by organization of an account, including hidden ones.
public final class OrganizationCountStore {
  private static final String PAGE =
      """
      with snapshot as materialized (
        select *
          from organization_snapshot
         where api_owner_id = :owner
           and leaf_user_id = :leafUser
           and provider = :provider
           <behind>
         order by provider_org_id <direction>
         limit :size
        offset :skip
      )
      select snapshot.provider_org_id
           , organization.name
           , organization.status
           , snapshot.visible
           , snapshot.grower_total
           , snapshot.farm_total
           , snapshot.field_total
           , snapshot.fully_read_at
           , (select count(*)
                from field
               where field.api_owner_id = :owner
                 and field.leaf_user_id = :leafUser
                 and field.provider = :provider
                 and field.provider_org_id = snapshot.provider_org_id
                 and field.status = 'PREVIEW'
                 and field.removed_at is null) as previews
           , (select coalesce(round(sum(boundary.hectares)::numeric, 4), 0)
                from field_boundary as boundary
               where boundary.api_owner_id = :owner
                 and boundary.leaf_user_id = :leafUser
                 and boundary.provider = :provider
                 and boundary.provider_org_id = snapshot.provider_org_id
                 and boundary.status = 'ACTIVE'
                 and boundary.removed_at is null) as hectares
        from snapshot
        left join provider_organization as organization
          on organization.api_owner_id = :owner
         and organization.leaf_user_id = :leafUser
         and organization.provider = :provider
         and organization.provider_org_id = snapshot.provider_org_id
       order by snapshot.provider_org_id <direction>
      """;

  private final Jdbi jdbi;

  public OrganizationCountStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  public Page<OrganizationCount> list(AccountKey account, PageRequest request) {
    return jdbi.withHandle(
        handle -> {
          long total = total(handle, account);
          List<OrganizationCount> rows =
              switch (request.position().orElse(null)) {
                case null -> {
                  PageWindow window = PageWindow.of(request, total);
                  yield window.ordered(
                      read(
                          handle,
                          account,
                          Optional.empty(),
                          window.fromTheEnd(),
                          window.skip(),
                          window.size()));
                }
                case PagePosition.After(String key) ->
                    read(handle, account, Optional.of(key), false, 0, request.limit());
                case PagePosition.Before(String key) ->
                    read(handle, account, Optional.of(key), true, 0, request.limit()).reversed();
              };
          return Page.cut(rows, total, request, OrganizationCount::providerOrgId);
        });
  }

  private static List<OrganizationCount> read(
      Handle handle,
      AccountKey account,
      Optional<String> start,
      boolean descending,
      long skip,
      int size) {
    String behind =
        start.isEmpty() ? "" : "and provider_org_id " + (descending ? "<" : ">") + " :start";
    Query query =
        handle
            .createQuery(
                PAGE.replace("<behind>", behind)
                    .replace("<direction>", descending ? "desc" : "asc"))
            .bindMethods(account)
            .bind("size", size)
            .bind("skip", skip);
    start.ifPresent(key -> query.bind("start", key.replace("\0", "")));
    return query.map((row, _) -> view(row)).list();
  }

  private static OrganizationCount view(ResultSet row) throws SQLException {
    return new OrganizationCount(
        row.getString("provider_org_id"),
        row.getString("name"),
        row.getString("status"),
        row.getBoolean("visible"),
        row.getLong("grower_total"),
        row.getLong("farm_total"),
        row.getLong("field_total"),
        row.getLong("previews"),
        row.getDouble("hectares"),
        Columns.find(row, "fully_read_at", Instant.class));
  }

  private static long total(Handle handle, AccountKey account) {
    return handle
        .createQuery(
            """
            select count(*)
              from organization_snapshot
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
            """)
        .bindMethods(account)
        .mapTo(Long.class)
        .one();
  }

  /// The stored records of an organization.
  ///
  /// @param providerOrgName null when the account no longer lists it
  /// @param status null when the account no longer lists it
  /// @param hectares of all active boundaries
  /// @param lastReadAt when it was last read in full; null for never
  public record OrganizationCount(
      String providerOrgId,
      @Nullable String providerOrgName,
      @Nullable String status,
      boolean visible,
      long growers,
      long farms,
      long fields,
      long previews,
      double hectares,
      @Nullable Instant lastReadAt) {}
}
