package io.headland.server.engine.machinefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.api.field.Geometries;
import io.headland.server.api.machinefile.UploadedFiles;
import io.headland.server.core.event.RecordedEvents;
import io.headland.server.core.machinefile.DeereSample;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.store.AssignmentTaskStore;
import io.headland.server.engine.sync.FieldDataAccount;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.FieldDataControl;
import io.headland.simulator.fielddata.Boundary.Point;
import io.headland.simulator.fielddata.Boundary.Ring;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Converted files are assigned to fields that are created, synced or changed later.
class LaterFieldsIT {
  private static final Instant START = Instant.parse("2026-10-01T08:00:00Z");
  private static final AtomicInteger USERS = new AtomicInteger();

  private static Simulator simulator;
  private static ServerFixture server;
  private static ApiClient api;

  @BeforeAll
  static void start() {
    simulator =
        Simulator.start(SimulatorOptions.defaults().withSeed(7).withOrganizations(8).withUsers(30));
    server = ServerFixture.start(simulator.baseUri());
    api = server.owner();
    api.patch(
        "/services/config/api/configs",
        "{\"customDataSync\": false, \"organizationDataSync\": \"SELECTED_ONLY\","
            + " \"enableOutsideFieldGeojson\": true}");
  }

  @AfterAll
  static void stop() {
    server.close();
    simulator.close();
  }

  @Test
  void aFieldThatIsCreatedLaterGetsAnOperationFromAnEarlierFile() throws IOException {
    UploadedFiles files = UploadedFiles.ofNewUser(api);
    String file = upload(files, 30);
    assertThat(uncovered(files)).containsExactly(file);
    assertThat(outside(file)).isPositive();

    String field = files.createField(30, 50);

    files.awaitOperations(1);
    assertThat(files.operations().at("/0/fields/0/id").stringValue()).isEqualTo(field);
    assertThat(fields(files, file)).containsExactly(field);
    assertThat(uncovered(files)).isEmpty();
    assertThat(outside(file)).isZero();
  }

  @Test
  void aBoundaryThatChangesLosesOneFileAndGainsAnother() throws IOException {
    UploadedFiles files = UploadedFiles.ofNewUser(api);
    String field = files.createField(31, 50);
    String lost = upload(files, 31);
    String gained = upload(files, 32);
    files.awaitOperations(1);

    putBoundary(files, field, 32);

    Concurrency.await(() -> fields(files, gained).equals(List.of(field)));
    Concurrency.await(() -> fields(files, lost).isEmpty());
    Concurrency.await(
        () ->
            files.operations().size() == 1
                && files.operations().at("/0/files/0").stringValue().equals(gained));
    assertThat(uncovered(files)).containsExactly(lost);

    putBoundary(files, field, 33);

    files.awaitOperations(0);
  }

  @Test
  void anOperationIsCutAtAChangedBoundary() throws IOException {
    UploadedFiles files = UploadedFiles.ofNewUser(api);
    String field = files.createField(41, 50);
    upload(files, 41);
    files.awaitOperations(1);
    String operation = files.operations().at("/0/id").stringValue();
    double area = area(operation);

    putBoundary(files, field, 41, 0.002);

    Concurrency.await(() -> area(operation) < 0.6 * area);
  }

  private static double area(String operation) {
    return api.get(UploadedFiles.OPERATIONS + "/" + operation + "/summary")
        .json()
        .at("/properties/totalArea/value")
        .doubleValue();
  }

  /// Of a transaction that has begun before the first file of the Leaf user was inserted.
  @Test
  void aBoundaryChangeThatIsCommittedAfterTheFirstConversionIsCompared() throws IOException {
    UploadedFiles files = UploadedFiles.ofNewUser(api);
    files.createField(42, 50);
    execute("update field_boundary set removed_at = now()", files);
    try (Handle change = server.jdbi().open()) {
      change.begin();
      change.execute(
          "update field_boundary set removed_at = null where leaf_user_id = cast(? as uuid)",
          files.leafUser());
      upload(files, 42);
      // Is replaced by the next comparison, after which no other one follows without a reason.
      execute("update machine_file set boundaries = 'before'", files);
      Concurrency.await(
          () ->
              count("machine_file", "boundaries <> 'before' and leaf_user_id = :user::uuid", files)
                  == 1);

      change.commit();
    }

    files.awaitOperations(1);
  }

