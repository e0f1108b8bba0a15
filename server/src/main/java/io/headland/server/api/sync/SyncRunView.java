package io.headland.server.api.sync;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.headland.server.core.field.FieldDataCounts;
import io.headland.server.core.field.RecordCounts;
import io.headland.server.core.sync.SyncCause;
import io.headland.server.core.sync.SyncProgress;
import io.headland.server.core.sync.SyncRun;
import io.headland.server.core.sync.SyncRun.SyncCounts;
import io.headland.server.core.sync.SyncRun.SyncRunState;
import io.headland.server.core.sync.SyncRunOrganization;
import io.headland.server.core.sync.SyncRunOrganization.SyncRunOrganizationState;
import io.headland.server.core.sync.UnexpectedValue;
import io.headland.server.provider.RecordKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A sync run in a response: the results for the list of organizations and for their field data,
/// and the progress.
record SyncRunView(
    String id,
    String leafUserId,
    String provider,
    SyncRunState state,
    SyncCause cause,
    boolean forced,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Long durationMillis,
    Organizations organizations,
    Map<String, Counts> records,
    Progress progress,
    int providerCalls,
    @Nullable String failure,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> missingScopes,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Unexpected> unexpected,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Part> parts) {

  /// A value that was not of the documented type.
  record Unexpected(
      @Nullable String providerOrgId,
      String kind,
      @Nullable String record,
      String path,
      String expected) {
    static Unexpected of(UnexpectedValue value) {
      return new Unexpected(
          value.providerOrgId().isEmpty() ? null : value.providerOrgId(),
          value.kind(),
          value.record().isEmpty() ? null : value.record(),
          value.path(),
          value.expected());
    }
  }

  /// The results for the list of organizations.
  record Organizations(int added, int changed, int unchanged, int blocked) {}

  /// The results of a reading for one kind of record.
  record Counts(int added, int changed, int unchanged, int removed) {
    static Counts of(RecordCounts ofKind) {
      return new Counts(ofKind.added(), ofKind.changed(), ofKind.unchanged(), ofKind.removed());
    }
  }

  /// The number of organizations to read, and of those done.
  record Progress(int organizations, int done, int fieldsRead) {}

  /// An organization in the run.
  record Part(
      String providerOrgId,
      SyncRunOrganizationState state,
      Map<String, Counts> records,
      List<String> notPermitted,
      int providerCalls,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable String failure) {
    static Part of(SyncRunOrganization runOrganization) {
      return new Part(
          runOrganization.providerOrgId(),
          runOrganization.state(),
          SyncRunView.records(runOrganization.counts()),
          runOrganization.notPermitted().stream().map(Enum::name).sorted().toList(),
          runOrganization.providerCalls(),
          runOrganization.startedAt(),
          runOrganization.endedAt(),
          runOrganization.failure().isBlank() ? null : runOrganization.failure());
    }
  }

  /// A run with each of its organizations.
  static SyncRunView complete(
      SyncRun run, List<SyncRunOrganization> runOrganizations, List<UnexpectedValue> unexpected) {
    return of(
        SyncProgress.of(run, runOrganizations),
        unexpected.stream().map(Unexpected::of).toList(),
        runOrganizations.stream().map(Part::of).toList());
  }

  /// A run in a list, or in a stream.
  static SyncRunView brief(SyncProgress progress) {
    return of(progress, null, null);
  }

  private static SyncRunView of(
      SyncProgress at, @Nullable List<Unexpected> unexpected, @Nullable List<Part> shown) {
    SyncRun run = at.run();
    SyncCounts counts = run.counts();
    RecordCounts fields = at.counts().of(RecordKind.FIELD);
    return new SyncRunView(
        run.id().toString(),
        run.leafUserId().toString(),
        run.provider().wireName(),
        run.state(),
        run.cause(),
        run.forced(),
        run.startedAt(),
        run.endedAt(),
        run.endedAt() == null ? null : Duration.between(run.startedAt(), run.endedAt()).toMillis(),
        new Organizations(counts.added(), counts.changed(), counts.unchanged(), counts.blocked()),
        records(at.counts()),
        new Progress(
            at.organizations(), at.done(), fields.added() + fields.changed() + fields.unchanged()),
        at.providerCalls(),
        run.failure().isBlank() ? null : run.failure(),
        run.missingScopes(),
        unexpected,
        shown);
  }

  private static Map<String, Counts> records(FieldDataCounts counts) {
    Map<String, Counts> named = new TreeMap<>();
    SyncProgress.byName(counts).forEach((kind, ofKind) -> named.put(kind, Counts.of(ofKind)));
    return named;
  }
}
