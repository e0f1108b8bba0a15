package io.headland.server.sync;

import io.headland.server.configuration.Configurations;
import io.headland.server.credential.Access;
import io.headland.server.credential.AccountKey;
import io.headland.server.credential.CredentialRefresher;
import io.headland.server.field.CopyKey;
import io.headland.server.field.OrganizationCopy;
import io.headland.server.id.ApiOwnerId;
import io.headland.server.id.SyncRunId;
import io.headland.server.organization.OrganizationStatus;
import io.headland.server.organization.ProviderOrganization;
import io.headland.server.organization.ProviderOrganizationStore;
import io.headland.server.provider.ChangeNotices;
import io.headland.server.provider.ProviderAdapter;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.Providers;
import io.headland.server.provider.RecordKind;
import io.headland.server.upstream.CallRecorder;
import io.headland.server.upstream.ProviderCall;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a lane does in its turn: one part of its run after the other, until there is none left or
/// the turn is over.
final class LaneWork {
  private static final Logger log = LoggerFactory.getLogger(LaneWork.class);
  private static final Duration CREDENTIAL_PAUSE = Duration.ofSeconds(15);

  private final SyncRunStore runs;
  private final RunPartStore parts;
  private final SyncPlanStore plans;
  private final LandCommitStore commits;
  private final ProviderOrganizationStore organizations;
  private final CredentialRefresher refresher;
  private final Providers providers;
  private final Configurations configurations;
  private final Withholding withholding;
  private final InstantSource clock;
  private final Duration fullInterval;