  @Test
  void aFirstSyncOfManyFieldsAndASelectionAssignEarlierFiles() throws IOException {
    FieldDataAccount account =
        FieldDataAccount.attach(server, api, simulator.credentials(USERS.getAndIncrement()));
    UploadedFiles files = new UploadedFiles(api, account.grower().leafUserId());
    String file = upload(files, 34);
    String org = account.previewOrganization();
    FieldDataControl provider = simulator.control().fieldData(org);
    for (int i = 0; i < 210; i++) {
      provider.addField("Client", "Farm", "Field " + i);
    }
    provider.reshapeBoundary(FieldDataAccount.drawnField(provider), rectangle(34));

    account.select(org);

    files.awaitOperations(1);
    assertThat(fields(files, file)).hasSize(1);
    account.lastRunOnceOver();
    awaitCompared(files);
    account.deselect(org);
    files.awaitOperations(0);
    String second = upload(files, 34, START.plusSeconds(86_400));
    assertThat(fields(files, second)).isEmpty();
    awaitCompared(files);

    account.select(org);

    Concurrency.await(() -> fields(files, second).size() == 1);
    Concurrency.await(() -> files.operations().at("/0/files").size() == 2);
    provider.reshapeBoundary(FieldDataAccount.drawnField(provider), rectangle(35));
    account.syncToItsEnd();
    files.awaitOperations(0);
  }

  @Test
  void aRepetitionChangesNothingAndADeletedFieldHasNoResult() throws IOException {
    UploadedFiles files = UploadedFiles.ofNewUser(api);
    String file = upload(files, 36);
    String field = files.createField(36, 50);
    files.awaitOperations(1);
    awaitCompared(files);
    JsonNode before = files.operations();

    // As after a kill before the comparison was stored.
    execute("update machine_file set boundaries = null, assignment_due = true", files);
    awaitCompared(files);

    assertThat(files.operations()).isEqualTo(before);
    assertThat(fields(files, file)).containsExactly(field);
    RecordedEvents.awaitPublished(server);
    assertThat(
            api.get("/services/headland/api/events?limit=1000&leafUserId=" + files.leafUser())
                .json()
                .path("items"))
        .extracting(event -> event.path("type").stringValue())
        .doesNotContain("operation.updated", "operation.removed");

    upload(files, 37);
    occupy(files);
    String deleted = files.createField(37, 50);
    api.delete("/services/fields/api/users/" + files.leafUser() + "/fields/" + deleted);
    execute("delete from scheduled_tasks", "task_instance like '%/' || :user", files);
    awaitCompared(files);
    assertThat(files.operations()).isEqualTo(before);
  }

  @Test
  void theFilesOfALeafUserAreAssignedByOneNodeAtATime() throws IOException {
    UploadedFiles files = UploadedFiles.ofNewUser(api);
    String file = upload(files, 38);
    awaitCompared(files);
    occupy(files);
    files.createField(38, 50);

    new AssignmentTaskStore(server.jdbi()).scheduleAll(Instant.now());

    assertThat(count("scheduled_tasks", "task_instance like '%/' || :user", files)).isOne();
    assertThat(count("boundary_change", "leaf_user_id = :user::uuid", files)).isOne();
    assertThat(fields(files, file)).isEmpty();
    execute("delete from scheduled_tasks", "task_instance like '%/' || :user", files);
    files.awaitOperations(1);
  }

  @Test
  void aLeafUserWithoutFilesHasNoWork() {
    UploadedFiles files = UploadedFiles.ofNewUser(api);

    files.createField(39, 50);

    assertThat(count("boundary_change", "leaf_user_id = :user::uuid", files)).isZero();
  }

  private static String upload(UploadedFiles files, double longitude) throws IOException {
    return upload(files, longitude, START);
  }

