package io.headland.server.core.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.organization.CombinedOrganizationStore.FirstPage;
import io.headland.server.core.organization.CombinedOrganizationStore.Requested;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.Database;
import io.headland.server.platform.jdbc.PlainJdbc;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.provider.Provider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Reads of organizations for several requests, compared with those for one.
class CombinedOrganizationStoreIT {
  private static final int THREADS = 64;
  private static final int ROUNDS = 20;

  /// Also those with a meaning in the text of an array.
  private static final List<String> IDS =
      List.of(
          "1",
          "10",
          "2",
          "B",
          "a",
          "a,b",
          "{a}",
          "\"quoted\"",
          "back\\slash",
          "NULL",
          " ",
          "é",
          "\uD83D\uDE9C",
          "\uFF5E");

  private static ServerFixture server;
  private static Database database;
  private static ProviderOrganizationStore store;

  private static ApiClient first;
  private static AccountKey one;
  private static AccountKey other;
  private static AccountKey empty;
  private static AccountKey foreign;
  private static AccountKey missing;

  @BeforeAll
  static void start() {
    server = ServerFixture.startWithoutProvider();
    first = server.owner();
    ApiClient second = server.newOwner("second@example.com");
    ApiOwnerId firstOwner = server.ownerId(ServerFixture.OWNER_EMAIL);
    one = account(first, firstOwner, IDS);
    other = account(first, firstOwner, IDS.subList(0, 3));
    empty = account(first, firstOwner, List.of());
    foreign = account(second, server.ownerId("second@example.com"), IDS);
    missing = new AccountKey(firstOwner, new LeafUserId(UUID.randomUUID()), Provider.JOHN_DEERE);
    database = Database.open(server.target(), 4, Duration.ofSeconds(10));
    store = new ProviderOrganizationStore(new PlainJdbc(database.dataSource()));
  }

  @AfterAll
  static void stop() {
    database.close();
    server.close();
  }

  @Test
  void organizationsAreFoundInTheOrderOfTheRequests() {
    List<Requested> requests = new ArrayList<>();
    for (AccountKey account : List.of(one, foreign, other, empty, missing)) {
      IDS.forEach(id -> requests.add(new Requested(account, id)));
    }
    requests.add(new Requested(one, "unknown"));
    requests.add(requests.getFirst());

    List<Optional<ProviderOrganization>> found =
        jdbc().with(connection -> CombinedOrganizationStore.find(connection, requests));

    assertThat(found)
        .isEqualTo(
            requests.stream()
                .map(request -> store.find(request.account(), request.providerOrgId()))
                .toList());
    assertThat(found.stream().flatMap(Optional::stream)).hasSize(2 * IDS.size() + 3 + 1);
    assertThat(found.getFirst().orElseThrow().name()).isEqualTo(name(one, IDS.getFirst()));
    assertThat(found.get(IDS.size()).orElseThrow().name()).isEqualTo(name(foreign, IDS.getFirst()));
  }

  @Test
  void firstPagesAreThoseOfSingleRequests() {
    List<FirstPage> requests = new ArrayList<>();
    for (AccountKey account : List.of(foreign, missing, one, empty, other)) {
      for (int size : List.of(1, 2, 3, 13, 14, 100)) {
        requests.add(new FirstPage(account, page(size)));
      }
    }

    var pages =
        jdbc().with(connection -> CombinedOrganizationStore.firstPages(connection, requests));

    assertThat(pages)
        .isEqualTo(
            requests.stream()
                .map(request -> store.list(request.account(), request.page()))
                .toList());
    assertThat(pages.getFirst().orElseThrow().total()).isEqualTo(IDS.size());
    assertThat(pages.get(5).orElseThrow().items())
        .extracting(ProviderOrganization::providerOrgId)
        .containsExactlyElementsOf(inOrderOfPostgres());
  }

  @Test
  void concurrentRequestsGetTheirOwnOrganizations() throws InterruptedException {
    List<AccountKey> accounts = List.of(one, foreign, other);

    Concurrency.allAtOnce(
        THREADS,
        thread -> {
          AccountKey account = accounts.get(thread % accounts.size());
          int size = 1 + thread % 5;
          for (int i = 0; i < ROUNDS; i++) {
            String id = IDS.get(i % 3);
            assertThat(store.find(account, id).orElseThrow().name()).isEqualTo(name(account, id));
            assertThat(store.list(account, page(size)).orElseThrow().items())
                .hasSize(Math.min(size, account.equals(other) ? 3 : IDS.size()))
                .allMatch(found -> found.name().equals(name(account, found.providerOrgId())));
          }
          return thread;
        });
  }

  @Test
  void aRequestThatPostgresRejectsFailsAlone() throws InterruptedException {
    List<Integer> found =
        Concurrency.allAtOnce(
            THREADS,
            thread -> {
              for (int i = 0; i < ROUNDS; i++) {
                if (thread % 8 == 0) {
                  assertThatThrownBy(() -> store.find(one, "1\0")).hasMessage("A statement failed");
                } else {
                  assertThat(store.find(one, "1")).isPresent();
                }
              }
              return thread;
            });

    assertThat(found).hasSize(THREADS);
  }

  @Test
  void aRequestReadsWhatWasCommittedBeforeIt() throws InterruptedException {
    AccountKey account = account(first, one.owner(), List.of("0"));

    Concurrency.allAtOnce(
        THREADS,
        thread -> {
          for (int i = 0; i < ROUNDS; i++) {
            String id = thread + "-" + i;
            assertThat(store.find(account, id)).isEmpty();
            insert(account, id);
            assertThat(store.find(account, id)).isPresent();
          }
          return thread;
        });
  }

  private static PlainJdbc jdbc() {
    return new PlainJdbc(database.dataSource());
  }

  private static PageRequest page(int size) {
    return new PageRequest(0, size, Optional.empty());
  }

  private static String name(AccountKey account, String id) {
    return id + " of " + account.leafUser().value();
  }

  private static List<String> inOrderOfPostgres() {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select provider_org_id
                          from provider_organization
                         where api_owner_id = :owner
                           and leaf_user_id = :leafUser
                         order by provider_org_id
                        """)
                    .bindMethods(foreign)
                    .mapTo(String.class)
                    .list());
  }

  private static AccountKey account(ApiClient api, ApiOwnerId owner, List<String> ids) {
    String leafUser =
        api.post(
                "/services/usermanagement/api/users",
                "{\"name\": \"Jane Smith\", \"email\": \"jane@example.com\"}")
            .id();
    AccountKey account =
        new AccountKey(owner, new LeafUserId(UUID.fromString(leafUser)), Provider.JOHN_DEERE);
    server
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        insert into provider_account (api_owner_id, leaf_user_id, provider, organization_total)
                        values (:owner, :leafUser, :provider, :total)
                        """)
                    .bindMethods(account)
                    .bind("total", ids.size())
                    .execute());
    ids.forEach(id -> insert(account, id));
    return account;
  }

  private static void insert(AccountKey account, String id) {
    server
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        insert into provider_organization (api_owner_id, leaf_user_id, provider, provider_org_id, name
                                                         , status, management_uri, created_at, updated_at)
                        values (:owner, :leafUser, :provider, :id, :name, 'PREVIEW', '', now(), now())
                        """)
                    .bindMethods(account)
                    .bind("id", id)
                    .bind("name", name(account, id))
                    .execute());
  }
}
