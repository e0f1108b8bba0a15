package io.headland.server.api.organization;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.MovableClock;
import io.headland.server.ServerFixture;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.fault.Fault;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Provider organizations of the simulator: its test data, and faults.
class OrganizationIT {
  private static final String LISTING = "/platform/organizations";

  /// With one of them in an index, each update would add an entry to all indexes.
  private static final Pattern STATUS_COLUMNS =
      Pattern.compile("\\b(status|chosen_status|fields_visible|updated_at)\\b");

  private static final MovableClock CLOCK = new MovableClock();

  private static ServerFixture server;
  private static ApiClient api;
  private static Simulator current;

  private Simulator simulator;
  private GrowerAccount account;

  @BeforeAll
  static void startServer() {
    current = startSimulator();
    server = ServerFixture.start(current.baseUri(), CLOCK, config -> config);
    api = server.owner();
  }

  @AfterAll
  static void stop() {
    server.close();
    current.close();
  }

  @BeforeEach
  void attachAccount() {
    simulator = current;
    simulator.control().clearFaults();
    simulator.control().world().organizations().forEach(organization -> restore(organization.id()));
    account = GrowerAccount.attached(api, simulator.demoCredentials());
    simulator.control().clearRequests();
  }

  private static Simulator startSimulator() {
    return Simulator.start(
        SimulatorOptions.defaults().withPort(0).withSeed(7).withOrganizations(30));
  }

  private void restore(String id) {
    simulator.control().restoreOrganization(id);
    simulator.control().unrestrict(id);
  }

  /// The statement that locks the organization begins with the earlier version of the row.
  @Test
  void aRequestedStatusIsStoredOfTheRowThatAnotherTransactionChanged() throws Exception {
    String id = account.idsWith("SELECTED").getFirst();
    CompletableFuture<ApiResponse> response;
    try (Handle other = server.jdbi().open()) {
      other.begin();
      other.execute(
          """
          update provider_organization
             set status = 'PREVIEW'
               , chosen_status = null
           where leaf_user_id = ?
             and provider_org_id = ?
          """,
          UUID.fromString(account.leafUserId()),
          id);
      response = CompletableFuture.supplyAsync(() -> account.choose(id, "PREVIEW"));
      Concurrency.await(this::isWaitingForARow);
      other.commit();
    }

    assertThat(response.get().json().path("status").stringValue()).isEqualTo("PREVIEW");
    assertThat(account.status(id)).isEqualTo("PREVIEW");
    assertThat(chosenStatus(id)).isEqualTo("PREVIEW");
  }