  private static String upload(UploadedFiles files, double longitude, Instant start)
      throws IOException {
    return files.upload(
        DeereSample.of(OperationType.HARVESTED, UploadedFiles.passes(longitude, 50, start)));
  }

  private static void putBoundary(UploadedFiles files, String field, double longitude) {
    putBoundary(files, field, longitude, 0.004);
  }

  private static void putBoundary(
      UploadedFiles files, String field, double longitude, double width) {
    assertThat(
            api.put(
                    "/services/fields/api/users/"
                        + files.leafUser()
                        + "/fields/"
                        + field
                        + "/boundary",
                    "{\"geometry\": %s}"
                        .formatted(Geometries.rectangle(longitude, 50, width, 0.003)))
                .status())
        .isEqualTo(200);
  }

  private static List<Ring> rectangle(double longitude) {
    return List.of(
        new Ring(
            true,
            true,
            List.of(
                new Point(50, longitude),
                new Point(50, longitude + 0.004),
                new Point(50.003, longitude + 0.004),
                new Point(50.003, longitude),
                new Point(50, longitude))));
  }

  private static List<String> fields(UploadedFiles files, String file) {
    return files.file(file).path("fields").valueStream().map(JsonNode::stringValue).toList();
  }

  private static List<String> uncovered(UploadedFiles files) {
    return api.get(UploadedFiles.FILES + "/uncoveredFiles?leafUserId=" + files.leafUser())
        .json()
        .path("files")
        .valueStream()
        .map(JsonNode::stringValue)
        .toList();
  }

  @Test
  void theAddressesOfPointsOutsideOfFieldsAreReturnedIfConfigured() throws IOException {
    UploadedFiles files = UploadedFiles.ofNewUser(api);
    String file = upload(files, 47);
    String list = UploadedFiles.FILES + "/outsideFieldGeojson";
    assertThat(api.get(list).json())
        .filteredOn(each -> each.path("id").stringValue().equals(file))
        .hasSize(1);

    api.patch(
        "/services/config/api/configs/" + files.leafUser(),
        "{\"enableOutsideFieldGeojson\": false}");

    ApiResponse refused = api.get(UploadedFiles.FILES + "/" + file + "/outsideFieldGeojson");
    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.json().path("errorKey").stringValue())
        .isEqualTo("outsideFieldGeojsonNotEnabled");
    assertThat(api.get(list).json())
        .filteredOn(each -> each.path("id").stringValue().equals(file))
        .isEmpty();
    assertThat(api.get("/services/headland/api/files/" + file + "/outsideFieldGeojson").status())
        .isEqualTo(200);
  }

  private static long outside(String file) {
    return api.get(UploadedFiles.FILES + "/" + file + "/outsideFieldGeojson")
        .json()
        .path("featureCount")
        .longValue();
  }

  /// The task is executed by another node.
  private static void occupy(UploadedFiles files) {
    awaitCompared(files);
    execute(
        """
        insert into scheduled_tasks
               (task_name, task_instance, execution_time, picked, picked_by, last_heartbeat, version)
        select 'file-assignment', api_owner_id || '/' || id, now(), true, 'another', now(), 1
          from leaf_user
        """,
        "id = :user::uuid",
        files);
  }

  /// Waits until all files are compared with all boundaries, and the merges have ended.
  private static void awaitCompared(UploadedFiles files) {
    Concurrency.await(
        () ->
            count("machine_file", "assignment_due and leaf_user_id = :user::uuid", files) == 0
                && count("boundary_change", "leaf_user_id = :user::uuid", files) == 0
                && count("scheduled_tasks", "task_instance like '%' || :user || '%'", files) == 0);
  }

  private static void execute(String statement, UploadedFiles files) {
    execute(statement, "leaf_user_id = :user::uuid", files);
  }

  private static void execute(String statement, String condition, UploadedFiles files) {
    server
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(statement + " where " + condition)
                    .bind("user", files.leafUser())
                    .execute());
  }

  private static int count(String table, String condition, UploadedFiles files) {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("select count(*) from " + table + " where " + condition)
                    .bind("user", files.leafUser())
                    .mapTo(Integer.class)
                    .one());
  }
}
