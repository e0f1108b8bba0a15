package io.headland.server.core.organization;

import static java.util.stream.Collectors.groupingBy;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.platform.jdbc.PlainJdbc;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Reads organizations, and first pages of them, for several requests with one statement. The
/// requests may be for different accounts and API owners.
///
/// The arrays are results of subqueries, which PostgreSQL does not evaluate when it plans: it would
/// plan a statement with the arrays themselves again for each number of elements.
final class CombinedOrganizationStore {
  private static final String FIND =
      """
      select %s, requested.number
        from unnest((select ?::uuid[]), (select ?::uuid[]), (select ?::text[]), (select ?::text[]))
             with ordinality as requested (api_owner_id, leaf_user_id, provider, organization, number)
        join provider_organization found
          on found.api_owner_id = requested.api_owner_id
         and found.leaf_user_id = requested.leaf_user_id
         and found.provider = requested.provider
         and found.provider_org_id = requested.organization
      """
          .formatted(columns("found"));

  private static final String FIRST_PAGES =
      """
      select %s, requested.number, account.organization_total, page.position
        from unnest((select ?::uuid[]), (select ?::uuid[]), (select ?::text[]), (select ?::int[]))
             with ordinality as requested (api_owner_id, leaf_user_id, provider, size, number)
        join provider_account account
          on account.api_owner_id = requested.api_owner_id
         and account.leaf_user_id = requested.leaf_user_id
         and account.provider = requested.provider
        left join lateral
             (select found.*, row_number() over (order by found.provider_org_id) as position
                from provider_organization found
               where found.api_owner_id = requested.api_owner_id
                 and found.leaf_user_id = requested.leaf_user_id
                 and found.provider = requested.provider
               order by found.provider_org_id
               limit requested.size) page
          on true
      """
          .formatted(columns("page"));

  private CombinedOrganizationStore() {}

  /// An organization that a request reads.
  record Requested(AccountKey account, String providerOrgId) {}

  /// The first page of the organizations of an account.
  ///
  /// @param page without a position and with the number 0
  record FirstPage(AccountKey account, PageRequest page) {}

  /// The organizations in the order of the requests; empty where there is none.
  static List<Optional<ProviderOrganization>> find(Connection connection, List<Requested> requests)
      throws SQLException {
    List<Optional<ProviderOrganization>> found =
        new ArrayList<>(Collections.nCopies(requests.size(), Optional.empty()));
    PlainJdbc.list(
        connection,
        FIND,
        row ->
            found.set(row.getInt(10) - 1, Optional.of(ProviderOrganizationStore.READER.read(row))),
        keyed(
            connection,
            requests,
            Requested::account,
            connection.createArrayOf("text", values(requests, Requested::providerOrgId))));
    return found;
  }

  /// The pages in the order of the requests; empty where there is no such account.
  static List<Optional<Page<ProviderOrganization>>> firstPages(
      Connection connection, List<FirstPage> requests) throws SQLException {
    Map<Integer, List<Row>> rows =
        PlainJdbc.list(
                connection,
                FIRST_PAGES,
                CombinedOrganizationStore::row,
                keyed(
                    connection,
                    requests,
                    FirstPage::account,
                    connection.createArrayOf(
                        "int4", values(requests, request -> request.page().size()))))
            .stream()
            .collect(groupingBy(Row::number));
    List<Optional<Page<ProviderOrganization>>> pages = new ArrayList<>(requests.size());
    for (FirstPage request : requests) {
      pages.add(page(request, rows.getOrDefault(pages.size() + 1, List.of())));
    }
    return pages;
  }

  /// A row of a page.
  ///
  /// @param number of the request, from 1
  /// @param total organizations of the account
  /// @param position in the page, from 1; 0 if the account has no organization
  private record Row(
      int number, int total, int position, Optional<ProviderOrganization> organization) {}

  private static Row row(ResultSet row) throws SQLException {
    int position = row.getInt(12);
    return new Row(
        row.getInt(10),
        row.getInt(11),
        position,
        position == 0 ? Optional.empty() : Optional.of(ProviderOrganizationStore.READER.read(row)));
  }

  private static Optional<Page<ProviderOrganization>> page(FirstPage request, List<Row> rows) {
    List<ProviderOrganization> organizations =
        rows.stream()
            .sorted(Comparator.comparingInt(Row::position))
            .flatMap(row -> row.organization().stream())
            .toList();
    return rows.stream()
        .findFirst()
        .map(
            row ->
                Page.cut(
                    organizations,
                    row.total(),
                    request.page(),
                    ProviderOrganization::providerOrgId));
  }

  private static String columns(String table) {
    return table + "." + ProviderOrganizationStore.COLUMNS.replace(", ", ", " + table + ".");
  }

  /// The keys of the accounts as three arrays, followed by another one.
  private static <T> Object[] keyed(
      Connection connection, List<T> requests, Function<T, AccountKey> account, Array last)
      throws SQLException {
    Function<T, Object> owner = request -> account.apply(request).owner().value();
    Function<T, Object> leafUser = request -> account.apply(request).leafUser().value();
    Function<T, Object> provider = request -> account.apply(request).provider().wireName();
    return new Object[] {
      connection.createArrayOf("uuid", values(requests, owner)),
      connection.createArrayOf("uuid", values(requests, leafUser)),
      connection.createArrayOf("text", values(requests, provider)),
      last
    };
  }

  private static <T> Object[] values(List<T> requests, Function<T, Object> value) {
    return requests.stream().map(value).toArray();
  }
}
