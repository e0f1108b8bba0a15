package io.headland.server.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.App;
import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.FieldDataControl;
import io.headland.simulator.fault.Fault;
import io.headland.simulator.fielddata.Boundary;
import io.headland.simulator.fielddata.ClientRow;
import io.headland.simulator.fielddata.FieldWithParents;
import io.headland.simulator.johndeere.world.Switches;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/// Fields that were created through the API are sent to John Deere. Each test has a separate user
/// at the provider.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FieldSendIT {
  private static final String WITH_HOLE =
      """
      {"type": "Polygon", "coordinates": [
       [[10, 50], [10.01, 50], [10.01, 50.01], [10, 50.01], [10, 50]],
       [[10.002, 50.002], [10.002, 50.004], [10.004, 50.004], [10.004, 50.002], [10.002, 50.002]]]}
      """;

  private final AtomicInteger users = new AtomicInteger();

  private Simulator simulator;
  private ServerFixture server;
  private App secondNode;
  private ApiClient api;
  private FieldDataAccount account;
  private FieldDataControl fieldData;
  private String org;
  private String field;

  /// Behaviour of the simulator that no recorded traffic of the provider determines.
  Switches switches() {
    return Switches.defaults();
  }

  @BeforeAll
  void start() {
    simulator =
        Simulator.start(
            SimulatorOptions.defaults()
                .withSwitches(switches())
                .withSeed(11)
                .withOrganizations(8)
                .withUsers(30));
    server = ServerFixture.start(simulator.baseUri());
    secondNode = server.startNode();
    api = server.owner();
    api.patch(
        "/services/config/api/configs",
        "{\"customDataSync\": false, \"organizationDataSync\": \"SELECTED_ONLY\"}");
  }

  @AfterAll
  void stop() {
    server.close();
    simulator.close();
  }

  @BeforeEach
  void createAField() {
    simulator.control().clearFaults();
    account = FieldDataAccount.attach(server, api, simulator.credentials(users.getAndIncrement()));
    org = account.previewOrganization();
    simulator.control().withholdRels(org);
    fieldData = simulator.control().fieldData(org);
    field = create("North Quarter", farm("River Bend", grower("Jane Smith")));
    simulator.control().clearRequests();
  }

  @Test
  void aFieldIsCreatedWithItsParentsAndItsBoundary() {
    ApiResponse sent = send();

    assertThat(sent.status()).isEqualTo(201);
    FieldWithParents fieldWithParents = only("North Quarter");
    assertThat(fieldWithParents.farm().name()).isEqualTo("River Bend");
    assertThat(fieldWithParents.client().name()).isEqualTo("Jane Smith");
    Boundary boundary = fieldWithParents.field().findActiveBoundary().orElseThrow();
    JsonNode response = sent.json();
    assertThat(response.path("id").stringValue()).isEqualTo(id(field));
    assertThat(response.path("providerName").stringValue()).isEqualTo("JohnDeere");
    assertThat(response.path("providerId").intValue()).isEqualTo(2);
    assertThat(response.path("organizationId").stringValue()).isEqualTo(org);
    assertThat(response.path("providerFieldId").stringValue())
        .isEqualTo(fieldWithParents.field().id());
    assertThat(response.path("providerFieldName").stringValue()).isEqualTo("North Quarter");
    assertThat(response.path("providerBoundaryId").stringValue()).isEqualTo(boundary.id());
    assertThat(boundary.name()).isEqualTo("North Quarter");
    assertThat(boundary.rings()).extracting(Boundary.Ring::exterior).containsExactly(true, false);
    assertThat(boundary.hectares())
        .isCloseTo(response.at("/area/value").doubleValue(), within(0.5));
    assertThat(api.get(field).json().has("providerFieldId")).isFalse();
  }

  @Test
  void aFieldThatWasSentIsNotSentAgain() {
    JsonNode first = send().json();
    simulator.control().clearRequests();

    ApiResponse again = send();

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json()).isEqualTo(first);
    assertThat(simulator.control().requests()).isEmpty();
  }

  @Test
  void clientAndFarmAreUsedWhereTheyExist() {
    fieldData.addField("Jane Smith", "River Bend", "South Quarter");
    int clients = clients().size();

    assertThat(send().status()).isEqualTo(201);

    assertThat(clients()).hasSize(clients);
    assertThat(only("North Quarter").farm().id()).isEqualTo(only("South Quarter").farm().id());
    assertThat(posts("clients")).isZero();
    assertThat(posts("farms")).isZero();
  }

  @Test
  void aSyncStoresItNeitherTwiceNorAsRemoved() {
    assertThat(send().status()).isEqualTo(201);
    JsonNode before = api.get(field).json();

    account.select(org);
    JsonNode run = account.lastRunOnceOver();
    account.syncToItsEnd("?force=true");

    assertThat(run.path("state").stringValue()).isEqualTo("SUCCEEDED");
    assertThat(named("North Quarter")).hasSize(1);
    assertThat(api.get(field).json()).isEqualTo(before);
    assertThat(account.fieldTotal()).isEqualTo(shownAtProvider());
    assertThat(account.count("field", "removed_at is not null or missing_since is not null"))
        .isZero();
  }

  @Test
  void whatASyncStoredMeanwhileIsDeleted() {
    refuseToStore();
    try {
      assertThat(send().status()).isEqualTo(500);
    } finally {
      storeAgain();
    }
    account.select(org);
    assertThat(account.lastRunOnceOver().path("state").stringValue()).isEqualTo("SUCCEEDED");
    assertThat(named("North Quarter")).hasSize(2);

    assertThat(send().status()).isEqualTo(201);

    assertThat(named("North Quarter")).hasSize(1);
    assertThat(account.fieldTotal()).isEqualTo(shownAtProvider());
    account.syncToItsEnd("?force=true");
    assertThat(named("North Quarter")).hasSize(1);
    assertThat(account.fieldTotal()).isEqualTo(shownAtProvider());
  }

  @Test
  void aFailureBetweenFarmAndFieldIsContinued() {
    simulator.control().addFault(Fault.status(503).on("POST", "*/fields"));

    ApiResponse failed = send();
    assertThat(failed.status()).isEqualTo(503);
    assertThat(failed.errorKey()).isEqualTo("providerUnavailable");
    assertThat(failed.header("Retry-After")).isPresent();
    assertThat(send().status()).isEqualTo(201);

    assertThat(only("North Quarter").farm().name()).isEqualTo("River Bend");
    assertThat(posts("clients")).isEqualTo(1);
    assertThat(posts("farms")).isEqualTo(1);
    assertThat(posts("boundaries")).isEqualTo(1);
  }

  @Test
  void aFailureBeforeTheBoundaryIsContinued() {
    simulator.control().addFault(Fault.status(503).on("POST", "*/boundaries"));

    assertThat(send().status()).isEqualTo(503);
    ApiResponse sent = send();

    assertThat(sent.status()).isEqualTo(201);
    assertThat(posts("fields")).isEqualTo(1);
    assertThat(only("North Quarter").field().boundaries()).hasSize(1);
  }

  @Test
  void aFieldThatWasDeletedAtTheProviderMeanwhileIsCreatedAgain() {
    simulator.control().addFault(Fault.status(503).on("POST", "*/boundaries"));
    assertThat(send().status()).isEqualTo(503);
    fieldData.removeField(only("North Quarter").field().id());

    ApiResponse sent = send();

    assertThat(sent.status()).isEqualTo(201);
    assertThat(sent.json().path("providerFieldId").stringValue())
        .isEqualTo(only("North Quarter").field().id());
    assertThat(only("North Quarter").field().findActiveBoundary()).isPresent();
  }

  @Test
  void aTokenThatIsRefusedOnTheWayIsRenewed() {
    simulator.control().addFault(Fault.expireToken().on("POST", "*/farms"));

    assertThat(send().status()).isEqualTo(201);

    assertThat(only("North Quarter").client().name()).isEqualTo("Jane Smith");
  }

  /// As after `kill -9`: John Deere has created the field, and the server has not stored that.
  @Test
  void aFieldWhoseCreationWasNotStoredIsAdopted() {
    refuseToStore();
    try {
      assertThat(send().status()).isEqualTo(500);
    } finally {
      storeAgain();
    }
    theNextRequestAdoptsTheField();
  }

  private void theNextRequestAdoptsTheField() {
    String created = only("North Quarter").field().id();

    ApiResponse sent = send();

    assertThat(sent.status()).isEqualTo(201);
    assertThat(sent.json().path("providerFieldId").stringValue()).isEqualTo(created);
    assertThat(only("North Quarter").field().findActiveBoundary()).isPresent();
    assertThat(posts("fields")).isEqualTo(1);
    assertThat(posts("boundaries")).isEqualTo(1);
  }

  /// John Deere has created the field, and its response does not arrive.
  @Test
  void aFieldWhoseCreationGotNoResponseIsAdopted() {
    simulator.control().addFault(Fault.cutBody().on("POST", "*/fields"));

    assertThat(send().errorKey()).isEqualTo("providerUnavailable");
    theNextRequestAdoptsTheField();
  }

  /// A node that ended while it sent the field leaves its lease.
  @Test
  void aLeaseIsRespectedUntilItEnds() {
    simulator.control().addFault(Fault.status(503).on("POST", "*/fields"));
    assertThat(send().status()).isEqualTo(503);
    lease("now() + interval '1 minute'");

    ApiResponse busy = send();
    assertThat(busy.status()).isEqualTo(409);
    assertThat(busy.errorKey()).isEqualTo("fieldBeingSent");
    assertThat(busy.header("Retry-After")).isPresent();
    assertThat(fieldsWithParents("North Quarter")).isEmpty();
    lease("now() - interval '1 second'");

    assertThat(send().status()).isEqualTo(201);
  }

  private void lease(String until) {
    server
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "update field_link set lease_holder = gen_random_uuid(), lease_until = "
                        + until
                        + " where field_id = ?::uuid",
                    id(field)));
  }

  @Test
  void aFieldRenamedAfterALostResponseIsFound() {
    refuseToStore();
    try {
      assertThat(send().status()).isEqualTo(500);
    } finally {
      storeAgain();
    }
    api.patch(field, "{\"name\": \"Renamed\"}");

    assertThat(send().json().path("providerFieldId").stringValue())
        .isEqualTo(only("North Quarter").field().id());
    assertThat(fieldsWithParents("Renamed")).isEmpty();
  }

  @Test
  void twoNodesAtOnceSendItOnce() throws InterruptedException {
    ApiClient second =
        ApiClient.of(secondNode.baseUri())
            .signIn(ServerFixture.OWNER_EMAIL, ServerFixture.OWNER_PASSWORD);

    List<ApiResponse> answers =
        Concurrency.allAtOnce(
            4, i -> (i % 2 == 0 ? api : second).post(path(field, "JohnDeere", org)));

    assertThat(answers).filteredOn(response -> response.status() == 201).hasSize(1);
    assertThat(answers)
        .filteredOn(response -> response.status() != 201)
        .allMatch(
            response ->
                response.status() == 200
                    || (response.status() == 409 && response.errorKey().equals("fieldBeingSent")));
    assertThat(only("North Quarter").field().boundaries()).hasSize(1);
    assertThat(posts("fields")).isEqualTo(1);
    assertThat(send().status()).isEqualTo(200);
  }

  @Test
  void anotherFieldOfThatNameIsRefused() {
    String theirs = fieldData.addField("Jane Smith", "River Bend", "North Quarter");

    for (int i = 0; i < 2; i++) {
      ApiResponse refused = send();
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.errorKey()).isEqualTo("fieldExistsAtProvider");
      assertThat(refused.json().path("detail").stringValue())
          .contains("North Quarter", "River Bend", "Jane Smith");
    }

    assertThat(only("North Quarter").field().id()).isEqualTo(theirs);
    assertThat(posts("fields")).isZero();
    api.patch(field, "{\"name\": \"North Half\"}");
    assertThat(send().status()).isEqualTo(201);
    assertThat(only("North Half").farm().id()).isEqualTo(only("North Quarter").farm().id());
  }

  /// A failed request does not make another user's field ours: the creation was definitely refused.
  @Test
  void aFieldCreatedElsewhereAfterARejectionIsNotAdopted() {
    simulator.control().addFault(Fault.status(403).on("POST", "*/fields"));
    ApiResponse forbidden = send();
    assertThat(forbidden.status()).isEqualTo(400);
    assertThat(forbidden.errorKey()).isEqualTo("credentialsMissingPermission");
    fieldData.addField("Jane Smith", "River Bend", "North Quarter");

    assertThat(send().errorKey()).isEqualTo("fieldExistsAtProvider");
  }

  @Test
  void whatTheProviderRefusesIsNamed() {
    String other = create("North Quarter 2", farm("River Bend", grower("Jane Smith")));
    String archived = fieldData.addField("Jane Smith", "River Bend", "North Quarter 2");
    fieldData.archiveField(archived);

    ApiResponse refused = send(other);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.errorKey()).isEqualTo("refusedByProvider");
    assertThat(refused.json().path("detail").stringValue()).contains("CFF_ALREADY_EXISTS_ARCHIVED");
  }

  @Test
  void aBlockedOrganizationIsRefused() {
    simulator.control().disconnect(org);
    account.syncToItsEnd();

    ApiResponse refused = send();

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.errorKey()).isEqualTo("organizationBlocked");
    assertThat(fieldsWithParents("North Quarter")).isEmpty();
  }

  @Test
  void whatCannotBeSentIsNamed() {
    assertThat(api.post(field + "/integration/JohnDeere").wrongFields())
        .containsExactly("organizationId");
    ApiResponse unknown = api.post(path(field, "JohnDeere", "4711"));
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.errorKey()).isEqualTo("providerOrganizationNotFound");
    assertThat(api.post(path(field, "JohnDeere", "%00")).status()).isEqualTo(404);
    for (String provider : List.of("Trimble", "CNHI", "Leaf")) {
      ApiResponse unsupported = api.post(path(field, provider, org));
      assertThat(unsupported.status()).isEqualTo(400);
      assertThat(unsupported.errorKey()).isEqualTo("providerNotSupported");
      assertThat(unsupported.json().path("detail").stringValue()).contains("JohnDeere.");
    }
    assertThat(send(create("Alone", 0)).errorKey()).isEqualTo("fieldNotComplete");
    assertThat(send(create("Half", farm("No Grower", 0))).errorKey()).isEqualTo("fieldNotComplete");
    assertThat(fieldsWithParents("North Quarter")).isEmpty();
  }

  @Test
  void aFieldOfTheProviderIsNotSent() {
    account.select(org);
    assertThat(account.lastRunOnceOver().path("state").stringValue()).isEqualTo("SUCCEEDED");
    String theirs =
        account.fields().stream()
            .filter(one -> one.has("providerFieldId"))
            .map(one -> account.fieldsPath() + "/" + one.path("id").stringValue())
            .findFirst()
            .orElseThrow();

    assertThat(send(theirs).errorKey()).isEqualTo("fieldNotEditable");
  }

  @Test
  void aFieldOfAnotherApiOwnerIsNotFound() {
    ApiClient otherOwner = server.newOwner("stranger-" + users.get() + "@example.com");

    ApiResponse response = otherOwner.post(path(field, "JohnDeere", org));

    assertThat(response.status()).isEqualTo(404);
    assertThat(response.errorKey()).isEqualTo("fieldNotFound");
    assertThat(fieldsWithParents("North Quarter")).isEmpty();
  }

  @Test
  void withoutACredentialNothingIsSent() {
    api.delete(account.grower().user("/john-deere-credentials"));

    ApiResponse response = send();

    assertThat(response.status()).isEqualTo(404);
    assertThat(response.errorKey()).isEqualTo("credentialsNotFound");
  }

  @Test
  void onceDeletedHereItIsStoredAsTheProviders() {
    String sent = send().json().path("providerFieldId").stringValue();
    account.select(org);
    account.lastRunOnceOver();
    long before = account.fieldTotal();

    assertThat(api.delete(field).status()).isEqualTo(204);
    assertThat(account.fieldTotal()).isEqualTo(before - 1);
    account.syncToItsEnd();

    assertThat(account.fieldTotal()).isEqualTo(before);
    JsonNode synced = named("North Quarter").getFirst();
    assertThat(synced.path("providerFieldId").stringValue()).isEqualTo(sent);
    assertThat(synced.path("id").stringValue()).isNotEqualTo(id(field));
    assertThat(only("North Quarter").field().findActiveBoundary()).isPresent();
  }

  /// An organization with links to all kinds of records, or without links if links are sparse. The
  /// database refuses to store the id of the field after John Deere has created it.
  private void refuseToStore() {
    server
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createScript(
                        """
                        create function refuse_link() returns trigger language plpgsql
                            as 'begin raise exception ''not stored''; end';
                        create trigger refuse_link before update on field_link for each row
                          when (new.provider_field_id <> old.provider_field_id)
                          execute function refuse_link();
                        """)
                    .execute());
  }

  private void storeAgain() {
    server
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createScript(
                        """
                        drop trigger refuse_link on field_link;
                        drop function refuse_link();
                        """)
                    .execute());
  }

  private ApiResponse send() {
    return send(field);
  }

  private ApiResponse send(String path) {
    return api.post(path(path, "JohnDeere", org));
  }

  private static String path(String field, String provider, String org) {
    return field + "/integration/" + provider + "?organizationId=" + org;
  }

  private long grower(String name) {
    return number(api.post(parents("/growers"), "{\"name\": \"%s\"}".formatted(name)));
  }

  private long farm(String name, long grower) {
    String of = grower == 0 ? "" : ", \"growerId\": " + grower;
    return number(api.post(parents("/farms"), "{\"name\": \"%s\"%s}".formatted(name, of)));
  }

  private String parents(String kind) {
    return "/services/fields/api/users/" + account.grower().leafUserId() + kind;
  }

  private static long number(ApiResponse created) {
    assertThat(created.status()).isEqualTo(201);
    return created.json().path("id").longValue();
  }

  private String create(String name, long farm) {
    String of = farm == 0 ? "" : ", \"farmId\": " + farm;
    ApiResponse created =
        api.post(
            account.fieldsPath(),
            "{\"name\": \"%s\", \"geometry\": %s%s}".formatted(name, WITH_HOLE, of));
    assertThat(created.status()).isEqualTo(201);
    return account.fieldsPath() + "/" + created.id();
  }

  private static String id(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private List<JsonNode> named(String name) {
    return account.fields().stream()
        .filter(one -> one.path("name").stringValue().equals(name))
        .toList();
  }

  private List<FieldWithParents> fieldsWithParents(String name) {
    return fieldData.fields(0, fieldData.fieldCount()).stream()
        .filter(fieldWithParents -> fieldWithParents.field().name().equals(name))
        .toList();
  }

  private FieldWithParents only(String name) {
    assertThat(fieldsWithParents(name)).hasSize(1);
    return fieldsWithParents(name).getFirst();
  }

  private long shownAtProvider() {
    return fieldData.fields(0, fieldData.fieldCount()).stream()
        .filter(fieldWithParents -> !fieldWithParents.field().archived())
        .count();
  }

  private List<ClientRow> clients() {
    return fieldData.clients(0, 10_000);
  }

  /// The number of successful creations.
  private long posts(String kind) {
    return simulator.control().requests().stream()
        .filter(request -> request.method().equals("POST"))
        .filter(request -> request.target().matches(".*/organizations/.*/" + kind))
        .filter(request -> request.status() / 100 == 2)
        .count();
  }
}
