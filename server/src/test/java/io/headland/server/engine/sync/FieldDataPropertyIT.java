package io.headland.server.engine.sync;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.core.field.geometry.BoundaryShape;
import io.headland.server.core.organization.OrganizationStatus;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.jdbc.Database;
import io.headland.server.platform.jdbc.TestDatabase;
import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.RecordKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

/// After any failures of the provider, the network and the workers, and any concurrent requests of
/// callers, one undisturbed run makes the stored data equal to the provider's, and no choice is
/// lost.
class FieldDataPropertyIT {
  private static final List<String> ORGS = List.of("1001", "1002");
  private static final ApiOwnerId OWNER = new ApiOwnerId(new UUID(0, 1));

  private static final List<RecordKind> KINDS = List.of(RecordKind.values());
  private static final List<ScriptedFieldData.Trouble> TROUBLES =
      List.of(ScriptedFieldData.Trouble.values());
  private static final Set<ScriptedFieldData.Trouble> SHORT_PAGES =
      Set.of(ScriptedFieldData.Trouble.OMISSION, ScriptedFieldData.Trouble.REPETITION);
  private static final Database DATABASE = withAnOwner();

  private static Database withAnOwner() {
    Database database = TestDatabase.create();
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "insert into api_owner (id, email, password_hash, created_at)"
                        + " values (?, 'owner@example.com', '', now())",
                    OWNER.value()));
    return database;
  }

  @AfterContainer
  static void stop() {
    DATABASE.close();
  }

  enum Event {
    SYNC,
    FORCE,
    SYNC_FIELDS,
    WORK,
    WORK_ON,
    TROUBLE,
    ADD,
    CHANGE,
    REPLACE_BOUNDARY,
    REMOVE,
    REMOVE_MOST,
    BRING_BACK,
    SELECT,
    DESELECT,
    ENABLE,
    ENABLE_AT_ONCE,
    PREVIEWS_ON,
    PREVIEWS_OFF
  }

  /// @param which organization, kind, worker, trouble or field
  /// @param onTheWay it happens while a response is in transit
  record Step(Event event, int which, boolean onTheWay) {}

  @Provide
  Arbitrary<List<Step>> scripts() {
    Arbitrary<Event> events =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.of(Event.values())),
            Tuple.of(2, Arbitraries.of(Event.WORK, Event.WORK_ON, Event.SYNC)),
            Tuple.of(1, Arbitraries.of(Event.TROUBLE)));
    return Combinators.combine(
            events, Arbitraries.integers().between(0, 59), Arbitraries.of(true, false))
        .as(Step::new)
        .list()
        .ofMinSize(5)
        .ofMaxSize(50);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void theCopyEndsAsTheProviderIs(
      @ForAll("scripts") List<Step> script,
      @ForAll ScriptedFieldData.Style style,
      @ForAll boolean readsAhead,
      @ForAll long seed)
      throws InterruptedException {
    new Try(script, style, readsAhead, seed).run();
  }

  /// A field is added and stored while the pages are read, and removed before the next sync: the
  /// provider has the state of the first page again.
  @Example
  void aListingThatChangesWhileItIsReadAndChangesBackIsReadAgain() throws InterruptedException {
    List<Step> script =
        List.of(
            new Step(Event.REMOVE_MOST, 30, false),
            new Step(Event.FORCE, 12, false),
            new Step(Event.WORK, 15, false),
            new Step(Event.REPLACE_BOUNDARY, 11, false),
            new Step(Event.ADD, 12, false),
            new Step(Event.WORK_ON, 53, false),
            new Step(Event.REMOVE, 20, false));
    new Try(script, ScriptedFieldData.Style.SIGNATURE_OF_PAGES, false, -3).run();
  }

  /// One execution of a script.
  private static final class Try {
    private final Map<String, ScriptedOrganization> scripted = new LinkedHashMap<>();
    private final ScriptedFieldData provider;
    private final ScriptedWorkers workers;
    private final SnapshotRows rows;
    private final Deque<Step> script;
    private final Set<UUID> fetched = new HashSet<>();
    private final Map<String, Boolean> choices = new HashMap<>();
    private boolean mayLack;

    Try(List<Step> script, ScriptedFieldData.Style style, boolean readsAhead, long seed) {
      Random random = new Random(seed);
      ORGS.forEach(org -> scripted.put(org, new ScriptedOrganization(random)));
      this.script = new ArrayDeque<>(script);
      this.provider = new ScriptedFieldData(style, scripted);
      this.workers = new ScriptedWorkers(DATABASE.jdbi(), OWNER, provider, ORGS);
      this.rows = new SnapshotRows(DATABASE.jdbi(), workers.account());
      // On the same thread, a page ahead is requested before the one before it is stored.
      workers.readAhead(new ReadAhead(readsAhead ? 1 : 0, Runnable::run));
      provider.onTheWay(this::duringAResponse);
    }

    void run() throws InterruptedException {
      while (!script.isEmpty()) {
        play(script.remove());
        check();
      }
      provider.endFaults();
      provider.onTheWay(() -> {});
      workers.finish();
      workers.sync(true);
      workers.finish();
      check();
      assertThat(rows.leftovers()).isEmpty();
      if (!mayLack) {
        assertThat(rows.runStates()).doesNotContain("GUARDED");
      }
      Set<String> selected = new TreeSet<>(DATABASE.jdbi().withHandle(workers::selected));
      assertThat(selected).isEqualTo(new TreeSet<>(chosen()));
      assertThat(rows.visible()).isEqualTo(List.copyOf(selected));
      selected.forEach(
          org -> assertThat(rows.live(org)).as("beneath %s", org).isEqualTo(expected(org)));
      nothingIsWrittenWhenNothingChanged();
    }

    private void nothingIsWrittenWhenNothingChanged() throws InterruptedException {
      workers.sync(false);
      workers.finish();
      String before = rows.fingerprint(false);
      workers.sync(false);
      workers.finish();
      assertThat(rows.fingerprint(false)).isEqualTo(before);
    }

    private List<String> chosen() {
      return ORGS.stream().filter(org -> choices.getOrDefault(org, true)).toList();
    }

    private void duringAResponse() {
      try {
        while (!script.isEmpty() && script.peek().onTheWay()) {
          play(script.remove());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    private void play(Step step) throws InterruptedException {
      String org = ORGS.get(step.which() % ORGS.size());
      ScriptedOrganization fieldData = requireNonNull(scripted.get(org));
      RecordKind kind = KINDS.get(step.which() / ORGS.size() % KINDS.size());
      switch (step.event()) {
        case SYNC -> workers.sync(false);
        case FORCE -> workers.sync(true);
        case SYNC_FIELDS -> {
          if (!workers.scope().customDataSync()) {
            rows.fields().stream()
                .filter(field -> chosen().contains(field.org()))
                .forEach(field -> fetched.add(field.id()));
          }
          workers.syncFields();
        }
        case WORK -> work(step, 1 + step.which() / 2 % 3);
        case WORK_ON -> work(step, 50);
        case TROUBLE -> {
          ScriptedFieldData.Trouble trouble = TROUBLES.get(step.which() % TROUBLES.size());
          mayLack |= SHORT_PAGES.contains(trouble);
          provider.trouble(trouble);
        }
        case ADD -> fieldData.add(kind);
        case CHANGE -> fieldData.change(kind);
        case REPLACE_BOUNDARY -> fieldData.replaceBoundary();
        case REMOVE -> {
          mayLack = true;
          fieldData.remove(kind);
        }
        case REMOVE_MOST -> {
          mayLack = true;
          fieldData.removeMost(kind);
        }
        case BRING_BACK -> fieldData.restore(kind);
        case SELECT -> choose(org, true);
        case DESELECT -> choose(org, false);
        case ENABLE -> enable(step, false);
        case ENABLE_AT_ONCE -> enable(step, true);
        case PREVIEWS_ON -> workers.customDataSync(true);
        case PREVIEWS_OFF -> workers.customDataSync(false);
      }
    }

    private void work(Step step, int pages) throws InterruptedException {
      workers.work(step.which() % 2, pages);
    }

    private void choose(String org, boolean selected) {
      choices.put(org, selected);
      workers.choose(org, selected ? OrganizationStatus.SELECTED : OrganizationStatus.PREVIEW);
    }

    private void enable(Step step, boolean atOnce) {
      List<SnapshotRows.FieldRow> previews =
          rows.fields().stream()
              .filter(row -> row.status().equals("PREVIEW") && row.live())
              .filter(row -> rows.visible().contains(row.org()))
              .toList();
      if (!previews.isEmpty()) {
        SnapshotRows.FieldRow row = previews.get(step.which() % previews.size());
        fetched.add(row.id());
        workers.enable(row.org(), row.id(), atOnce);
      }
    }

    /// The invariants at any moment.
    private void check() {
      assertThat(rows.wrongTotals()).isEmpty();
      for (SnapshotRows.FieldRow row : rows.fields()) {
        if (row.status().equals("PREVIEW")) {
          assertThat(fetched).as("fields that are no longer previews").doesNotContain(row.id());
        } else if (row.status().equals("PROCESSED")) {
          fetched.add(row.id());
        }
      }
    }

    private List<String> expected(String org) {
      Map<String, String> statuses = new HashMap<>();
      rows.fields().stream()
          .filter(row -> row.org().equals(org) && row.live())
          .forEach(row -> statuses.put(row.providerId(), row.status()));
      assertThat(statuses.values()).as("statuses in %s", org).doesNotContain("WAITING");
      List<String> lines = new ArrayList<>();
      for (RecordKind kind : RecordKind.values()) {
        for (FieldDataRecord record : requireNonNull(scripted.get(org)).all(kind).values()) {
          if (!(record instanceof FieldDataRecord.BoundaryRecord boundary)
              || "PROCESSED".equals(statuses.get(boundary.providerFieldId()))) {
            lines.add(line(record));
          }
        }
      }
      lines.sort(null);
      return lines;
    }

    private static String line(FieldDataRecord record) {
      return switch (record) {
        case FieldDataRecord.Remark remark -> throw new AssertionError(remark.toString());
        case FieldDataRecord.GrowerRecord(String id, String name) -> "grower|" + id + "|" + name;
        case FieldDataRecord.FarmRecord(String id, String name, String grower) ->
            "farm|" + id + "|" + name + "|" + grower;
        case FieldDataRecord.FieldRecord(String id, String name, String farm, String grower) ->
            "field|" + id + "|" + name + "|" + farm + "|" + grower;
        case FieldDataRecord.BoundaryRecord(String id, String field, var shape, double hectares) ->
            "boundary|"
                + id
                + "|"
                + field
                + "|"
                + HexFormat.of().formatHex(BoundaryShape.digest(field, shape, hectares));
      };
    }
  }
}
