package io.headland.server.organization;

import io.headland.server.credential.AccountKey;
import io.headland.server.http.Page;
import io.headland.server.http.PagePosition;
import io.headland.server.http.PageRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/// Provider organizations in the database: reading them, and a caller's choice. What a sync writes
/// is in [OrganizationSyncStore].
public final class ProviderOrganizationStore {
  static final String COLUMNS =
      "provider_org_id, name, status, blocked_reason, management_uri, action_uri, chosen_status,"
          + " earlier_status";

  static final RowMapper<ProviderOrganization> ROW =
      (row, _) ->
          new ProviderOrganization(
              row.getString("provider_org_id"),
              row.getString("name"),
              OrganizationStatus.valueOf(row.getString("status")),
              reason(row.getString("blocked_reason")),
              row.getString("management_uri"),
              row.getString("action_uri"),
              status(row.getString("chosen_status")),
              status(row.getString("earlier_status")));

  private final Jdbi jdbi;

  public ProviderOrganizationStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// A page, ordered by the provider's id; empty when there is no such account.
  public Optional<Page<ProviderOrganization>> list(AccountKey account, PageRequest request) {
    return jdbi.withHandle(
        handle ->
            total(handle, account)
                .map(
                    total -> {
                      List<ProviderOrganization> items =
                          request.position().isPresent()
                              ? fromPlace(
                                  handle, account, request.position().get(), request.limit())
                              : byNumber(handle, account, request, total);
                      return Page.cut(items, total, request, ProviderOrganization::providerOrgId);
                    }));
  }

  public Optional<ProviderOrganization> find(AccountKey account, String providerOrgId) {
    return jdbi.withHandle(
        handle ->
            keyed(
                    handle.createQuery(
                        """
                        select <columns>
                          from provider_organization
                         where api_owner_id = :owner
                           and leaf_user_id = :leafUser
                           and provider = :provider
                           and provider_org_id = :id
                        """),
                    account)
                .define("columns", COLUMNS)
                .bind("id", providerOrgId)
                .map(ROW)
                .findOne());
  }

  /// Every organization of an account.
  public List<ProviderOrganization> listAll(AccountKey account) {
    return jdbi.withHandle(
        handle ->
            keyed(
                    handle.createQuery(
                        """
                        select <columns>
                          from provider_organization
                         where api_owner_id = :owner
                           and leaf_user_id = :leafUser
                           and provider = :provider
                        """),
                    account)
                .define("columns", COLUMNS)
                .map(ROW)
                .list());
  }

  /// Stores a caller's choice; empty when there is no such organization or it is `BLOCKED`.
  Optional<ProviderOrganization> choose(
      AccountKey account, String providerOrgId, OrganizationStatus choice, Instant now) {
    return jdbi.withHandle(
        handle ->
            keyed(
                    handle.createQuery(
                        """
                        update provider_organization
                           set status = :choice
                             , chosen_status = :choice
                             , updated_at = :now
                         where api_owner_id = :owner
                           and leaf_user_id = :leafUser
                           and provider = :provider
                           and provider_org_id = :id
                           and status <> 'BLOCKED'
                        returning <columns>
                        """),
                    account)
                .define("columns", COLUMNS)
                .bind("choice", choice)
                .bind("id", providerOrgId)
                .bind("now", now)
                .map(ROW)
                .findOne());
  }

  private static Optional<Integer> total(Handle handle, AccountKey account) {
    return keyed(
            handle.createQuery(
                """
                select organization_total
                  from provider_account
                 where api_owner_id = :owner
                   and leaf_user_id = :leafUser
                   and provider = :provider
                """),
            account)
        .mapTo(Integer.class)
        .findOne();
  }

  private static List<ProviderOrganization> fromPlace(
      Handle handle, AccountKey account, PagePosition position, int size) {
    return switch (position) {
      case PagePosition.After(String key) ->
          read(handle, account, "and provider_org_id > :key", key, "asc", 0, size);
      case PagePosition.Before(String key) ->
          reversed(read(handle, account, "and provider_org_id < :key", key, "desc", 0, size));
    };
  }

  private static List<ProviderOrganization> byNumber(
      Handle handle, AccountKey account, PageRequest request, long total) {
    long offset = request.offset();
    if (offset >= total) {
      return List.of();
    }
    int size = (int) Math.min(request.size(), total - offset);
    // From the nearer end, so that the last page costs what the first does.
    return offset > total / 2
        ? reversed(read(handle, account, "", "", "desc", total - offset - size, size))
        : read(handle, account, "", "", "asc", offset, size);
  }

  private static List<ProviderOrganization> read(
      Handle handle,
      AccountKey account,
      String behind,
      String key,
      String direction,
      long skip,
      int size) {
    Query query =
        keyed(
                handle.createQuery(
                    """
                    select <columns>
                      from provider_organization
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = :provider
                       <behind>
                     order by provider_org_id <direction>
                     limit :size
                    offset :skip
                    """),
                account)
            .define("columns", COLUMNS)
            .define("behind", behind)
            .define("direction", direction)
            .bind("size", size)
            .bind("skip", skip);
    return (behind.isEmpty() ? query : query.bind("key", key)).map(ROW).list();
  }

  static <S extends SqlStatement<S>> S keyed(S statement, AccountKey account) {
    return statement
        .bind("owner", account.owner().value())
        .bind("leafUser", account.leafUser().value())
        .bind("provider", account.provider().wireName());
  }

  private static <T> List<T> reversed(List<T> items) {
    List<T> copy = new ArrayList<>(items);
    Collections.reverse(copy);
    return copy;
  }

  private static @Nullable BlockedReason reason(@Nullable String text) {
    return text == null ? null : BlockedReason.valueOf(text);
  }

  private static @Nullable OrganizationStatus status(@Nullable String text) {
    return text == null ? null : OrganizationStatus.valueOf(text);
  }
}
