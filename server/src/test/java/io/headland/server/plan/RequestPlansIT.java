package io.headland.server.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.api.field.Geometries;
import io.headland.server.core.machinefile.store.AssignmentStore;
import io.headland.server.core.send.SendableFieldStore;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.Database;
import io.headland.server.platform.jdbc.JdbcTarget;
import io.headland.server.platform.jdbc.TestDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/// The plans of requests for lists and for single records, as PostgreSQL executed them for a large
/// API owner: a page and a record are read through indexes, and the rows that are read do not
/// depend on the number of stored ones. The limits are those of [PlanLimits]; with
/// `-Dheadland.rows=1000000` each table has a million rows.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RequestPlansIT {
  private static final int ROWS = Integer.getInteger("headland.rows", 50_000);

  /// After this number of executions with few rows, a statement is prepared and has a generic plan
  /// if PostgreSQL selects one.
  private static final int EXECUTIONS = 12;

  private static final List<String> ORGANIZATIONS =
      List.of(
          "/services/usermanagement/api/users/{big}/JohnDeere/organizations",
          "/services/usermanagement/api/users/{big}/JohnDeere/organizations/{organization}");

  private static final int CONCURRENT = 48;
  private static final int ROUNDS = 100;
  private static final int EXAMINED_PLANS = 200;

  private TestDatabase.PrivateServer postgres;
  private ServerFixture server;
  private Jdbi jdbi;
  private ManyRows rows;
  private PlanLog log;
  private ApiClient owner;

  @BeforeAll
  void start() {
    postgres = TestDatabase.startPrivateServer();
    server = ServerFixture.restart(postgres.target(), ServerFixture.NO_PROVIDER, config -> config);
    server.newOwner("small@example.com");
    server.stopNodes();
    jdbi = withoutTimeouts(postgres.target());
    rows = new ManyRows(jdbi, ROWS);
    rows.load(server.ownerId(ServerFixture.OWNER_EMAIL), server.ownerId("small@example.com"));
    log = PlanLog.of(jdbi);
    server.startNode();
    owner = server.owner();
  }

  @AfterAll
  void stop() {
    server.close();
    postgres.close();
  }

  @Test
  void listsReadPagesThroughIndexes() {
    assertThat(violations(PlannedRequest.lists())).isEmpty();
  }

  @Test
  void recordsAreReadThroughIndexes() {
    assertThat(violations(PlannedRequest.records())).isEmpty();
  }

  /// Concurrent requests, several of which are read with one statement.
  @Test
  void combinedReadsUseIndexes() throws InterruptedException {
    List<String> targets =
        ORGANIZATIONS.stream()
            .flatMap(target -> Stream.of(rows.smallTarget(target), rows.target(target)))
            .toList();
    List<ExecutedPlan> combined = new ArrayList<>();
    for (int i = 0; i < ROUNDS && combined.size() < EXAMINED_PLANS; i++) {
      log.read();
      assertThat(
              Concurrency.allAtOnce(
                  CONCURRENT, thread -> owner.get(targets.get(thread % targets.size())).status()))
          .containsOnly(200);
      log.read().stream()
          .filter(plan -> plan.statement().contains("with ordinality as requested"))
          .forEach(combined::add);
    }

    List<String> violations = new ArrayList<>();
    addViolations("concurrent requests", combined, 0, violations);
    assertThat(violations).isEmpty();
    assertThat(combined).hasSizeGreaterThanOrEqualTo(EXAMINED_PLANS);
    assertThat(combined)
        .extracting(plan -> plan.statement().contains("left join lateral"))
        .contains(true, false);
  }

  /// The comparison of files with changed boundaries, and what is sent to a provider. The
  /// organization has two fifths of all boundaries.
  @Test
  void boundariesOfAFieldAreReadThroughTheField() {
    LeafUserId leafUser = new LeafUserId(UUID.fromString(rows.target("{big}")));
    ApiOwnerId apiOwner = server.ownerId(ServerFixture.OWNER_EMAIL);
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into boundary_change (api_owner_id, leaf_user_id, provider, provider_org_id, provider_field_id)
                    select api_owner_id, leaf_user_id, provider, provider_org_id, provider_field_id
                      from field_boundary
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = 'JohnDeere'
                       and provider_org_id = '1'
                     limit 10
                    on conflict do nothing
                    """)
                .bind("owner", apiOwner.value())
                .bind("leafUser", leafUser.value())
                .execute());
    UUID field = UUID.fromString(rows.target("{field}"));
    List<ExecutedPlan> plans;
    // Connections from before the configuration of the log do not write plans.
    try (Database database = Database.open(postgres.target(), 1, Duration.ofSeconds(10))) {
      log.read();
      assertThat(new AssignmentStore(database.jdbi()).changes(apiOwner, leafUser, 10))
          .hasSize(10)
          .allMatch(change -> change.field().isPresent());
      assertThat(new SendableFieldStore(database.jdbi()).find(apiOwner, leafUser, field))
          .isPresent();
      plans = log.read();
    }

    assertThat(plans)
        .extracting(ExecutedPlan::statement)
        .anyMatch(sql -> sql.contains("boundary_change"))
        .anyMatch(sql -> sql.contains("active.geometry"));
    List<String> violations = new ArrayList<>();
    addViolations("boundaries of fields", plans, 0, violations);
    assertThat(violations).isEmpty();
  }

  /// Records that are created through the API, by Leaf users with few and with many others. It is
  /// the last test, since files are compared with changed boundaries after the requests.
  @Test
  @Order(Integer.MAX_VALUE)
  void changesOfOneRecordReadItThroughIndexes() {
    for (int i = 0; i < EXECUTIONS; i++) {
      changes(rows::smallTarget);
    }

    assertThat(changes(rows::target)).isEmpty();
  }

  /// @param target replaces the names of records by those of a Leaf user
  private List<String> changes(UnaryOperator<String> target) {
    List<String> violations = new ArrayList<>();
    String leafUser = target.apply("{big}");
    String fieldData = "/services/fields/api/users/" + leafUser;
    String growers = fieldData + "/growers";
    String grower = id(change("POST", growers, "{\"name\": \"Jane\"}", "grower", violations));
    change("PUT", growers + "/" + grower, "{\"name\": \"Jane Doe\"}", "grower", violations);
    String farms = fieldData + "/farms";
    String inGrower = "{\"name\": \"River Bend\", \"growerId\": %s}".formatted(grower);
    String farm = id(change("POST", farms, inGrower, "farm", violations));
    change("PUT", farms + "/" + farm, inGrower, "farm", violations);
    String fields = fieldData + "/fields";
    String square = Geometries.polygon(10, 50, 0.01, 0.01);
    String drawn = "{\"name\": \"Quarter\", \"geometry\": %s}".formatted(square);
    String field = fields + "/" + id(change("POST", fields, drawn, "field", violations));
    String inFarm = "{\"name\": \"South\", \"farmId\": %s}".formatted(farm);
    change("PATCH", field, inFarm, "field", violations);
    String larger = Geometries.polygon(10, 50, 0.02, 0.01);
    change(
        "PUT",
        field + "/boundary",
        "{\"geometry\": %s}".formatted(larger),
        "field_boundary",
        violations);
    change("DELETE", field, "", "field", violations);
    String preview = preview(leafUser, target.apply("{field}"));
    change("POST", fields + "/" + preview + "/enableSync", "", "field", violations);
    assertThat(owner.get(fields + "/" + preview).json().path("status").stringValue())
        .isEqualTo("WAITING");
    String enabling = "/services/headland/api/users/" + leafUser + "/JohnDeere/fields/enableSync";
    change("POST", enabling, target.apply("{\"growerId\": {number}}"), "field", violations);
    change("POST", enabling, target.apply("{\"farmId\": {number}}"), "field", violations);
    String machines = "/services/beta/api/users/" + leafUser + "/machines";
    String machine = id(change("POST", machines, "{\"name\": \"Tractor\"}", "asset", violations));
    change("PATCH", machines + "/" + machine, "{\"name\": \"Harvester\"}", "asset", violations);
    change("DELETE", machines + "/" + machine, "", "asset", violations);
    return violations;
  }

  /// Those of growers and farms are numbers.
  private static String id(ApiResponse created) {
    return created.json().path("id").asString();
  }

  /// Another visible field of the Leaf user, which becomes a preview.
  private String preview(String leafUser, String otherThan) {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        update field
                           set status = 'PREVIEW'
                         where id = (select field.id
                                       from field
                                       join organization_snapshot as snapshot
                                      using (api_owner_id, leaf_user_id, provider, provider_org_id)
                                      where leaf_user_id = :leafUser::uuid
                                        and provider = 'JohnDeere'
                                        and field.id <> :other::uuid
                                        and field.removed_at is null
                                        and snapshot.visible
                                      order by field.id desc
                                      limit 1)
                        returning id::text
                        """)
                    .bind("leafUser", leafUser)
                    .bind("other", otherThan)
                    .mapTo(String.class)
                    .one());
  }

  /// @param table that the request changes
  private ApiResponse change(
      String method, String target, String body, String table, List<String> violations) {
    log.read();
    ApiResponse response =
        body.isEmpty()
            ? owner.send(method, target, BodyPublishers.noBody())
            : owner.sendJson(method, target, body);
    assertThat(response.status())
        .as("%s %s: %s", method, target, response.body())
        .isBetween(200, 204);
    List<ExecutedPlan> plans = log.read();
    assertThat(plans)
        .as("%s %s", method, target)
        .extracting(ExecutedPlan::statement)
        .anyMatch(sql -> sql.matches("(?s).*(insert into|update|delete from) " + table + "\\b.*"));
    addViolations(method + " " + target, plans, 0, violations);
    return response;
  }

  private List<String> violations(List<PlannedRequest> requests) {
    List<String> violations = new ArrayList<>();
    for (PlannedRequest request : requests) {
      String small = rows.smallTarget(request.target());
      for (int i = 0; i < EXECUTIONS; i++) {
        owner.get(small);
      }
      ApiResponse first = check(rows.target(request.target()), request, violations);
      if (request.paged()) {
        ApiResponse second = follow(first, "next", request, violations);
        follow(second, "prev", request, violations);
        ApiResponse last = follow(first, "last", request, violations);
        follow(last, "prev", request, violations);
      }
    }
    return violations;
  }

  private ApiResponse follow(
      ApiResponse page, String relation, PlannedRequest request, List<String> violations) {
    return check(page.link(relation).orElseThrow(), request, violations);
  }

  /// Adds what the statements of a request read in excess.
  private ApiResponse check(String target, PlannedRequest request, List<String> violations) {
    log.read();
    ApiResponse response = owner.get(target);
    if (response.status() != 200) {
      violations.add(target + ": status " + response.status());
      return response;
    }
    List<ExecutedPlan> plans = log.read();
    long total = response.header("X-Total-Count").map(Long::parseLong).orElse(0L);
    List<String> found = new ArrayList<>();
    addViolations(target, plans, total, found);
    if (!request.counts()) {
      violations.addAll(found);
    }
    return response;
  }

  private static void addViolations(
      String request, List<ExecutedPlan> plans, long total, List<String> violations) {
    assertThat(plans).as(request).isNotEmpty();
    for (ExecutedPlan plan : plans) {
      List<String> found = PlanLimits.violations(plan, total);
      if (!found.isEmpty()) {
        violations.add(PlanLimits.describe(request, plan, found));
      }
    }
  }

  private static Jdbi withoutTimeouts(JdbcTarget target) {
    return Jdbi.create(target.url(), target.user(), target.password().reveal());
  }
}