  LaneWork(
      SyncRunStore runs,
      RunPartStore parts,
      SyncPlanStore plans,
      LandCommitStore commits,
      ProviderOrganizationStore organizations,
      CredentialRefresher refresher,
      Providers providers,
      Configurations configurations,
      Withholding withholding,
      InstantSource clock,
      Duration fullInterval) {
    this.runs = runs;
    this.parts = parts;
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

  /// What is the same for all parts that a lane reads in one turn.
  private final class Shift {
    private final AccountKey account;
    private final SyncRun run;
    private final Turn turn;
    private final AtomicInteger calls = new AtomicInteger();
    private Access access;

    Shift(AccountKey account, SyncRun run, Turn turn) throws InterruptedException {
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
  /// @return how long to pause before the next turn; empty when nothing is left for this lane
  Optional<Duration> work(ApiOwnerId owner, SyncRunId id, int lane, Turn turn)
      throws InterruptedException {
    Optional<SyncRun> run =
        runs.find(owner, id).filter(found -> found.state() == SyncRunState.RUNNING);
    if (run.isEmpty()) {
      return Optional.empty();
    }
    AccountKey account = new AccountKey(owner, run.get().leafUserId(), run.get().provider());
    Shift shift = new Shift(account, run.get(), turn);
    while (!turn.isOver()) {
      Optional<RunPart> part = parts.claim(owner, id, lane, clock.instant());
      if (part.isPresent()) {
        PartEnd end = read(shift, part.get());
        if (end instanceof PartEnd.Pause(Duration pause)) {
          return Optional.of(pause);
        }
      } else if (!isMoreLeft(owner, id, lane)) {
        return Optional.empty();
      }
    }
    return Optional.of(Duration.ZERO);
  }

  private boolean isMoreLeft(ApiOwnerId owner, SyncRunId id, int lane) {
    return switch (plans.endIfDone(owner, id, lane, clock.instant())) {
      case SyncPlanStore.Rest.More() -> true;
      case SyncPlanStore.Rest.Nothing(), SyncPlanStore.Rest.ForOthers() -> false;
      case SyncPlanStore.Rest.Ended(SyncRunState state) -> {
        switch (state) {
          case SUCCEEDED, UNCHANGED -> log.info("A sync ended {}", state);
          case RUNNING, PARTIAL, GUARDED, FAILED -> log.warn("A sync ended {}", state);
        }
        yield false;
      }
    };
  }

  /// Gives up what a lane holds, because it fails again and again for a reason of our own.
  void giveUp(ApiOwnerId owner, SyncRunId id, int lane) {
    Optional<SyncRun> run = runs.find(owner, id);
    Optional<RunPart> part = parts.claim(owner, id, lane, clock.instant());
    if (run.isPresent() && part.isPresent()) {
      AccountKey account = new AccountKey(owner, run.get().leafUserId(), run.get().provider());
      commits.end(account, part.get(), PartState.FAILED, "internalError", clock.instant());
    }
  }

  private PartEnd read(Shift shift, RunPart claimed) throws InterruptedException {
    PartEnd end = readOnce(shift, claimed);
    if (end instanceof PartEnd.Unauthorized(RunPart part)
        && shift.access instanceof Access.Ready(var refused, _)) {
      shift.access = refresher.renew(shift.account, refused, shift.counting());
      end = readOnce(shift, part);
      if (end instanceof PartEnd.Unauthorized(RunPart again)
          && shift.access instanceof Access.Ready(var fresh, _)) {
        shift.access = refresher.doubt(shift.account, fresh);
        return readOnce(shift, again);
      }
    }
    return end;
  }

  private PartEnd readOnce(Shift shift, RunPart part) throws InterruptedException {
    return switch (shift.access) {
      case Access.Missing() -> over(shift, part, "credentialsNotFound");
      case Access.Refused() -> over(shift, part, "credentialsUnauthenticated");
      case Access.Failed(ProviderFailure failure) -> withoutAccess(shift, part, failure);
      case Access.Ready ready -> readWith(shift, ready, part);
    };
  }

  private PartEnd readWith(Shift shift, Access.Ready ready, RunPart part)
      throws InterruptedException {
    Optional<ProviderOrganization> organization =
        organizations
            .find(shift.account, part.providerOrgId())
            .filter(found -> found.status() == OrganizationStatus.SELECTED);
    if (organization.isEmpty()) {
      commits.end(shift.account, part, PartState.STOPPED, "", clock.instant());
      return new PartEnd.Over();
    }
    ProviderAdapter adapter = providers.adapter(shift.account.provider());
    boolean afresh = shift.run.forced() && part.at().equals(ReadingPosition.START);
    return switch (withholding.find(
        shift.account, organization.get(), adapter, ready.session(), afresh)) {
      case Withholding.Finding.Known(Set<RecordKind> refused) ->
          readLand(shift, ready, part, organization.get(), refused);
      case Withholding.Finding.Failed(ProviderFailure failure) ->
          new Setback(commits, clock, context(shift, ready, part, organization.get(), Set.of()))
              .of(part.calling(shift.calls.getAndSet(0)), failure);
    };
  }

  private PartEnd readLand(
      Shift shift,
      Access.Ready ready,
      RunPart part,
      ProviderOrganization organization,
      Set<RecordKind> refused)
      throws InterruptedException {
    LandReading.Context context = context(shift, ready, part, organization, refused);
    Optional<ChangeNotices> named =
        part.named().isEmpty() ? Optional.empty() : context.adapter().notices();
    return named.isPresent()
        ? new NamedReading(commits, clock, context, named.get(), part).read()
        : new LandReading(commits, clock, context, part).read();
  }

  private LandReading.Context context(
      Shift shift,
      Access.Ready ready,
      RunPart part,
      ProviderOrganization organization,
      Set<RecordKind> refused) {
    CopyKey copy = new CopyKey(shift.account, part.providerOrgId());
    OrganizationCopy before = commits.open(copy, clock.instant());
    return new LandReading.Context(
        new OrganizationReading(
            copy,
            configurations.scope(shift.account.owner(), shift.account.leafUser()),
            refused,
            shift.run.forced(),
            isDueInFull(before, clock.instant())),
        providers.adapter(shift.account.provider()),
        ready.session(),
        new LandReading.Unlinked(
            organization.withheld(),
            kinds -> withholding.refused(shift.account, part.providerOrgId(), kinds)),
        before,
        shift.calls,
        shift.turn);
  }

  private boolean isDueInFull(OrganizationCopy copy, Instant now) {
    Instant read = copy.fullyReadAt();
    return read == null || !read.plus(fullInterval).isAfter(now);
  }

  private PartEnd withoutAccess(Shift shift, RunPart part, ProviderFailure failure) {
    RunPart counted = part.calling(shift.calls.getAndSet(0));
    return switch (failure) {
      case ProviderFailure.Throttled(Duration pause) -> later(shift, counted, pause);
      case ProviderFailure.HeldBack(Duration pause) -> later(shift, counted, pause);
      case ProviderFailure.RefreshPending(_, Duration pause) -> later(shift, counted, pause);
      case ProviderFailure.ApplicationRefused(_, _, Duration pause) -> {
        RunPart failed = counted.failedOnceMore();
        yield failed.attempts() >= RunPart.MOST_ATTEMPTS
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

  private PartEnd withoutToken(Shift shift, RunPart part, String failure) {
    RunPart failed = part.failedOnceMore();
    return failed.attempts() >= RunPart.MOST_ATTEMPTS
        ? over(shift, failed, failure)
        : later(shift, failed, CREDENTIAL_PAUSE);
  }

  private PartEnd later(Shift shift, RunPart part, Duration pause) {
    commits.save(shift.account.owner(), part);
    return new PartEnd.Pause(pause);
  }

  private PartEnd over(Shift shift, RunPart part, String failure) {
    RunPart counted = part.calling(shift.calls.getAndSet(0));
    commits.end(shift.account, counted, PartState.FAILED, failure, clock.instant());
    return new PartEnd.Over();
  }
}
