package io.headland.server.engine.sync;

import io.headland.server.core.configuration.AdditionalReading;
import io.headland.server.core.configuration.SyncScope;
import io.headland.server.core.field.OrganizationKey;
import io.headland.server.core.field.OrganizationSnapshot;
import io.headland.server.core.sync.FailureKey;
import io.headland.server.core.sync.ReadingPosition;
import io.headland.server.core.sync.SyncRun.SyncRunState;
import io.headland.server.core.sync.SyncRunOrganization;
import io.headland.server.core.sync.SyncRunOrganization.SyncRunOrganizationState;
import io.headland.server.engine.grant.Access;
import io.headland.server.engine.grant.CredentialRefresher;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.SyncRunId;
import io.headland.server.provider.AdditionalReads;
import io.headland.server.provider.ChangeNotifications;
import io.headland.server.provider.ProviderAdapter;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.Providers;
import io.headland.server.provider.RecordKind;
import io.headland.server.usecase.sync.EndReading;
import io.headland.server.usecase.sync.OpenReading;
import io.headland.server.usecase.sync.OrganizationReading;
import io.headland.server.usecase.sync.PlanSync;
import io.headland.server.usecase.sync.RecordPage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the organizations of a run one after the other, until none is left or the time slice is
/// over.
public final class SyncWorker {
  private static final Logger log = LoggerFactory.getLogger(SyncWorker.class);

  private final PlanSync plans;
  private final RecordPage recordPage;
  private final EndReading endReading;
  private final OpenReading openReading;
  private final CredentialRefresher refresher;
  private final Providers providers;
  private final DeniedKinds deniedKinds;
  private final InstantSource clock;
  private final Duration fullInterval;
  private final AdditionalReading additional;
  private final ReadAhead readAhead;

  /// A worker of a node.
  ///
  /// @param fullInterval between full readings of an organization
  /// @param additional what is read after the field data
  /// @param readAhead of the node
  public SyncWorker(
      PlanSync plans,
      RecordPage recordPage,
      EndReading endReading,
      OpenReading openReading,
      CredentialRefresher refresher,
      Providers providers,
      DeniedKinds deniedKinds,
      InstantSource clock,
      Duration fullInterval,
      AdditionalReading additional,
      ReadAhead readAhead) {
    this.plans = plans;
    this.recordPage = recordPage;
    this.endReading = endReading;
    this.openReading = openReading;
    this.refresher = refresher;
    this.providers = providers;
    this.deniedKinds = deniedKinds;
    this.clock = clock;
    this.fullInterval = fullInterval;
    this.additional = additional;
    this.readAhead = readAhead;
  }

  /// Works until the time slice is over.
  ///
  /// @return how long to pause before the next time slice; empty when nothing is left for this
  ///   worker
  Optional<Duration> work(ApiOwnerId owner, SyncRunId id, int worker, TimeSlice timeSlice)
      throws InterruptedException {
    Optional<WorkerSession> session = Optional.empty();
    while (!timeSlice.isOver()) {
      Optional<OpenReading.Claimed> claimed = openReading.claim(owner, id, worker, clock.instant());
      PlanSync.Rest rest;
      if (claimed.isPresent()) {
        if (session.isEmpty()) {
          session = Optional.of(new WorkerSession(refresher, claimed.get(), timeSlice));
        }
        switch (read(session.get(), claimed.get())) {
          case ReadingResult.Pause(Duration pause) -> {
            return Optional.of(pause);
          }
          case ReadingResult.Over(PlanSync.Rest left) -> rest = left;
        }
      } else {
        rest = plans.endIfDone(owner, id, worker, clock.instant());
      }
      if (!isMoreLeft(rest)) {
        return Optional.empty();
      }
    }
    return Optional.of(Duration.ZERO);
  }

  private static boolean isMoreLeft(PlanSync.Rest rest) {
    return switch (rest) {
      case PlanSync.Rest.More() -> true;
      case PlanSync.Rest.Nothing(), PlanSync.Rest.ForOthers() -> false;
      case PlanSync.Rest.Ended(SyncRunState state) -> {
        switch (state) {
          case SUCCEEDED, UNCHANGED -> log.info("A sync ended {}", state);
          case RUNNING, PARTIAL, GUARDED, FAILED -> log.warn("A sync ended {}", state);
        }
        yield false;
      }
    };
  }

  /// Ends the organization that a worker reads next as failed, after repeated internal errors. It
  /// is the one that the worker has claimed, if it has claimed one.
  void abandon(ApiOwnerId owner, SyncRunId id, int worker) {
    openReading
        .claim(owner, id, worker, clock.instant())
        .ifPresent(
            claimed ->
                endReading.end(
                    claimed.account(),
                    claimed.runOrganization(),
                    SyncRunOrganizationState.FAILED,
                    FailureKey.INTERNAL_ERROR,
                    clock.instant()));
  }

