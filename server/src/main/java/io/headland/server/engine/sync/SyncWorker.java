package io.headland.server.engine.sync;

import io.headland.server.core.configuration.AdditionalReading;
import io.headland.server.core.configuration.SyncScope;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.OrganizationKey;
import io.headland.server.core.field.OrganizationSnapshot;
import io.headland.server.core.sync.ReadingPosition;
import io.headland.server.core.sync.SyncRun.SyncRunState;
import io.headland.server.core.sync.SyncRunOrganization;
import io.headland.server.core.sync.SyncRunOrganization.SyncRunOrganizationState;
import io.headland.server.engine.grant.Access;
import io.headland.server.engine.grant.CredentialRefresher;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.SyncRunId;
import io.headland.server.platform.providerhttp.CallRecorder;
import io.headland.server.platform.providerhttp.ProviderCall;
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
import java.util.concurrent.atomic.AtomicInteger;
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
  private final WithheldKinds withheldKinds;
  private final InstantSource clock;
  private final Duration fullInterval;
  private final AdditionalReading additional;

  /// A worker of a node.
  ///
  /// @param fullInterval between full readings of an organization
  /// @param additional what is read after the field data
  public SyncWorker(
      PlanSync plans,
      RecordPage recordPage,
      EndReading endReading,
      OpenReading openReading,
      CredentialRefresher refresher,
      Providers providers,
      WithheldKinds withheldKinds,
      InstantSource clock,
      Duration fullInterval,
      AdditionalReading additional) {
    this.plans = plans;
    this.recordPage = recordPage;
    this.endReading = endReading;
    this.openReading = openReading;
    this.refresher = refresher;
    this.providers = providers;
    this.withheldKinds = withheldKinds;
    this.clock = clock;
    this.fullInterval = fullInterval;
    this.additional = additional;
  }

  /// The state of a worker during one time slice.
  private final class WorkerSession {
    private final AccountKey account;
    private final boolean forced;
    private final TimeSlice timeSlice;
    private final AtomicInteger calls = new AtomicInteger();
    private Access access;

    WorkerSession(OpenReading.Claimed first, TimeSlice timeSlice) throws InterruptedException {
      this.account = first.account();
      this.forced = first.forced();
      this.timeSlice = timeSlice;
      this.access = refresher.open(account, counting());
    }

    CallRecorder counting() {
      return (ProviderCall _) -> calls.incrementAndGet();
    }
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
          session = Optional.of(new WorkerSession(claimed.get(), timeSlice));
        }
        switch (read(session.get(), claimed.get())) {
          case ReadingResult.Pause(Duration pause) -> {
            return Optional.of(pause);
          }
          case ReadingResult.Over(PlanSync.Rest left) -> rest = left;
          case ReadingResult.Unauthorized _ -> rest = new PlanSync.Rest.More();
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
                    "internalError",
                    clock.instant()));
  }

  /// Reads what a reading begins with.
  @FunctionalInterface
  private interface Opening {
    /// Empty when the organization is not selected.
    Optional<OpenReading.Opened> open();
  }

  private ReadingResult read(WorkerSession workerSession, OpenReading.Claimed claimed)
      throws InterruptedException {
    ReadingResult end =
        readOnce(
            workerSession,
            claimed.runOrganization(),
            () -> openReading.open(claimed, clock.instant()));
    if (end instanceof ReadingResult.Unauthorized(SyncRunOrganization runOrganization)
        && workerSession.access instanceof Access.Ready(var refused, _)) {
      workerSession.access =
          refresher.renew(workerSession.account, refused, workerSession.counting());
      end = readOnce(workerSession, runOrganization, again(workerSession, runOrganization));
      if (end instanceof ReadingResult.Unauthorized(SyncRunOrganization twice)
          && workerSession.access instanceof Access.Ready(var fresh, _)) {
        workerSession.access = refresher.recordRejectedToken(workerSession.account, fresh);
        return readOnce(workerSession, twice, again(workerSession, twice));
      }
    }
    return end;
  }

  private Opening again(WorkerSession workerSession, SyncRunOrganization runOrganization) {
    OrganizationKey organizationKey =
        new OrganizationKey(workerSession.account, runOrganization.providerOrgId());
    return () -> openReading.open(organizationKey, clock.instant());
  }

  private ReadingResult readOnce(
      WorkerSession workerSession, SyncRunOrganization runOrganization, Opening opening)
      throws InterruptedException {
    AccountFailurePolicy policy =
        new AccountFailurePolicy(endReading, clock, workerSession.account);
    return switch (workerSession.access) {
      case Access.Missing() ->
          policy.over(counted(workerSession, runOrganization), "credentialsNotFound");
      case Access.Refused() ->
          policy.over(counted(workerSession, runOrganization), "credentialsUnauthenticated");
      case Access.Failed(ProviderFailure failure) ->
          policy.of(counted(workerSession, runOrganization), failure);
      case Access.Ready ready -> readWith(workerSession, ready, runOrganization, opening);
    };
  }

  private ReadingResult readWith(
      WorkerSession workerSession,
      Access.Ready ready,
      SyncRunOrganization runOrganization,
      Opening opening)
      throws InterruptedException {
    Optional<OpenReading.Opened> opened = opening.open();
    if (opened.isEmpty()) {
      return new ReadingResult.Over(
          endReading.end(
              workerSession.account,
              runOrganization,
              SyncRunOrganizationState.STOPPED,
              "",
              clock.instant()));
    }
    ProviderAdapter adapter = providers.adapter(workerSession.account.provider());
    boolean ignoreStored =
        workerSession.forced && runOrganization.at().equals(ReadingPosition.START);
    return switch (withheldKinds.find(
        workerSession.account,
        opened.get().organization(),
        adapter,
        ready.session(),
        ignoreStored)) {
      case WithheldKinds.Finding.Known(Set<RecordKind> refused) ->
          readFieldData(workerSession, ready, runOrganization, opened.get(), refused);
      case WithheldKinds.Finding.Failed(ProviderFailure failure) ->
          new FailurePolicy(
                  endReading,
                  clock,
                  context(workerSession, ready, runOrganization, opened.get(), Set.of()))
              .of(counted(workerSession, runOrganization), failure);
    };
  }

  private ReadingResult readFieldData(
      WorkerSession workerSession,
      Access.Ready ready,
      SyncRunOrganization runOrganization,
      OpenReading.Opened opened,
      Set<RecordKind> refused)
      throws InterruptedException {
    FieldDataReader.Context context =
        context(workerSession, ready, runOrganization, opened, refused);
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
      WorkerSession workerSession,
      Access.Ready ready,
      SyncRunOrganization runOrganization,
      OpenReading.Opened opened,
      Set<RecordKind> refused) {
    OrganizationKey organizationKey =
        new OrganizationKey(workerSession.account, runOrganization.providerOrgId());
    OrganizationSnapshot before = opened.snapshot();
    SyncScope scope = opened.scope();
    ProviderAdapter adapter = providers.adapter(workerSession.account.provider());
    AdditionalReads reads = additional.of(workerSession.account.provider(), scope);
    List<String> granted = ready.credential().scopes();
    return new FieldDataReader.Context(
        new OrganizationReading(
            organizationKey,
            scope,
            refused,
            workerSession.forced,
            before.fullyReadAt() == null,
            isDueInFull(before, clock.instant()),
            before.waiting(),
            // Without the scope each field would cost a call that is refused.
            reads.operations()
                && adapter.scopes().permit(new AdditionalReads(true, Set.of()), granted),
            reads.assets(),
            additional.missingScopes(workerSession.account.provider(), scope, granted)),
        adapter,
        ready.session(),
        new FieldDataReader.Unlinked(
            opened.organization().withheld(),
            kinds ->
                withheldKinds.recordDenied(
                    workerSession.account, runOrganization.providerOrgId(), kinds)),
        before,
        workerSession.calls,
        workerSession.timeSlice);
  }

  private boolean isDueInFull(OrganizationSnapshot snapshot, Instant now) {
    Instant read = snapshot.fullyReadAt();
    return read == null || !read.plus(fullInterval).isAfter(now);
  }

  private static SyncRunOrganization counted(
      WorkerSession workerSession, SyncRunOrganization runOrganization) {
    return runOrganization.calling(workerSession.calls.getAndSet(0));
  }
}
