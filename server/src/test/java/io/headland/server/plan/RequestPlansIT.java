package io.headland.server.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ServerFixture;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.jdbc.JdbcTarget;
import io.headland.server.platform.jdbc.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The plans of requests for lists and for single records, as PostgreSQL executed them for a large
/// API owner: a page and a record are read through indexes, and the rows that are read do not
/// depend on the number of stored ones. The limits are those of [PlanLimits]; with
/// `-Dheadland.rows=1000000` each table has a million rows.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestPlansIT {
  private static final int ROWS = Integer.getInteger("headland.rows", 50_000);

  /// After this number of executions with few rows, a statement is prepared and has a generic plan
  /// if PostgreSQL selects one.
  private static final int EXECUTIONS = 12;

  private TestDatabase.PrivateServer postgres;
  private ServerFixture server;
  private ManyRows rows;
  private PlanLog log;
  private ApiClient owner;

  @BeforeAll
  void start() {
    postgres = TestDatabase.startPrivateServer();
    server = ServerFixture.restart(postgres.target(), ServerFixture.NO_PROVIDER, config -> config);
    server.newOwner("small@example.com");
    server.stopNodes();
    Jdbi jdbi = withoutTimeouts(postgres.target());
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
    assertThat(plans).as(target).isNotEmpty();
    long total = response.header("X-Total-Count").map(Long::parseLong).orElse(0L);
    for (ExecutedPlan plan : plans) {
      List<String> found = PlanLimits.violations(plan, total);
      if (!found.isEmpty() && !request.counts()) {
        violations.add(PlanLimits.describe(target, plan, found));
      }
    }
    return response;
  }

  private static Jdbi withoutTimeouts(JdbcTarget target) {
    return Jdbi.create(target.url(), target.user(), target.password().reveal());
  }
}
