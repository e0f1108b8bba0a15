package io.headland.server.engine.sync;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.sync.FailureKey;
import io.headland.server.core.sync.SyncCause;
import io.headland.server.core.sync.SyncRun;
import io.headland.server.core.sync.SyncRun.SyncCounts;
import io.headland.server.core.sync.SyncRun.SyncRunState;
import io.headland.server.core.sync.SyncRunStartStore;
import io.headland.server.core.sync.SyncRunStore.SyncEnd;
import io.headland.server.platform.config.HeadlandConfig.SyncConfig;
import io.headland.server.platform.id.SyncRunId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.usecase.sync.PlanSync;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Starts runs and waits for their list of organizations within the time limit of a request; a run
/// continues without its caller.
public final class SyncRuns implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SyncRuns.class);

  private final SyncRunStartStore store;
  private final PlanSync plans;
  private final OrganizationListSync sync;
  private final InstantSource clock;
  private final UuidGenerator ids;
  private final SyncConfig config;
  private final Duration shutdownGrace;
  private final Runnable wake;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  /// @param wake wakes the scheduler, so that the organizations of a run are read
  public SyncRuns(
      SyncRunStartStore store,
      PlanSync plans,
      OrganizationListSync sync,
      InstantSource clock,
      UuidGenerator ids,
      SyncConfig config,
      Duration shutdownGrace,
      Runnable wake) {
    this.store = store;
    this.plans = plans;
    this.sync = sync;
    this.clock = clock;
    this.ids = ids;
    this.config = config;
    this.shutdownGrace = shutdownGrace;
    this.wake = wake;
  }

  /// Runs now, or joins the run in progress. Waits for the list of organizations; their field data
  /// is read afterwards.
  public SyncOutcome run(AccountKey account, SyncCause cause, boolean force)
      throws InterruptedException {
    Optional<SyncRunStartStore.Start> start = start(account, cause, force);
    if (start.isEmpty()) {
      return new SyncOutcome.NoCredential();
    }
    SyncRun run = start.get().run();
    if (!start.get().isNew()) {
      return new SyncOutcome.Ran(run);
    }
    return await(account, run);
  }

  /// Lists an account's organizations now, unless a run is in progress, which may have listed them
  /// before a change that the caller has made. Waits for the list within the time limit of a
  /// request.
  ///
  /// @return whether it did, or there is nothing to list
  public boolean listIfIdle(AccountKey account) throws InterruptedException {
    Optional<SyncRunStartStore.Start> start = start(account, SyncCause.REQUEST, false);
    if (start.isPresent() && start.get().isNew()) {
      await(account, start.get().run());
    }
    return start.isEmpty() || start.get().isNew();
  }

  private SyncOutcome await(AccountKey account, SyncRun run) throws InterruptedException {
    Future<SyncOutcome> outcome = executor.submit(() -> listOrganizations(account, run));
    try {
      return outcome.get(config.foregroundWait().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return new SyncOutcome.Ran(run);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /// As [#run] on the thread of the caller, without a time limit.
  SyncOutcome runHere(AccountKey account, SyncCause cause, boolean force)
      throws InterruptedException {
    Optional<SyncRunStartStore.Start> start = start(account, cause, force);
    if (start.isEmpty()) {
      return new SyncOutcome.NoCredential();
    }
    SyncRun run = start.get().run();
    return start.get().isNew() ? listOrganizations(account, run) : new SyncOutcome.Ran(run);
  }

  private Optional<SyncRunStartStore.Start> start(
      AccountKey account, SyncCause cause, boolean force) {
    return store.start(
        account, new SyncRunId(ids.next()), cause, force, clock.instant(), config.lease());
  }

  /// The first run of a new credential, which verifies it.
  public void verify(AccountKey account) throws InterruptedException {
    run(account, SyncCause.CREDENTIAL, false);
  }

  private SyncOutcome listOrganizations(AccountKey account, SyncRun run)
      throws InterruptedException {
    try (MDC.MDCCloseable _ = MDC.putCloseable("apiOwnerId", account.owner().toString());
        MDC.MDCCloseable _ = MDC.putCloseable("leafUserId", account.leafUser().toString());
        MDC.MDCCloseable _ = MDC.putCloseable("syncRunId", run.id().toString())) {
      SyncOutcome outcome = sync.run(account, run);
      logOutcome(outcome);
      wake.run();
      return outcome;
    } catch (RuntimeException | Error e) {
      // After any failure, the run must not block the next one.
      endAsFailed(account, run, e);
      throw e;
    }
  }

  private static void logOutcome(SyncOutcome outcome) {
    switch (outcome) {
      case SyncOutcome.Ran(SyncRun ended) when ended.state() == SyncRunState.GUARDED ->
          log.warn(
              "A sync was stopped: it would block {} organizations at once",
              ended.counts().blocked());
      case SyncOutcome.Ran(SyncRun run) when run.state() == SyncRunState.RUNNING ->
          log.info("A sync continues with the field data of organizations: {}", run.counts());
      case SyncOutcome.Ran(SyncRun ended) ->
          log.info("A sync ended {}: {}", ended.state(), ended.counts());
      case SyncOutcome.Refused _ -> log.warn("A sync failed: the provider rejects the credential");
      case SyncOutcome.Failed(_, ProviderFailure failure) -> log.warn("A sync failed: {}", failure);
      case SyncOutcome.NoCredential _ ->
          log.info("A sync ended without a result: its credential was replaced, deleted or moved");
    }
  }

  private void endAsFailed(AccountKey account, SyncRun run, Throwable cause) {
    try {
      plans.abandon(
          account.owner(),
          run.id(),
          new SyncEnd(SyncRunState.FAILED, SyncCounts.NONE, 0, FailureKey.INTERNAL_ERROR),
          clock.instant());
    } catch (RuntimeException e) {
      // The database is probably not available: the run's lease will expire, and the next run ends
      // it.
      log.warn("Run {} could not be ended", run.id());
      cause.addSuppressed(e);
    }
  }

  /// Waits for runs in progress, within the grace period.
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(shutdownGrace.toMillis(), TimeUnit.MILLISECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException _) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /// The result of a run for its caller.
  public sealed interface SyncOutcome {
    /// The run has ended, or is still in progress.
    record Ran(SyncRun run) implements SyncOutcome {}

    /// The provider rejects the credential.
    record Refused(SyncRun run) implements SyncOutcome {}

    /// The provider could not be read.
    record Failed(SyncRun run, ProviderFailure failure) implements SyncOutcome {}

    /// There is no such Leaf user, or no credential; or it was replaced, deleted or moved to
    /// another Leaf user during the run.
    record NoCredential() implements SyncOutcome {}
  }
}
