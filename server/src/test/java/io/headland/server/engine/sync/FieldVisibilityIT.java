package io.headland.server.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.MovableClock;
import io.headland.server.ServerFixture;
import io.headland.server.platform.http.ApiClient;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.DemoCredentials;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Which fields a caller sees follows the status of their organization in the current account, when
/// credentials are deleted, attached again, or attached to another account.
class FieldVisibilityIT {
  private static final int FIELDS = 3;

  private MovableClock clock;
  private Simulator simulator;
  private ServerFixture server;
  private FieldDataAccount account;

  @BeforeEach
  void start() {
    clock = new MovableClock();
    simulator =
        Simulator.start(
            SimulatorOptions.defaults().withOrganizations(1).withUsers(2).withFields(FIELDS));
    simulator.control().world().organizations().stream()
        .map(organization -> simulator.control().fieldData(organization.id()))
        .forEach(
            fieldData ->
                fieldData
                    .fields(0, fieldData.fieldCount())
                    .forEach(spot -> fieldData.unarchiveField(spot.field().id())));
    server = ServerFixture.start(simulator.baseUri(), clock, config -> config);
    ApiClient api = server.owner();
    api.patch(
        "/services/config/api/configs",
        "{\"customDataSync\": false, \"organizationDataSync\": \"SELECTED_ONLY\"}");
    account = FieldDataAccount.attach(server, api, credentials(0));
  }

  @AfterEach
  void stop() {
    server.close();
    simulator.close();
  }

  @Test
  void aPreviewOfACredentialAttachedAgainHasNoVisibleFields() {
    String org = account.readOrganization();
    assertThat(account.fieldTotal()).isEqualTo(FIELDS);
    detach();

    attach(0);

    assertThat(account.grower().status(org)).isEqualTo("PREVIEW");
    assertNothingIsVisible();
    account.select(org);
    account.lastRunOnceOver();
    assertThat(account.fieldTotal()).isEqualTo(FIELDS);
  }

  @Test
  void aSelectedOrganizationOfACredentialAttachedAgainHasVisibleFields() {
    String org = account.readOrganization();
    account.deselect(org);
    detach();
    account.grower().configure("ALL");

    attach(0);

    assertThat(account.grower().status(org)).isEqualTo("SELECTED");
    assertThat(account.fields()).hasSize(FIELDS);
    assertThat(account.fieldTotal()).isEqualTo(FIELDS);
    assertThat(account.summary()).element(2).isEqualTo(FIELDS);
  }

  @Test
  void anAccountWithoutTheOrganizationHasNoVisibleFieldsOfIt() {
    String org = account.readOrganization();
    detach();

    attach(1);

    assertThat(account.grower().organization(org).status()).isEqualTo(404);
    assertNothingIsVisible();
  }

  @Test
  void withoutACredentialNoFieldsAreVisibleAndTheyAreDeletedAfterTheRetention() {
    account.readOrganization();
    detach();
    assertNothingIsVisible();
    assertThat(account.count("field", "true")).isEqualTo(FIELDS);
    clock.advance(Duration.ofHours(2));
    Concurrency.await(() -> account.count("organization_snapshot", "hidden_at is not null") == 1);
    assertThat(account.count("field", "true")).isEqualTo(FIELDS);

    clock.advance(server.config().sync().retention());

    Concurrency.awaitInHours(clock, () -> account.count("field", "true") == 0);
  }

  @Test
  void fieldsOfAnUnlistedOrganizationAreDeletedAfterTheRetention() {
    String org = account.readOrganization();
    simulator.control().removeOrganization(org);
    account.syncToItsEnd();
    assertThat(account.grower().status(org)).isEqualTo("BLOCKED");
    assertThat(account.fieldTotal()).isEqualTo(FIELDS);

    clock.advance(server.config().sync().retention());

    Concurrency.awaitInHours(clock, () -> account.count("field", "true") == 0);
    account = account.with(server.owner());
    assertThat(account.fieldTotal()).isZero();
    assertThat(lastDay(FIELDS)).isZero();
    simulator.control().restoreOrganization(org);
    // A scheduled run that began before may be in progress; the request joins it.
    Concurrency.await(
        () -> {
          account.syncToItsEnd();
          return account.fieldTotal() == FIELDS;
        });
  }

