package io.headland.server.core.organization;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.organization.CombinedOrganizationStore.FirstPage;
import io.headland.server.core.organization.CombinedOrganizationStore.Requested;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.platform.jdbc.CombinedReads;
import io.headland.server.platform.jdbc.PlainJdbc;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PagePosition;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.platform.paging.PageWindow;
import io.headland.server.provider.RecordKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/// Reads provider organizations. A caller's choice is stored by [SelectOrganizations], the result
/// of a sync by [OrganizationSyncStore].
///
/// These are the most frequent statements of a server, so they use plain JDBC, and those of
/// concurrent requests are combined.
public final class ProviderOrganizationStore {
  public static final String COLUMNS =
      "provider_org_id, name, status, blocked_reason, management_uri, action_uri, chosen_status,"
          + " earlier_status, unlinked_kinds";

  public static final RowMapper<ProviderOrganization> ROW = (row, _) -> organization(row);

  /// Reads [#COLUMNS], the first columns of a row.
  static final PlainJdbc.RowReader<ProviderOrganization> READER =
      ProviderOrganizationStore::organization;

  private static final String FIND =
      """
      select %s
        from provider_organization
       where api_owner_id = ?
         and leaf_user_id = ?
         and provider = ?
         and provider_org_id = ?
      """
          .formatted(COLUMNS);

  private static final String LIST_ALL =
      """
      select %s
        from provider_organization
       where api_owner_id = ?
         and leaf_user_id = ?
         and provider = ?
      """
          .formatted(COLUMNS);

  private static final String TOTAL =
      """
      select organization_total
        from provider_account
       where api_owner_id = ?
         and leaf_user_id = ?
         and provider = ?
      """;

  private static final String FIRST = page("", "asc");
  private static final String AFTER = page("and provider_org_id > ?", "asc");
  private static final String BEFORE = page("and provider_org_id < ?", "desc");

  // Not in the others: PostgreSQL would plan them at each execution, since it expects that one with
  // an unknown offset reads more rows.
  private static final String OFFSET = "offset ?\n";
  private static final String FORWARD = FIRST + OFFSET;
  private static final String BACKWARD = page("", "desc") + OFFSET;

  private final PlainJdbc jdbc;
  private final CombinedReads<Requested, Optional<ProviderOrganization>> found;
  private final CombinedReads<FirstPage, Optional<Page<ProviderOrganization>>> firstPages;

  public ProviderOrganizationStore(PlainJdbc jdbc) {
    this.jdbc = jdbc;
    this.found = new CombinedReads<>(this::findAll);
    this.firstPages = new CombinedReads<>(this::listAllFirst);
  }

  /// An organization of a page.
  ///
  /// @param total organizations of the account
  private record Listed(ProviderOrganization organization, int total) {}

  /// A page, ordered by the provider's id; empty when there is no such account.
  public Optional<Page<ProviderOrganization>> list(AccountKey account, PageRequest request) {
    boolean first = request.position().isEmpty() && request.page() == 0;
    return first ? firstPages.read(new FirstPage(account, request)) : pageOf(account, request);
  }

  public Optional<ProviderOrganization> find(AccountKey account, String providerOrgId) {
    return found.read(new Requested(account, providerOrgId));
  }

  /// All organizations of an account.
  public List<ProviderOrganization> listAll(AccountKey account) {
    return jdbc.with(connection -> read(connection, LIST_ALL, keyed(account)));
  }

  private List<Optional<ProviderOrganization>> findAll(List<Requested> requests) {
    return jdbc.with(
        connection ->
            requests.size() == 1
                ? List.of(findOne(connection, requests.getFirst()))
                : CombinedOrganizationStore.find(connection, requests));
  }

  private static Optional<ProviderOrganization> findOne(Connection connection, Requested request)
      throws SQLException {
    return read(connection, FIND, keyed(request.account(), request.providerOrgId())).stream()
        .findFirst();
  }