  /// Reads what a reading begins with.
  @FunctionalInterface
  private interface Opening {
    /// Empty when the organization is not selected.
    Optional<OpenReading.Opened> open();
  }

  /// A rejected token is replaced once.
  private ReadingResult.Stored read(WorkerSession session, OpenReading.Claimed claimed)
      throws InterruptedException {
    SyncRunOrganization runOrganization = claimed.runOrganization();
    Opening opening = () -> openReading.open(claimed, clock.instant());
    OrganizationKey organizationKey =
        new OrganizationKey(session.account(), runOrganization.providerOrgId());
    for (boolean renewed = false; ; renewed = true) {
      switch (session.access()) {
        case Access.NoToken none -> {
          return withoutToken(session, runOrganization, none);
        }
        case Access.Ready ready -> {
          switch (readWith(session, ready, runOrganization, opening)) {
            case ReadingResult.Stored stored -> {
              return stored;
            }
            case ReadingResult.Unauthorized(SyncRunOrganization rejected) -> {
              if (renewed) {
                return withoutToken(session, rejected, session.recordRejectedToken(ready));
              }
              session.renew(ready);
              runOrganization = rejected;
              opening = () -> openReading.open(organizationKey, clock.instant());
            }
          }
        }
      }
    }
  }

  private ReadingResult.Stored withoutToken(
      WorkerSession session, SyncRunOrganization runOrganization, Access.NoToken access) {
    return new AccountFailurePolicy(endReading, clock, session.account())
        .of(session.counted(runOrganization), access);
  }

  private ReadingResult readWith(
      WorkerSession session,
      Access.Ready ready,
      SyncRunOrganization runOrganization,
      Opening opening)
      throws InterruptedException {
    Optional<OpenReading.Opened> opened = opening.open();
    if (opened.isEmpty()) {
      return new ReadingResult.Over(
          endReading.end(
              session.account(),
              runOrganization,
              SyncRunOrganizationState.STOPPED,
              "",
              clock.instant()));
    }
    ProviderAdapter adapter = providers.adapter(session.account().provider());
    boolean ignoreStored = session.forced() && runOrganization.at().equals(ReadingPosition.START);
    return switch (deniedKinds.find(
        session.account(), opened.get().organization(), adapter, ready.session(), ignoreStored)) {
      case DeniedKinds.Finding.Known(Set<RecordKind> denied) ->
          readFieldData(session, ready, runOrganization, opened.get(), denied);
      case DeniedKinds.Finding.Failed(ProviderFailure failure) ->
          new FailurePolicy(
                  endReading,
                  clock,
                  context(session, ready, runOrganization, opened.get(), Set.of()))
              .of(session.counted(runOrganization), failure);
    };
  }

  private ReadingResult readFieldData(
      WorkerSession session,
      Access.Ready ready,
      SyncRunOrganization runOrganization,
      OpenReading.Opened opened,
      Set<RecordKind> denied)
      throws InterruptedException {
    FieldDataReader.Context context = context(session, ready, runOrganization, opened, denied);
    Optional<ChangeNotifications> named =
        runOrganization.requestedIds().isEmpty()
            ? Optional.empty()
            : context.adapter().notifications();
    return named.isPresent()
        ? new FieldByIdReader(recordPage, endReading, clock, context, named.get(), runOrganization)
            .read()
        : new FieldDataReader(recordPage, endReading, clock, context, runOrganization).read();
  }

  private FieldDataReader.Context context(
      WorkerSession session,
      Access.Ready ready,
      SyncRunOrganization runOrganization,
      OpenReading.Opened opened,
      Set<RecordKind> denied) {
    OrganizationKey organizationKey =
        new OrganizationKey(session.account(), runOrganization.providerOrgId());
    OrganizationSnapshot before = opened.snapshot();
    SyncScope scope = opened.scope();
    ProviderAdapter adapter = providers.adapter(session.account().provider());
    AdditionalReads reads = additional.of(session.account().provider(), scope);
    List<String> granted = ready.credential().scopes();
    return new FieldDataReader.Context(
        new OrganizationReading(
            organizationKey,
            scope,
            denied,
            session.forced(),
            before.fullyReadAt() == null,
            isDueInFull(before, clock.instant()),
            before.waiting(),
            // Without the scope each field would cost a call that is refused.
            reads.operations()
                && adapter.scopes().permit(new AdditionalReads(true, Set.of()), granted),
            reads.assets(),
            additional.missingScopes(session.account().provider(), scope, granted)),
        adapter,
        ready.session(),
        new UnlinkedKinds(
            opened.organization().unlinked(),
            kinds ->
                deniedKinds.recordDenied(
                    session.account(), runOrganization.providerOrgId(), kinds)),
        before,
        session.calls(),
        session.timeSlice(),
        readAhead);
  }

  private boolean isDueInFull(OrganizationSnapshot snapshot, Instant now) {
    Instant read = snapshot.fullyReadAt();
    return read == null || !read.plus(fullInterval).isAfter(now);
  }
}