  @Test
  void aBlockedOrganizationThatWasAPreviewBeforeHasNoVisibleFields() {
    String org = account.readOrganization();
    account.deselect(org);
    simulator.control().removeOrganization(org);

    account.syncToItsEnd();

    assertThat(account.grower().status(org)).isEqualTo("BLOCKED");
    assertNothingIsVisible();
  }

  @Test
  void anotherCredentialReadsOrganizationsInFull() {
    String org = account.readOrganization();
    account.syncToItsEnd();
    assertThat(signatures(org)).isNotEqualTo("{}");

    // The fields are the same for both accounts, but no response has shown that.
    simulator
        .control()
        .world()
        .findOrganization(org)
        .ifPresent(
            organization ->
                simulator
                    .control()
                    .putOrganization(organization.withMember(credentials(1).userName(), true)));
    detach();
    attach(1);
    account.select(org);

    assertThat(FieldDataAccount.fieldsOf(account.lastRunOnceOver()).path("unchanged").intValue())
        .isEqualTo(FIELDS);
    assertThat(account.lastRun().path("providerCalls").intValue()).isPositive();
    assertThat(
            FieldDataAccount.fieldDataCalls(simulator).stream()
                .filter(call -> call.contains("fields")))
        .hasSizeGreaterThan(1);
    assertThat(account.fieldTotal()).isEqualTo(FIELDS);
  }

  @Test
  void attachingAgainPublishesNothingForUnchangedFields() {
    String org = account.readOrganization();
    int eventsBefore = account.events("entity like 'field/%'");
    detach();
    attach(0);

    account.select(org);
    account.lastRunOnceOver();

    assertThat(account.fieldTotal()).isEqualTo(FIELDS);
    assertThat(account.events("entity like 'field/%'")).isEqualTo(eventsBefore);
  }

  @Test
  void theHistoryOfCountsFollowsADeletedCredential() {
    account.readOrganization();
    assertThat(lastDay(FIELDS)).isEqualTo(FIELDS);

    detach();

    assertThat(lastDay(FIELDS)).isZero();
  }

  private void assertNothingIsVisible() {
    assertThat(account.fields()).isEmpty();
    assertThat(account.fieldTotal()).isZero();
    account
        .api()
        .get("/services/integrations/api/resources?leafUserId=" + account.grower().leafUserId())
        .json()
        .path("summaries")
        .forEach(
            summary -> {
              assertThat(summary.path("growers").intValue()).isZero();
              assertThat(summary.path("farms").intValue()).isZero();
              assertThat(summary.path("fields").intValue()).isZero();
            });
  }

  /// The number of fields at the end of the history.
  ///
  /// @param none the result for an empty history
  private int lastDay(int none) {
    JsonNode days =
        account
            .api()
            .get(
                "/services/headland/api/users/"
                    + account.grower().leafUserId()
                    + "/JohnDeere/counts/history?to="
                    + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
            .json()
            .path("days");
    return days.isEmpty() ? none : days.get(days.size() - 1).path("fields").intValue();
  }

  private String signatures(String org) {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select signatures::text from organization_snapshot where provider_org_id ="
                            + " :org")
                    .bind("org", org)
                    .mapTo(String.class)
                    .one());
  }

  private void detach() {
    assertThat(account.api().delete(account.grower().user("/john-deere-credentials")).status())
        .isEqualTo(204);
  }

  private void attach(int user) {
    account.grower().attach(credentials(user));
    account.lastRunOnceOver();
  }

  /// A separate grant for each use: deleting a credential may end its grant.
  private DemoCredentials credentials(int user) {
    DemoCredentials given = simulator.credentials(user);
    return new DemoCredentials(
        given.clientKey(),
        given.clientSecret(),
        simulator.control().issueGrant(given.userName(), given.clientKey()),
        given.userName(),
        given.password());
  }
}
