package io.headland.server.engine.sync;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.organization.OrganizationListing;
import io.headland.server.core.organization.OrganizationRules;
import io.headland.server.core.organization.OrganizationSyncStore;
import io.headland.server.core.organization.OrganizationSyncStore.AccountState;
import io.headland.server.core.organization.Repair;
import io.headland.server.core.sync.FailureKey;
import io.headland.server.core.sync.SyncCause;
import io.headland.server.core.sync.SyncRun;
import io.headland.server.core.sync.SyncRun.SyncCounts;
import io.headland.server.core.sync.SyncRun.SyncRunState;
import io.headland.server.core.sync.SyncRunOrganizationStore;
import io.headland.server.core.sync.SyncRunStore;
import io.headland.server.core.sync.SyncRunStore.SyncEnd;
import io.headland.server.core.sync.UnexpectedValue;
import io.headland.server.engine.organization.AccountReader;
import io.headland.server.engine.organization.AccountReading;
import io.headland.server.engine.sync.SyncRuns.SyncOutcome;
import io.headland.server.platform.providerhttp.CallRecorder;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.usecase.sync.PlanSync;
import io.headland.server.usecase.sync.RecordOrganizations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// Reads the list of organizations of an account from its provider, and stores the differences. The
/// records of the organizations are read by `SyncWorker` afterwards.
public final class OrganizationListSync {
  private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(1);

  private final AccountReader reader;
  private final AccessCheck accesses;
  private final MissingOrganizationCheck missingCheck;
  private final OrganizationSyncStore organizations;
  private final SyncRunStore runs;
  private final SyncRunOrganizationStore runOrganizations;
  private final PlanSync plans;
  private final RecordOrganizations recordOrganizations;
  private final InstantSource clock;
  private final Duration lease;
  private final Repair repair;

  public OrganizationListSync(
      AccountReader reader,
      AccessCheck accesses,
      MissingOrganizationCheck missingCheck,
      OrganizationSyncStore organizations,
      SyncRunStore runs,
      SyncRunOrganizationStore runOrganizations,
      PlanSync plans,
      RecordOrganizations recordOrganizations,
      InstantSource clock,
      Duration lease,
      Repair repair) {
    this.reader = reader;
    this.accesses = accesses;
    this.missingCheck = missingCheck;
    this.organizations = organizations;
    this.runs = runs;
    this.runOrganizations = runOrganizations;
    this.plans = plans;
    this.recordOrganizations = recordOrganizations;
    this.clock = clock;
    this.lease = lease;
    this.repair = repair;
  }

  SyncOutcome run(AccountKey account, SyncRun run) throws InterruptedException {
    Optional<AccountState> state = organizations.findState(account);
    if (state.isEmpty()) {
      end(account, run, SyncRunState.FAILED, 0, FailureKey.CREDENTIALS_NOT_FOUND);
      return new SyncOutcome.NoCredential();
    }
    AtomicInteger calls = new AtomicInteger();
    // Every call is a heartbeat: none takes longer than a lease. Several within a short time are
    // one.
    AtomicReference<Instant> extended = new AtomicReference<>(run.startedAt());
    CallRecorder recorder =
        _ -> {
          calls.incrementAndGet();
          Instant now = clock.instant();
          if (!now.isBefore(extended.get().plus(HEARTBEAT_INTERVAL))) {
            runs.extendLease(account.owner(), run.id(), now.plus(lease));
            extended.set(now);
          }
        };
    // A forced sync ignores the signature.
    String known = run.forced() ? "" : state.get().signature();
    // A scheduled run of a revoked grant is a probe.
    AccountReading reading =
        run.cause() == SyncCause.SCHEDULE
            ? reader.probe(account, known, recorder)
            : reader.read(account, known, recorder);
    runOrganizations.addUnexpected(account.owner(), run.id(), unexpected(reading));
    return switch (reading) {
      case AccountReading.Complete complete ->
          store(account, run, complete(account, complete, run.forced()), calls.get());
      case AccountReading.Unchanged() -> store(account, run, unchanged(state.get()), calls.get());
      case AccountReading.Refused() ->
          new SyncOutcome.Refused(
              end(
                  account,
                  run,
                  SyncRunState.FAILED,
                  calls.get(),
                  FailureKey.CREDENTIALS_UNAUTHENTICATED));
      case AccountReading.NoCredential() -> {
        end(account, run, SyncRunState.FAILED, calls.get(), FailureKey.CREDENTIALS_NOT_FOUND);
        yield new SyncOutcome.NoCredential();
      }
      case AccountReading.Failed(ProviderFailure failure) ->
          new SyncOutcome.Failed(
              end(account, run, SyncRunState.FAILED, calls.get(), FailureKey.ofAccount(failure)),
              failure);
    };
  }

  private static List<UnexpectedValue> unexpected(AccountReading reading) {
    return switch (reading) {
      case AccountReading.Complete complete ->
          complete.organizations().stream()
              .flatMap(
                  organization ->
                      organization.mismatches().stream()
                          .map(
                              one ->
                                  unexpected(
                                      organization.providerOrgId(), one.path(), one.expected())))
              .toList();
      case AccountReading.Failed(ProviderFailure.InvalidResponse(String reason)) ->
          List.of(unexpected("", "$", reason));
      case AccountReading.Failed _,
          AccountReading.Unchanged _,
          AccountReading.Refused _,
          AccountReading.NoCredential _ ->
          List.of();
    };
  }

  private static UnexpectedValue unexpected(String record, String path, String expected) {
    return new UnexpectedValue("", UnexpectedValue.ORGANIZATION, record, path, expected);
  }

  private RecordOrganizations.Finding complete(
      AccountKey account, AccountReading.Complete read, boolean forced)
      throws InterruptedException {
    AccountReading.Complete complete = accesses.complete(account, read, forced);
    OrganizationListing listing = missingCheck.complete(account, complete, forced);
    boolean isWhole =
        complete.organizations().stream()
            .noneMatch(organization -> organization.isIncomplete() || !organization.isIdentified());
    return new RecordOrganizations.Finding(
        // A list that was not read completely is read again, regardless of signatures.
        isWhole ? complete.signature() : "",
        (locked, stored) ->
            OrganizationRules.reconcile(
                stored,
                listing,
                locked.scope().organizationDataSync(),
                locked.isPolicyChanged(),
                repair),
        stored ->
            stored.stream().anyMatch(one -> listing.lacks(one.providerOrgId()))
                ? FailureKey.LIST_INCOMPLETE
                : "");
  }

  private static RecordOrganizations.Finding unchanged(AccountState state) {
    return new RecordOrganizations.Finding(
        state.signature(),
        (locked, stored) ->
            locked.isPolicyChanged()
                ? OrganizationRules.applyPolicy(stored, locked.scope().organizationDataSync())
                : OrganizationRules.nothing(stored),
        _ -> "");
  }

  private SyncOutcome store(
      AccountKey account, SyncRun run, RecordOrganizations.Finding finding, int calls) {
    return recordOrganizations
        .commit(account, run, finding, calls, clock.instant())
        .<SyncOutcome>map(SyncOutcome.Ran::new)
        .orElseGet(SyncOutcome.NoCredential::new);
  }

  private SyncRun end(
      AccountKey account, SyncRun run, SyncRunState state, int calls, String failure) {
    return plans
        .abandon(
            account.owner(),
            run.id(),
            new SyncEnd(state, SyncCounts.NONE, calls, failure),
            clock.instant())
        .orElse(run);
  }
}
