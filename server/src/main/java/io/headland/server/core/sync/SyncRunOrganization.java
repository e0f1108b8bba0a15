package io.headland.server.core.sync;

import io.headland.server.core.field.FieldDataCounts;
import io.headland.server.platform.id.SyncRunId;
import io.headland.server.provider.RecordKind;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The work of a run for one organization.
///
/// @param fence number of the last claim; a worker with another number must not write
/// @param attempts number of failed attempts since the last stored page
/// @param notPermitted kinds of records that the provider denied
/// @param failure an error key; blank when there is none
/// @param requestedIds ids of the only fields to be read; empty when all field data is read
public record SyncRunOrganization(
    SyncRunId run,
    String providerOrgId,
    SyncRunOrganizationState state,
    int fence,
    ReadingPosition at,
    int attempts,
    FieldDataCounts counts,
    int providerCalls,
    Set<RecordKind> notPermitted,
    String failure,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    List<String> requestedIds) {
  /// Attempts at one organization of a run. The last one starts from the beginning.
  public static final int MAX_ATTEMPTS = 5;

  public SyncRunOrganization {
    notPermitted = Set.copyOf(notPermitted);
    requestedIds = List.copyOf(requestedIds);
  }

  public SyncRunOrganization at(ReadingPosition position) {
    return with(position, attempts, counts, providerCalls, notPermitted);
  }

  public SyncRunOrganization counting(FieldDataCounts counts) {
    return with(at, attempts, counts, providerCalls, notPermitted);
  }

  public SyncRunOrganization calling(int more) {
    return with(at, attempts, counts, providerCalls + more, notPermitted);
  }

  public SyncRunOrganization failedOnceMore() {
    return with(at, attempts + 1, counts, providerCalls, notPermitted);
  }

  /// Resets the number of failed attempts after a page, except in the last attempt: that restarts
  /// the listing, so that a page is not progress.
  public SyncRunOrganization recovered() {
    return attempts >= MAX_ATTEMPTS - 1 ? this : with(at, 0, counts, providerCalls, notPermitted);
  }

  public SyncRunOrganization throughTheListing() {
    return with(at, 0, counts, providerCalls, notPermitted);
  }

  public SyncRunOrganization without(Set<RecordKind> kinds) {
    Set<RecordKind> all = EnumSet.noneOf(RecordKind.class);
    all.addAll(notPermitted);
    all.addAll(kinds);
    return with(at, attempts, counts, providerCalls, all);
  }

  private SyncRunOrganization with(
      ReadingPosition at,
      int attempts,
      FieldDataCounts counts,
      int providerCalls,
      Set<RecordKind> notPermitted) {
    return new SyncRunOrganization(
        run,
        providerOrgId,
        state,
        fence,
        at,
        attempts,
        counts,
        providerCalls,
        notPermitted,
        failure,
        startedAt,
        endedAt,
        requestedIds);
  }

  /// The state of an organization in a run.
  ///
  /// | from | to |
  /// |---|---|
  /// | `WAITING` | `RUNNING` when a worker claims it, `STOPPED` |
  /// | `RUNNING` | any of the others; `WAITING` when it was requested again meanwhile |
  public enum SyncRunOrganizationState {
    WAITING,
    RUNNING,
    /// The organization's field data was stored, with changes.
    SUCCEEDED,
    UNCHANGED,
    /// Too many records were missing, so that nothing was removed; a caller may force the removal.
    GUARDED,
    FAILED,
    /// A caller deselected the organization, or its account got another credential.
    STOPPED;

    boolean isOver() {
      return this != WAITING && this != RUNNING;
    }
  }
}