  private boolean isWaitingForARow() {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select exists (select from pg_stat_activity
                                        where wait_event_type = 'Lock'
                                          and datname = current_database()
                                          and query like '%chosen_status%')
                        """)
                    .mapTo(Boolean.class)
                    .one());
  }

  private String chosenStatus(String id) {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select chosen_status
                          from provider_organization
                         where leaf_user_id = :leafUser
                           and provider_org_id = :id
                        """)
                    .bind("leafUser", UUID.fromString(account.leafUserId()))
                    .bind("id", id)
                    .mapTo(String.class)
                    .one());
  }

  @Test
  void noIndexOfTheTableContainsWhatAChangeOfTheStatusWrites() {
    List<String> indexes =
        server
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            """
                            select pg_get_indexdef(indexrelid)
                              from pg_index
                             where indrelid = 'provider_organization'::regclass
                            """)
                        .mapTo(String.class)
                        .list());

    assertThat(indexes).isNotEmpty().noneMatch(index -> STATUS_COLUMNS.matcher(index).find());
  }

  @Test
  void connectedOnesAreSelectedAndUnconnectedOnesBlockedWithTheirReason() {
    List<JsonNode> organizations = account.organizations();
    assertThat(organizations).hasSize(30);
    assertThat(account.idsWith("SELECTED")).isNotEmpty();
    assertThat(organizations)
        .filteredOn(organization -> organization.path("status").stringValue().equals("BLOCKED"))
        .isNotEmpty()
        .allSatisfy(
            organization -> {
              assertThat(organization.path("blockedReason").stringValue())
                  .isEqualTo("NOT_CONNECTED");
              assertThat(organization.path("managementUri").stringValue())
                  .contains("select-organizations");
            });
    assertThat(organizations)
        .filteredOn(organization -> organization.path("status").stringValue().equals("SELECTED"))
        .noneMatch(organization -> organization.has("blockedReason"));
  }

  @Test
  void theLiveListAgreesWithTheStoredOneAndStoresNothing() {
    JsonNode live = api.get(account.user("/organizations/JohnDeere")).json();
    assertThat(live.path("connectedOrganizations")).hasSize(account.idsWith("SELECTED").size());
    assertThat(live.path("notConnectedOrganizations")).hasSize(account.idsWith("BLOCKED").size());
  }

  @Test
  void followingTheLinksShowsEveryOrganizationOnce() {
    Set<String> ids = new HashSet<>();
    String target = account.user("/JohnDeere/organizations?size=7");
    int pages = 0;
    while (!target.isEmpty()) {
      ApiResponse page = api.get(target);
      assertThat(page.total()).isEqualTo(30);
      page.json()
          .forEach(item -> assertThat(ids.add(item.path("providerOrgId").stringValue())).isTrue());
      target = next(page);
      pages++;
    }
    assertThat(ids).hasSize(30);
    assertThat(pages).isEqualTo(5);
  }

  @Test
  void aPageByNumberIsThePageThatTheLinksLeadTo() {
    ApiResponse linked = api.get(next(api.get(account.user("/JohnDeere/organizations?size=8"))));
    ApiResponse numbered = api.get(account.user("/JohnDeere/organizations?size=8&page=1"));
    assertThat(linked.json()).isEqualTo(numbered.json());
    ApiResponse last = api.get(account.user("/JohnDeere/organizations?size=8&page=3"));
    assertThat(last.json()).hasSize(6);
    assertThat(api.get(account.user("/JohnDeere/organizations?size=8&page=4")).json()).isEmpty();
  }

  @Test
  void aPositionThatPostgresCannotStoreIsRejected() {
    for (String list :
        List.of(
            account.user("/JohnDeere/organizations"),
            "/services/headland/api/users/"
                + account.leafUserId()
                + "/JohnDeere/organizations/counts")) {
      assertThat(api.get(list + "?after=%00").status()).as(list).isEqualTo(400);
      assertThat(api.get(list + "?before=a%00").status()).as(list).isEqualTo(400);
    }
  }

  @Test
  void aChoiceIsTakenInBothForms() {
    String id = account.idsWith("SELECTED").getFirst();
    ApiResponse preview = account.choose(id, "PREVIEW");
    assertThat(preview.status()).isEqualTo(200);
    assertThat(preview.json().path("status").stringValue()).isEqualTo("PREVIEW");
    ApiResponse selected =
        api.patch(account.user("/JohnDeere/organizations/" + id), "{\"status\": \"SELECTED\"}");
    assertThat(selected.status()).isEqualTo(200);
    assertThat(account.status(id)).isEqualTo("SELECTED");
  }

  @Test
  void whatCannotBeChosenIsRefusedAndChangesNothing() {
    String selected = account.idsWith("SELECTED").getFirst();
    String blocked = account.idsWith("BLOCKED").getFirst();
    assertThat(account.choose(blocked, "SELECTED").errorKey()).isEqualTo("organizationBlocked");
    assertThat(account.choose(blocked, "PREVIEW").status()).isEqualTo(400);
    assertThat(account.choose(selected, "BLOCKED").errorKey()).isEqualTo("statusNotAllowed");
    assertThat(account.choose(selected, "selected").errorKey()).isEqualTo("statusNotAllowed");
    assertThat(account.choose("no-such-one", "SELECTED").status()).isEqualTo(404);
    assertThat(api.patch(account.user("/JohnDeere/organizations/" + selected), "{}").status())
        .isEqualTo(400);
    assertThat(api.patch(account.user("/JohnDeere/organizations/" + selected)).status())
        .isEqualTo(400);
    assertThat(account.status(selected)).isEqualTo("SELECTED");
    assertThat(account.status(blocked)).isEqualTo("BLOCKED");
  }

  @Test
  void takesTheIdAndTheStatusInTheBody() {
    String id = account.idsWith("SELECTED").getFirst();
    String organizations = account.user("/JohnDeere/organizations");
    String body = "{\"%s\": \"%s\", \"status\": \"%s\"}";

    for (String key : new String[] {"providerOrgId", "id", "provider_org_id"}) {
      assertThat(api.patch(organizations, body.formatted(key, id, "PREVIEW")).json())
          .isEqualTo(account.organization(id).json());
      assertThat(account.status(id)).isEqualTo("PREVIEW");
      assertThat(api.patch(organizations, body.formatted(key, id, "SELECTED")).status())
          .isEqualTo(200);
    }
    assertThat(
            api.patch(
                    organizations, "{\"providerOrgId\": %s, \"status\": \"PREVIEW\"}".formatted(id))
                .status())
        .isEqualTo(200);
    assertThat(api.patch(organizations, body.formatted("id", id, "BLOCKED")).errorKey())
        .isEqualTo("statusNotAllowed");
    assertThat(api.patch(organizations, body.formatted("id", "999", "PREVIEW")).errorKey())
        .isEqualTo("providerOrganizationNotFound");
    assertThat(api.patch(organizations, "{\"status\": \"PREVIEW\"}").wrongFields())
        .containsExactly("providerOrgId");
    assertThat(api.patch(organizations, "{}").wrongFields())
        .containsExactly("providerOrgId", "status");
  }

  @Test
  void aLostConnectionBlocksAndARepairedOneBringsTheChoiceBack() {
    String id = account.idsWith("SELECTED").getFirst();
    account.choose(id, "PREVIEW");
    simulator.control().disconnect(id);
    assertThat(account.sync().status()).isEqualTo(202);
    JsonNode lost = account.organization(id).json();
    assertThat(lost.path("status").stringValue()).isEqualTo("BLOCKED");
    assertThat(lost.path("blockedReason").stringValue()).isEqualTo("NOT_CONNECTED");
    assertThat(lost.path("managementUri").stringValue()).contains("select-organizations");

    simulator.control().connect(id);
    account.sync();
    assertThat(account.status(id)).isEqualTo("PREVIEW");
  }

  @Test
  void aNeverConnectedOneBecomesPreviewOnceConnected() {
    String id = account.idsWith("BLOCKED").getFirst();
    simulator.control().connect(id);
    account.sync();
    assertThat(account.status(id)).isEqualTo("PREVIEW");
    simulator.control().disconnect(id);
  }

  @Test
  void aVanishedOneIsNotVisibleAndComesBackAsItWas() {
    String id = account.idsWith("SELECTED").getFirst();
    simulator.control().removeOrganization(id);
    account.sync();
    assertThat(account.organization(id).json().path("blockedReason").stringValue())
        .isEqualTo("NOT_VISIBLE");
    simulator.control().restoreOrganization(id);
    account.sync();
    assertThat(account.status(id)).isEqualTo("SELECTED");
  }

  @Test
  void aRestrictedOneSaysWhereTheCustomerMustAct() {
    String id = account.idsWith("SELECTED").getFirst();
    simulator.control().restrict(id, "https://example.com/terms");
    account.sync();
    JsonNode restricted = account.organization(id).json();
    assertThat(restricted.path("blockedReason").stringValue())
        .isEqualTo("CUSTOMER_ACTION_REQUIRED");
    assertThat(restricted.path("actionUri").stringValue()).isEqualTo("https://example.com/terms");
    simulator.control().unrestrict(id);
    account.sync();
    assertThat(account.status(id)).isEqualTo("SELECTED");
  }

  @Test
  void aMassLossIsStoppedUntilACallerInsists() {
    List<String> selected = account.idsWith("SELECTED");
    selected.forEach(simulator.control()::removeOrganization);
    ApiResponse guarded = account.sync();
    assertThat(guarded.status()).isEqualTo(409);
    assertThat(guarded.errorKey()).isEqualTo("syncGuarded");
    assertThat(account.run(guarded).json().path("state").stringValue()).isEqualTo("GUARDED");
    assertThat(account.idsWith("SELECTED")).hasSameSizeAs(selected);

    assertThat(account.sync("?force=true").status()).isEqualTo(202);
    assertThat(account.idsWith("SELECTED")).isEmpty();

    selected.forEach(simulator.control()::restoreOrganization);
    account.sync();
    assertThat(account.idsWith("SELECTED")).containsExactlyInAnyOrderElementsOf(selected);
  }

  @Test
  void aChangedConfigurationChangesOnlyStatusesThatWereNotChosen() {
    String chosen = account.idsWith("SELECTED").getFirst();
    account.choose(chosen, "SELECTED");
    account.configure("SELECTED_ONLY");
    account.sync();
    assertThat(account.idsWith("SELECTED")).containsExactly(chosen);
    account.configure("ALL");
    account.sync();
    assertThat(account.idsWith("PREVIEW")).isEmpty();
  }

  @Test
  void anUnchangedAccountCostsOneCall() {
    ApiResponse sync = account.sync();
    assertThat(sync.header("X-Headland-Sync-State")).contains("UNCHANGED");
    assertThat(account.run(sync).json().path("providerCalls").intValue()).isEqualTo(1);
    assertThat(simulator.control().requests()).hasSize(1);
  }

  @Test
  void theTwoFamiliesOfPathsNeverCollide() {
    assertThat(api.get(account.user("/organizations/JohnDeere")).json().isObject()).isTrue();
    assertThat(api.get(account.user("/JohnDeere/organizations")).json().isArray()).isTrue();
    assertThat(api.get(account.user("/organizations/organizations")).errorKey())
        .isEqualTo("providerNotSupported");
    assertThat(api.get(account.user("/CNHI/organizations")).errorKey())
        .isEqualTo("providerNotSupported");
    assertThat(api.get(account.user("/JohnDeere/organizations/sync")).status()).isEqualTo(404);
    assertThat(api.patch(account.user("/JohnDeere/organizations/sync")).status()).isEqualTo(202);
  }

  static List<Arguments> providerFaults() {
    return List.of(
        Arguments.argumentSet("throttling", Fault.status(429).retryAfter(Duration.ofSeconds(77))),
        Arguments.argumentSet("failing", Fault.status(500)),
        Arguments.argumentSet("unavailable", Fault.status(503)),
        Arguments.argumentSet("cutting its body short", Fault.cutBody()),
        Arguments.argumentSet("talking HTML", Fault.htmlPage(200)),
        Arguments.argumentSet("talking broken JSON", Fault.brokenJson()));
  }

  @ParameterizedTest
  @MethodSource("providerFaults")
  void aProvidersBadDayIsA503AndChangesNothing(Fault fault) {
    List<JsonNode> before = account.organizations();
    // Not the short response for an unchanged signature, but a complete listing, which the fault
    // can affect.
    simulator
        .control()
        .rename(before.getFirst().path("providerOrgId").stringValue(), "Named for " + fault);
    simulator.control().addFault(fault.on("GET", LISTING).always());

    ApiResponse sync = account.sync();
    assertThat(sync.status()).isEqualTo(503);
    assertThat(sync.errorKey()).isEqualTo("providerUnavailable");
    assertThat(sync.header("Retry-After")).isPresent();
    if (fault.effect() instanceof Fault.Effect.Status status
        && status.findRetryAfter().isPresent()) {
      assertThat(sync.header("Retry-After")).contains("77");
    }
    assertThat(account.run(sync).json().path("state").stringValue()).isEqualTo("FAILED");
    assertThat(api.get(account.user("/organizations/JohnDeere")).status()).isEqualTo(503);
    assertThat(account.organizations()).isEqualTo(before);
    assertThat(api.get(account.user("/john-deere-credentials")).json().path("status").stringValue())
        .isEqualTo("TEMPORARILY_UNAVAILABLE");

    simulator.control().clearFaults();
    // The duration of a throttle of the provider, if there is one.
    CLOCK.advance(Duration.ofMinutes(2));
    assertThat(account.sync().status()).isEqualTo(202);
    assertThat(api.get(account.user("/john-deere-credentials")).json().path("status").stringValue())
        .isEqualTo("OK");
  }

  @Test
  void aTokenThatExpiresOnTheWayIsRenewedOnce() {
    simulator.control().addFault(Fault.expireToken().on("GET", LISTING));
    assertThat(account.sync().status()).isEqualTo(202);
  }

  @Test
  void aForbiddenListingIsAMissingPermission() {
    simulator.control().addFault(Fault.status(403).on("GET", LISTING).always());
    ApiResponse sync = account.sync();
    assertThat(sync.status()).isEqualTo(400);
    assertThat(sync.errorKey()).isEqualTo("credentialsMissingPermission");
  }

  private static final Pattern NEXT = Pattern.compile("<([^>]*)>; rel=\"next\"");

  private static String next(ApiResponse page) {
    Matcher link = NEXT.matcher(page.header("Link").orElse(""));
    return link.find() ? link.group(1) : "";
  }
}
