package io.headland.server.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.MovableClock;
import io.headland.server.ServerFixture;
import io.headland.server.platform.http.ApiClient;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.FieldDataControl;
import io.headland.simulator.fault.Fault;
import io.headland.simulator.fielddata.FieldWithParents;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Records of a provider whose values have a different type than documented.
class MalformedRecordIT {
  private static final AtomicInteger USERS = new AtomicInteger();
  private static final MovableClock CLOCK = new MovableClock();

  private static Simulator simulator;
  private static ServerFixture server;
  private static ApiClient api;
  private FieldDataAccount account;
  private String org;
  private FieldDataControl fieldData;
  private String odd;
  private JsonNode before;
  private long total;

  @BeforeAll
  static void start() {
    simulator =
        Simulator.start(
            SimulatorOptions.defaults()
                .withSeed(11)
                .withOrganizations(2)
                .withUsers(60)
                .withFields(12));
    server = ServerFixture.start(simulator.baseUri(), CLOCK, config -> config);
    api = server.owner();
    api.patch(
        "/services/config/api/configs",
        "{\"customDataSync\": false, \"organizationDataSync\": \"SELECTED_ONLY\"}");
  }

  @AfterAll
  static void stop() {
    server.close();
    simulator.close();
  }

  @BeforeEach
  void readAnOrganization() {
    simulator.control().clearFaults();
    account = FieldDataAccount.attach(server, api, simulator.credentials(USERS.getAndIncrement()));
    org = account.readOrganization();
    fieldData = simulator.control().fieldData(org);
    odd = FieldDataAccount.drawnField(fieldData);
    before = account.field(odd);
    total = account.fieldTotal();
    // A listed record is read in full again, so that only real differences count as changes.
    fieldData.renameField(otherField(), "Renamed " + USERS.get());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'activeBoundary': []}                          | $.activeBoundary",
        "{'activeBoundary': 'x'}                         | $.activeBoundary",
        "{'activeBoundary': ''}                          | $.activeBoundary",
        "{'activeBoundary': {'id': {}}}                  | $.activeBoundary.id",
        "{'activeBoundary': {'area': 12.5}}              | $.activeBoundary.area",
        "{'activeBoundary': {'area': '12.5 ha'}}         | $.activeBoundary.area",
        "{'activeBoundary': {'area': {'valueAsDouble': []}}} | $.activeBoundary.area.valueAsDouble",
        "{'activeBoundary': {'active': 'perhaps'}}       | $.activeBoundary.active",
        "{'activeBoundary': {'multipolygons': {'rings': []}}} | $.activeBoundary.multipolygons",
        "{'activeBoundary': {'multipolygons': [{'rings': {'points': []}}]}}"
            + " | $.activeBoundary.multipolygons[0].rings",
        "{'activeBoundary': {'multipolygons': [{'rings': [{'points': null}]}]}}"
            + " | $.activeBoundary.multipolygons",
        "{'activeBoundary': {'multipolygons': [{'rings': [{'points': [[1, 2], [2, 3], [3, 3]]}]}]}}"
            + " | $.activeBoundary.multipolygons[0].rings[0].points[0]",
        "{'activeBoundary': {'multipolygons': [{'rings': [{'points': [{'lat': 41},"
            + " {'lat': 41, 'lon': -93}, {'lat': 42, 'lon': -93}, {'lat': 42, 'lon': -92}]}]}]}}"
            + " | $.activeBoundary.multipolygons",
        "{'activeBoundary': {'multipolygons': []}}       | $.activeBoundary.multipolygons",
        "{'farms': [{'id': 'x', 'name': 'y'}]}           | $.farms",
        "{'name': {'en': 'x'}}                           | $.name",
        "{'links': {}}                                   | $.links",
        "{'archived': 'no'}                              | $.archived",
        "{'archived': 7}                                 | $.archived",
        "{'lastModifiedTime': 1741600000000}             | $.lastModifiedTime"
      })
  void aFieldKeepsWhatIsStoredOfItAndTheOthersAreRead(String values, String path) {
    simulator.control().addFault(setting(name(odd), values.replace('\'', '"')));

    JsonNode run = account.syncToItsEnd();

    assertThat(FieldDataAccount.state(run)).isEqualTo("SUCCEEDED");
    assertThat(unexpected(run)).contains(odd + " " + path);
    assertThat(FieldDataAccount.fieldsOf(run).path("changed").intValue()).isOne();
    assertThat(account.field(odd)).isEqualTo(before);
    assertThat(account.fieldTotal()).isEqualTo(total);
    JsonNode second = account.syncToItsEnd();
    assertThat(FieldDataAccount.state(second)).as(second.toString()).isEqualTo("UNCHANGED");
    simulator.control().clearFaults();
    assertThat(FieldDataAccount.state(account.syncToItsEnd())).isEqualTo("UNCHANGED");
    assertThat(account.count("field_boundary", "missing_since is not null")).isZero();
  }

  @Test
  void aRecordWithoutAnIdMayBeAnyThatIsMissing() {
    simulator.control().addFault(setting(name(odd), "{\"id\": null}"));

    JsonNode run = account.syncToItsEnd();

    assertThat(unexpected(run)).contains(" $.id");
    assertThat(account.field(odd)).isEqualTo(before);
    assertThat(FieldDataAccount.state(account.syncToItsEnd())).isEqualTo("UNCHANGED");
    simulator.control().clearFaults();
    fieldData.removeField(odd);
    account.syncToItsEnd();
    assertThat(account.fieldTotal()).isEqualTo(total - 1);
  }

  @Test
  void anIdThatIsANumberIsReadAsText() {
    simulator.control().addFault(setting(name(odd), "{\"id\": 12345}"));

    JsonNode run = account.syncToItsEnd();

    assertThat(unexpected(run)).contains("12345 $.id");
    assertThat(account.field("12345").path("providerFieldName").stringValue()).isEqualTo(name(odd));
    assertThat(FieldDataAccount.state(account.syncToItsEnd())).isEqualTo("UNCHANGED");
  }

  @Test
  void textThatCannotBeStoredIsTheSameWhenItIsReadAgain() {
    simulator
        .control()
        .addFault(setting(name(odd), "{\"name\": \"North \\ud83c and \\u0000 \\udf3d\"}"));

    assertThat(FieldDataAccount.state(account.syncToItsEnd())).isEqualTo("SUCCEEDED");
    assertThat(account.field(odd).path("providerFieldName").stringValue())
        .isEqualTo("North \ufffd and  \ufffd");
    assertThat(FieldDataAccount.state(account.syncToItsEnd())).isEqualTo("UNCHANGED");
  }

  @Test
  void aResponseWithoutGeometryRemovesNoBoundary() {
    int drawn = account.count("field_boundary", "status = 'ACTIVE'");
    assertThat(drawn).isGreaterThanOrEqualTo(5);
    simulator.control().addFault(setting("*", "{\"activeBoundary\": {\"multipolygons\": []}}"));

    JsonNode run = account.syncToItsEnd();

    assertThat(FieldDataAccount.state(run)).isEqualTo("GUARDED");
    assertThat(account.count("field_boundary", "status = 'ACTIVE' and hectares > 0"))
        .isEqualTo(drawn);
    assertThat(FieldDataAccount.state(account.syncToItsEnd("?force=true"))).isNotEqualTo("FAILED");
    assertThat(account.count("field_boundary", "status = 'ACTIVE' and hectares > 0"))
        .isEqualTo(drawn);
    simulator.control().clearFaults();
    account.syncToItsEnd();
    assertThat(account.count("field_boundary", "missing_since is not null")).isZero();
  }

  @Test
  void aBoundaryThatIsGoneIsKeptForAMonth() {
    String boundaries =
        account.fieldsPath() + "/" + before.path("id").stringValue() + "/boundaries";
    JsonNode shown = api.get(boundaries).json().get(0);
    assertThat(shown.path("status").stringValue()).isEqualTo("ACTIVE");
    simulator.control().addFault(setting(name(odd), "{\"activeBoundary\": null}"));

    JsonNode run = account.syncToItsEnd();

    assertThat(run.at("/records/boundaries/removed").intValue()).isOne();
    JsonNode gone = api.get(boundaries).json().get(0);
    assertThat(gone.path("status").stringValue()).isEqualTo("DELETED_ON_PROVIDER");
    assertThat(gone.path("geometry")).isEqualTo(shown.path("geometry"));
    assertThat(api.get(boundaries + "/" + shown.path("id").stringValue()).json().path("geometry"))
        .isEqualTo(shown.path("geometry"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "204 | ``",
        "200 | ``",
        "200 | {'links': [], 'total': 0}",
        "200 | {'links': [], 'total': 0, 'values': null}",
        "200 | []",
        "200 | {'links': null, 'total': '0', 'values': []}",
        "200 | \ufeff{'links': [], 'total': 0, 'values': []}"
      })
  void aListOfNoneIsRead(int status, String body) {
    simulator
        .control()
        .addFault(
            Fault.status(status)
                .body(body.replace('\'', '"'))
                .on("GET", "/platform/organizations/" + org + "/clients*")
                .always());
    int growers = account.count("grower", "removed_at is null");

    JsonNode run = account.syncToItsEnd();

    assertThat(run.path("failure").isMissingNode() || FieldDataAccount.state(run).equals("GUARDED"))
        .as(run.toString())
        .isTrue();
    assertThat(account.count("grower", "removed_at is null"))
        .isEqualTo(FieldDataAccount.state(run).equals("GUARDED") ? growers : 0);
  }

  @Test
  void invalidJsonIsReportedWithItsPosition() {
    simulator
        .control()
        .addFault(
            Fault.status(200)
                .body("{\"links\": [], \"values\": [{\"id\": \"secret-1\", oops]}")
                .on("GET", "/platform/organizations/" + org + "/clients*")
                .always());

    assertThat(account.grower().sync("").status()).isEqualTo(202);
    Concurrency.await(() -> !unexpected(account.withDetails(account.lastRun())).isEmpty());

    JsonNode run = account.withDetails(account.lastRun());
    assertThat(run.at("/unexpected/0/kind").stringValue()).isEqualTo("GROWER");
    assertThat(run.at("/unexpected/0/path").stringValue()).isEqualTo("$");
    assertThat(run.at("/unexpected/0/expected").stringValue())
        .contains("line 1, column")
        .doesNotContain("secret");
    simulator.control().clearFaults();
    CLOCK.advance(Duration.ofMinutes(1));
    assertThat(account.lastRunOnceOver().path("failure").isMissingNode()).isTrue();
  }

  @Test
  void aRepeatedlyUnreadableResponseIsNotReportedAsAnOutage() {
    simulator
        .control()
        .addFault(
            Fault.status(200)
                .body("{\"values\": [oops]}")
                .on("GET", "/platform/organizations/" + org + "/clients*")
                .always());

    assertThat(account.grower().sync("").status()).isEqualTo(202);
    Concurrency.await(
        () -> {
          CLOCK.advance(Duration.ofSeconds(5));
          return !FieldDataAccount.state(account.lastRun()).equals("RUNNING");
        });

    JsonNode run = account.withDetails(account.lastRun());
    assertThat(run.at("/parts/0/failure").stringValue()).isEqualTo("providerResponseInvalid");
    assertThat(run.at("/unexpected/0/path").stringValue()).isEqualTo("$");
  }

  @Test
  void anOrganizationThatCannotBeReadKeepsItsState() {
    List<String> blocked = account.grower().idsWith("BLOCKED");
    server
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "update provider_account set signature = ''"
                            + " where leaf_user_id = :user::uuid")
                    .bind("user", account.grower().leafUserId())
                    .execute());
    simulator
        .control()
        .addFault(
            Fault.setValues("*", "{\"id\": null, \"links\": {}}")
                .on("GET", "/platform/organizations")
                .always());

    JsonNode run = account.syncToItsEnd();

    assertThat(unexpected(run)).contains(" $.id", " $.links");
    assertThat(account.grower().idsWith("SELECTED")).containsExactly(org);
    assertThat(account.grower().idsWith("BLOCKED")).isEqualTo(blocked);
  }

  private Fault setting(String name, String values) {
    return Fault.setValues(name, values)
        .on("GET", "/platform/organizations/" + org + "/fields*")
        .always();
  }

  private String name(String field) {
    return FieldDataAccount.fieldWithParents(
            fieldData, fieldWithParents -> fieldWithParents.field().id().equals(field))
        .field()
        .name();
  }

  private String otherField() {
    FieldWithParents other =
        FieldDataAccount.fieldWithParents(
            fieldData, fieldWithParents -> !fieldWithParents.field().id().equals(odd));
    return other.field().id();
  }

  private static List<String> unexpected(JsonNode run) {
    return StreamSupport.stream(run.path("unexpected").spliterator(), false)
        .map(one -> one.path("record").asString("") + " " + one.path("path").stringValue())
        .toList();
  }
}
