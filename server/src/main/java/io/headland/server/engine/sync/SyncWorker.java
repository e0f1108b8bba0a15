package io.headland.server.engine.sync;

import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.OrganizationKey;
import io.headland.server.core.field.OrganizationSnapshot;
import io.headland.server.core.organization.OrganizationStatus;
import io.headland.server.core.organization.ProviderOrganization;
import io.headland.server.core.organization.ProviderOrganizationStore;
import io.headland.server.core.sync.ReadingPosition;
import io.headland.server.core.sync.ReadingResult;
import io.headland.server.core.sync.SyncRun;
import io.headland.server.core.sync.SyncRun.SyncRunState;
import io.headland.server.core.sync.SyncRunOrganization;
import io.headland.server.core.sync.SyncRunOrganization.SyncRunOrganizationState;
import io.headland.server.core.sync.SyncRunOrganizationStore;
import io.headland.server.core.sync.SyncRunStore;
import io.headland.server.engine.grant.Access;
import io.headland.server.engine.grant.CredentialRefresher;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.SyncRunId;
import io.headland.server.platform.providerhttp.CallRecorder;
import io.headland.server.platform.providerhttp.ProviderCall;
import io.headland.server.provider.ChangeNotifications;
import io.headland.server.provider.ProviderAdapter;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.Providers;
import io.headland.server.provider.RecordKind;
import io.headland.server.usecase.sync.OrganizationReading;
import io.headland.server.usecase.sync.PlanSync;
import io.headland.server.usecase.sync.RecordPage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a worker does in its turn: one part of its run after the other, until there is none left or
/// the turn is over.
public final class SyncWorker {
  private static final Logger log = LoggerFactory.getLogger(SyncWorker.class);
  private static final Duration CREDENTIAL_PAUSE = Duration.ofSeconds(15);

  private final SyncRunStore runs;
  private final SyncRunOrganizationStore runOrganizations;
  private final PlanSync plans;
  private final RecordPage commits;
  private final ProviderOrganizationStore organizations;
  private final CredentialRefresher refresher;
  private final Providers providers;
  private final Configurations configurations;
  private final WithheldKinds withholding;
  private final InstantSource clock;
  private final Duration fullInterval;

  public SyncWorker(
      SyncRunStore runs,
      SyncRunOrganizationStore runOrganizations,
      PlanSync plans,
      RecordPage commits,
      ProviderOrganizationStore organizations,
      CredentialRefresher refresher,
      Providers providers,
      Configurations configurations,
      WithheldKinds withholding,
      InstantSource clock,
      Duration fullInterval) {
    this.runs = runs;
    this.runOrganizations = runOrganizations;
    this.plans = plans;
    this.commits = commits;
    this.organizations = organizations;
    this.refresher = refresher;
    this.providers = providers;
    this.configurations = configurations;
    this.withholding = withholding;
    this.clock = clock;
    this.fullInterval = fullInterval;
  }

  /// What is the same for all parts that a worker reads in one turn.
  private final class Shift {
    private final AccountKey account;
    private final SyncRun run;
    private final TimeSlice turn;
    private final AtomicInteger calls = new AtomicInteger();
    private Access access;

    Shift(AccountKey account, SyncRun run, TimeSlice turn) throws InterruptedException {
      this.account = account;
      this.run = run;
      this.turn = turn;
      this.access = refresher.open(account, counting());
    }

    CallRecorder counting() {
      return (ProviderCall _) -> calls.incrementAndGet();
    }
  }