  private List<Optional<Page<ProviderOrganization>>> listAllFirst(List<FirstPage> requests) {
    if (requests.size() == 1) {
      return List.of(pageOf(requests.getFirst().account(), requests.getFirst().page()));
    }
    return jdbc.with(connection -> CombinedOrganizationStore.firstPages(connection, requests));
  }

  private Optional<Page<ProviderOrganization>> pageOf(AccountKey account, PageRequest request) {
    return jdbc.with(
        connection -> {
          List<Listed> page = page(connection, account, request);
          Optional<Integer> total =
              page.isEmpty() ? total(connection, account) : Optional.of(page.getFirst().total());
          List<ProviderOrganization> items = page.stream().map(Listed::organization).toList();
          return total.map(
              all -> Page.cut(items, all, request, ProviderOrganization::providerOrgId));
        });
  }

  private static List<Listed> page(Connection connection, AccountKey account, PageRequest request)
      throws SQLException {
    return switch (request.position().orElse(null)) {
      case null -> byNumber(connection, account, request);
      case PagePosition.After(String key) ->
          listed(connection, AFTER, account, key, request.limit());
      case PagePosition.Before(String key) ->
          listed(connection, BEFORE, account, key, request.limit()).reversed();
    };
  }

  private static Optional<Integer> total(Connection connection, AccountKey account)
      throws SQLException {
    return PlainJdbc.list(connection, TOTAL, row -> row.getInt(1), keyed(account)).stream()
        .findFirst();
  }

  private static List<Listed> byNumber(
      Connection connection, AccountKey account, PageRequest request) throws SQLException {
    if (request.offset() == 0) {
      return listed(connection, FIRST, account, request.size());
    }
    PageWindow window = PageWindow.of(request, total(connection, account).orElse(0));
    String sql = window.fromTheEnd() ? BACKWARD : FORWARD;
    return window.ordered(listed(connection, sql, account, window.size(), window.skip()));
  }

  private static String page(String behind, String direction) {
    return """
    select <columns>
         , (select organization_total
              from provider_account
             where api_owner_id = ?
               and leaf_user_id = ?
               and provider = ?)
      from provider_organization
     where api_owner_id = ?
       and leaf_user_id = ?
       and provider = ?
       <behind>
     order by provider_org_id <direction>
     limit ?
    """
        .replace("<columns>", COLUMNS)
        .replace("<behind>", behind)
        .replace("<direction>", direction);
  }

  private static List<ProviderOrganization> read(
      Connection connection, String sql, Object... values) throws SQLException {
    return PlainJdbc.list(connection, sql, READER, values);
  }

  private static List<Listed> listed(
      Connection connection, String sql, AccountKey account, Object... values) throws SQLException {
    return PlainJdbc.list(
        connection,
        sql,
        row -> new Listed(organization(row), row.getInt(10)),
        keyed(account, keyed(account, values)));
  }

  /// The account's key, followed by other parameters.
  private static Object[] keyed(AccountKey account, Object... more) {
    Object[] values = new Object[3 + more.length];
    values[0] = account.owner().value();
    values[1] = account.leafUser().value();
    values[2] = account.provider().wireName();
    System.arraycopy(more, 0, values, 3, more.length);
    return values;
  }

  private static ProviderOrganization organization(ResultSet row) throws SQLException {
    return new ProviderOrganization(
        row.getString(1),
        row.getString(2),
        Columns.get(row, 3, OrganizationStatus.class),
        reason(row.getString(4)),
        row.getString(5),
        row.getString(6),
        status(row.getString(7)),
        status(row.getString(8)),
        unlinked(row.getString(9)));
  }

  private static Set<RecordKind> unlinked(String text) {
    return text.isEmpty()
        ? Set.of()
        : Arrays.stream(text.split(",")).map(RecordKind::valueOf).collect(toUnmodifiableSet());
  }

  private static @Nullable BlockedReason reason(@Nullable String text) {
    return text == null ? null : BlockedReason.valueOf(text);
  }

  private static @Nullable OrganizationStatus status(@Nullable String text) {
    return text == null ? null : OrganizationStatus.valueOf(text);
  }
}
