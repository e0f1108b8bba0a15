package io.headland.server.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.core.organization.OrganizationStatus;
import io.headland.server.engine.sync.ScriptedFieldData.Style;
import io.headland.server.engine.sync.ScriptedFieldData.Trouble;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.jdbc.Database;
import io.headland.server.platform.jdbc.TestDatabase;
import io.headland.server.provider.RecordKind;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Readings that are interrupted between pages.
class FieldDataReaderIT {
  private static final String ORG = "1001";
  private static final ApiOwnerId OWNER = new ApiOwnerId(new UUID(0, 1));

  private static Database database;

  private ScriptedOrganization organization = ScriptedOrganization.withFields(6, true);
  private ScriptedFieldData provider;
  private ScriptedWorkers workers;
  private SnapshotRows rows;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "insert into api_owner (id, email, password_hash, created_at)"
                        + " values (?, 'owner@example.com', '', now())",
                    OWNER.value()));
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void begin() {
    provider = new ScriptedFieldData(Style.DIGEST, Map.of(ORG, organization));
    workers = new ScriptedWorkers(database.jdbi(), OWNER, provider, List.of(ORG));
    rows = new SnapshotRows(database.jdbi(), workers.account());
  }

  private void begin(Style style) {
    provider = new ScriptedFieldData(style, Map.of(ORG, organization));
    workers = new ScriptedWorkers(database.jdbi(), OWNER, provider, List.of(ORG));
    rows = new SnapshotRows(database.jdbi(), workers.account());
  }

  private void syncToItsEnd() throws InterruptedException {
    workers.sync(false);
    workers.finish();
  }

  private long fields() {
    return rows.fields().stream().filter(SnapshotRows.FieldRow::live).count();
  }

  @Test
  void whatOnlyTheSecondReadingLacksIsLookedForByTheNextRun() throws InterruptedException {
    organization = ScriptedOrganization.withFields(3, true);
    begin(Style.DIGEST);
    syncToItsEnd();
    organization.removeNamed("f0");
    // Growers, farms, the check for changed fields, and the fields: removed between both readings.
    AtomicInteger answers = new AtomicInteger();
    provider.onTheWay(
        () -> {
          if (answers.incrementAndGet() == 4) {
            organization.removeNamed("f1");
          }
        });
    syncToItsEnd();
    assertThat(answers).hasValue(5);
    assertThat(fields()).isEqualTo(2);

    syncToItsEnd();

    assertThat(fields()).isEqualTo(1);
    assertThat(rows.leftovers()).isEmpty();
  }

  @Test
  void aListingThatIsRefusedInItsMiddleDoesNotStandInTheWayOfTheNext() throws InterruptedException {
    begin(Style.APART);
    workers.sync(false);
    workers.work(0, 3);
    assertThat(fields()).isPositive();
    provider.trouble(Trouble.FORBIDDEN);
    workers.finish();
    assertThat(rows.leftovers()).isEmpty();

    syncToItsEnd();
    assertThat(fields()).isEqualTo(6);
  }

  @Test
  void aListingThatIsRefusedInItsMiddleWithinOneTurnDoesNotStandInTheWayOfTheNext()
      throws InterruptedException {
    begin(Style.APART);
    AtomicInteger answers = new AtomicInteger();
    provider.onTheWay(
        () -> {
          // Growers, farms, the first page of fields.
          if (answers.incrementAndGet() == 3) {
            provider.trouble(Trouble.FORBIDDEN);
          }
        });
    syncToItsEnd();
    assertThat(rows.leftovers()).isEmpty();
    assertThat(rows.live(ORG)).anyMatch(line -> line.startsWith("boundary"));
  }

  /// A continued listing without its earlier pages must not appear as a loss of records.
  @Test
  void aWorkerThatEndsBetweenTwoListingsContinuesWithTheSecond() throws InterruptedException {
    organization = ScriptedOrganization.withFields(13, true);
    begin(Style.APART);
    AtomicInteger answers = new AtomicInteger();
    // Growers, farms, seven pages of fields.
    provider.onTheWay(
        () -> {
          if (answers.incrementAndGet() == 9) {
            provider.trouble(Trouble.DEATH);
          }
        });
    workers.sync(false);
    workers.work(0, 50);
    assertThat(fields()).isEqualTo(13);
    workers.finish();

    assertThat(answers).as("answers, with seven pages of boundaries").hasValue(9 + 7);
    assertThat(rows.runStates()).containsExactly("SUCCEEDED");
    assertThat(rows.live(ORG)).filteredOn(line -> line.startsWith("boundary")).hasSize(13);
  }

  @Test
  void whatIsStoppedLeavesNoPagesBehind() throws InterruptedException {
    begin(Style.APART);
    workers.sync(false);
    workers.work(0, 3);
    workers.choose(ORG, OrganizationStatus.PREVIEW);
    workers.finish();
    assertThat(rows.leftovers()).isEmpty();
  }

  @Test
  void failuresWithPagesBetweenThemAreNotAddedUp() throws InterruptedException {
    organization = ScriptedOrganization.withFields(20, true);
    begin(Style.DIGEST);
    workers.sync(false);
    for (int turns = 0; workers.isUnderWay() && turns < 50; turns++) {
      workers.work(0, 1);
      provider.trouble(Trouble.UNAVAILABLE);
      workers.work(0, 1);
    }
    assertThat(fields()).isEqualTo(20);
  }

  @Test
  void aWorkerThatFindsItsOrganizationLockedRetries() throws InterruptedException {
    begin(Style.DIGEST);
    workers.sync(false);
    assertThat(workers.work(0, 1)).isTrue();
    try (Handle other = database.jdbi().open()) {
      other.begin();
      other.execute("select from sync_run_organization for update");
      assertThat(workers.work(0, 2)).isTrue();
      other.rollback();
    }
    workers.finish();
    assertThat(fields()).isEqualTo(6);
  }

  @Test
  void aFieldWithoutABoundaryThatIsEnabledInTheMiddleIsDoneByTheSameRun()
      throws InterruptedException {
    organization = ScriptedOrganization.withFields(6, false);
    begin(Style.APART);
    workers.customDataSync(true);
    syncToItsEnd();
    assertThat(rows.fields()).allMatch(row -> row.status().equals("PREVIEW"));

    workers.sync(false);
    workers.work(0, 3);
    workers.enable(ORG, rows.fields().getFirst().id(), true);
    workers.finish();

    assertThat(rows.fields().getFirst().status()).isEqualTo("PROCESSED");
  }

  @Test
  void aStaleWorkerWritesNothing() throws InterruptedException {
    begin(Style.DIGEST);
    workers.sync(false);
    workers.work(0, 1);
    String[] before = new String[1];
    provider.onTheWay(
        () -> {
          provider.onTheWay(() -> {});
          organization.change(RecordKind.FIELD);
          // The worker is restarted elsewhere and ends the run, while its first instance waits for
          // a response.
          finishUninterrupted();
          before[0] = rows.fingerprint(true);
        });
    workers.work(0, 50);
    assertThat(before[0]).isNotNull().isEqualTo(rows.fingerprint(true));
  }

  private void finishUninterrupted() {
    try {
      workers.finish();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