  /// Works until the turn is over.
  ///
  /// @return how long to pause before the next turn; empty when nothing is left for this worker
  Optional<Duration> work(ApiOwnerId owner, SyncRunId id, int worker, TimeSlice turn)
      throws InterruptedException {
    Optional<SyncRun> run =
        runs.find(owner, id).filter(found -> found.state() == SyncRunState.RUNNING);
    if (run.isEmpty()) {
      return Optional.empty();
    }
    AccountKey account = new AccountKey(owner, run.get().leafUserId(), run.get().provider());
    Shift shift = new Shift(account, run.get(), turn);
    while (!turn.isOver()) {
      Optional<SyncRunOrganization> runOrganization =
          runOrganizations.claim(owner, id, worker, clock.instant());
      if (runOrganization.isPresent()) {
        ReadingResult end = read(shift, runOrganization.get());
        if (end instanceof ReadingResult.Pause(Duration pause)) {
          return Optional.of(pause);
        }
      } else if (!isMoreLeft(owner, id, worker)) {
        return Optional.empty();
      }
    }
    return Optional.of(Duration.ZERO);
  }

  private boolean isMoreLeft(ApiOwnerId owner, SyncRunId id, int worker) {
    return switch (plans.endIfDone(owner, id, worker, clock.instant())) {
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

  /// Gives up what a worker holds, because it fails again and again for a reason of our own.
  void abandon(ApiOwnerId owner, SyncRunId id, int worker) {
    Optional<SyncRun> run = runs.find(owner, id);
    Optional<SyncRunOrganization> runOrganization =
        runOrganizations.claim(owner, id, worker, clock.instant());
    if (run.isPresent() && runOrganization.isPresent()) {
      AccountKey account = new AccountKey(owner, run.get().leafUserId(), run.get().provider());
      commits.end(
          account,
          runOrganization.get(),
          SyncRunOrganizationState.FAILED,
          "internalError",
          clock.instant());
    }
  }

  private ReadingResult read(Shift shift, SyncRunOrganization claimed) throws InterruptedException {
    ReadingResult end = readOnce(shift, claimed);
    if (end instanceof ReadingResult.Unauthorized(SyncRunOrganization runOrganization)
        && shift.access instanceof Access.Ready(var refused, _)) {
      shift.access = refresher.renew(shift.account, refused, shift.counting());
      end = readOnce(shift, runOrganization);
      if (end instanceof ReadingResult.Unauthorized(SyncRunOrganization again)
          && shift.access instanceof Access.Ready(var fresh, _)) {
        shift.access = refresher.doubt(shift.account, fresh);
        return readOnce(shift, again);
      }
    }
    return end;
  }

  private ReadingResult readOnce(Shift shift, SyncRunOrganization runOrganization)
      throws InterruptedException {
    return switch (shift.access) {
      case Access.Missing() -> over(shift, runOrganization, "credentialsNotFound");
      case Access.Refused() -> over(shift, runOrganization, "credentialsUnauthenticated");
      case Access.Failed(ProviderFailure failure) -> withoutAccess(shift, runOrganization, failure);
      case Access.Ready ready -> readWith(shift, ready, runOrganization);
    };
  }

  private ReadingResult readWith(
      Shift shift, Access.Ready ready, SyncRunOrganization runOrganization)
      throws InterruptedException {
    Optional<ProviderOrganization> organization =
        organizations
            .find(shift.account, runOrganization.providerOrgId())
            .filter(found -> found.status() == OrganizationStatus.SELECTED);
    if (organization.isEmpty()) {
      commits.end(
          shift.account, runOrganization, SyncRunOrganizationState.STOPPED, "", clock.instant());
      return new ReadingResult.Over();
    }
    ProviderAdapter adapter = providers.adapter(shift.account.provider());
    boolean afresh = shift.run.forced() && runOrganization.at().equals(ReadingPosition.START);
    return switch (withholding.find(
        shift.account, organization.get(), adapter, ready.session(), afresh)) {
      case WithheldKinds.Finding.Known(Set<RecordKind> refused) ->
          readFieldData(shift, ready, runOrganization, organization.get(), refused);
      case WithheldKinds.Finding.Failed(ProviderFailure failure) ->
          new FailurePolicy(
                  commits,
                  clock,
                  context(shift, ready, runOrganization, organization.get(), Set.of()))
              .of(runOrganization.calling(shift.calls.getAndSet(0)), failure);
    };
  }

  private ReadingResult readFieldData(
      Shift shift,
      Access.Ready ready,
      SyncRunOrganization runOrganization,
      ProviderOrganization organization,
      Set<RecordKind> refused)
      throws InterruptedException {
    FieldDataReader.Context context = context(shift, ready, runOrganization, organization, refused);
    Optional<ChangeNotifications> named =
        runOrganization.requestedIds().isEmpty()
            ? Optional.empty()
            : context.adapter().notifications();
    return named.isPresent()
        ? new FieldByIdReader(commits, clock, context, named.get(), runOrganization).read()
        : new FieldDataReader(commits, clock, context, runOrganization).read();
  }

  private FieldDataReader.Context context(
      Shift shift,
      Access.Ready ready,
      SyncRunOrganization runOrganization,
      ProviderOrganization organization,
      Set<RecordKind> refused) {
    OrganizationKey organizationKey =
        new OrganizationKey(shift.account, runOrganization.providerOrgId());
    OrganizationSnapshot before = commits.open(organizationKey, clock.instant());
    return new FieldDataReader.Context(
        new OrganizationReading(
            organizationKey,
            configurations.scope(shift.account.owner(), shift.account.leafUser()),
            refused,
            shift.run.forced(),
            isDueInFull(before, clock.instant())),
        providers.adapter(shift.account.provider()),
        ready.session(),
        new FieldDataReader.Unlinked(
            organization.withheld(),
            kinds -> withholding.refused(shift.account, runOrganization.providerOrgId(), kinds)),
        before,
        shift.calls,
        shift.turn);
  }

  private boolean isDueInFull(OrganizationSnapshot snapshot, Instant now) {
    Instant read = snapshot.fullyReadAt();
    return read == null || !read.plus(fullInterval).isAfter(now);
  }

  private ReadingResult withoutAccess(
      Shift shift, SyncRunOrganization runOrganization, ProviderFailure failure) {
    SyncRunOrganization counted = runOrganization.calling(shift.calls.getAndSet(0));
    return switch (failure) {
      case ProviderFailure.Throttled(Duration pause) -> later(shift, counted, pause);
      case ProviderFailure.RateLimited(Duration pause) -> later(shift, counted, pause);
      case ProviderFailure.RefreshPending(_, Duration pause) -> later(shift, counted, pause);
      case ProviderFailure.ApplicationRefused(_, _, Duration pause) -> {
        SyncRunOrganization failed = counted.failedOnceMore();
        yield failed.attempts() >= SyncRunOrganization.MOST_ATTEMPTS
            ? over(shift, failed, "applicationRefused")
            : later(shift, failed, pause);
      }
      case ProviderFailure.Unauthorized _,
          ProviderFailure.Forbidden _,
          ProviderFailure.ActionRequired _,
          ProviderFailure.NotFound _,
          ProviderFailure.Unavailable _ ->
          withoutToken(shift, counted, "providerUnavailable");
      case ProviderFailure.BrokenAnswer _ ->
          withoutToken(shift, counted, "providerResponseInvalid");
    };
  }

  private ReadingResult withoutToken(
      Shift shift, SyncRunOrganization runOrganization, String failure) {
    SyncRunOrganization failed = runOrganization.failedOnceMore();
    return failed.attempts() >= SyncRunOrganization.MOST_ATTEMPTS
        ? over(shift, failed, failure)
        : later(shift, failed, CREDENTIAL_PAUSE);
  }

  private ReadingResult later(Shift shift, SyncRunOrganization runOrganization, Duration pause) {
    commits.save(shift.account.owner(), runOrganization);
    return new ReadingResult.Pause(pause);
  }

  private ReadingResult over(Shift shift, SyncRunOrganization runOrganization, String failure) {
    SyncRunOrganization counted = runOrganization.calling(shift.calls.getAndSet(0));
    commits.end(shift.account, counted, SyncRunOrganizationState.FAILED, failure, clock.instant());
    return new ReadingResult.Over();
  }
}
