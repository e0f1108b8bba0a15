package io.headland.server.sync;

import com.github.kagkarlsson.scheduler.task.Task;
import io.headland.server.background.TaskScheduler;
import io.headland.server.config.SyncConfig;
import io.headland.server.configuration.Configurations;
import io.headland.server.credential.AccountStore;
import io.headland.server.credential.CredentialFailureStore;
import io.headland.server.credential.CredentialRefresher;
import io.headland.server.credential.CredentialStatusStore;
import io.headland.server.field.AbsenceWriteStore;
import io.headland.server.field.BoundaryWriteStore;
import io.headland.server.field.LandWriteStore;
import io.headland.server.field.OrganizationCopyStore;
import io.headland.server.id.IdMinter;
import io.headland.server.organization.AccessAnswerStore;
import io.headland.server.organization.AccountReader;
import io.headland.server.organization.OrganizationSyncStore;
import io.headland.server.organization.ProviderOrganizationStore;
import io.headland.server.organization.Repair;
import io.headland.server.provider.Providers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/// Puts the parts of syncing together and keeps them running.
public final class SyncEngine implements AutoCloseable {
  private final SyncRuns runs;
  private final SyncRequestStore requests;
  private final SyncRunStore runStore;
  private final RunPartStore parts;
  private final SyncSchedule schedule;

  /// What the engine stands on.
  ///
  /// @param node this node's name
  public record Ground(
      Jdbi jdbi,
      DataSource dataSource,
      Providers providers,
      CredentialRefresher refresher,
      AccountStore accounts,
      AccountReader reader,
      ProviderOrganizationStore organizations,
      OrganizationSyncStore organizationSync,
      Configurations configurations,
      IdMinter ids,
      InstantSource clock,
      RandomGenerator random,
      String node,
      Companion companion,
      Repair repair) {}

  /// What hangs on syncing and shares its scheduler.
  public interface Companion extends SyncRequestStore.OnSelection {
    /// What it has done, by itself or with a request for syncing.
    List<Task<?>> tasks(SyncRequestStore requests);
  }

  /// What follows for syncing when accounts change.
  public static AccountStore.OnChange onAccountChange(
      Jdbi jdbi, Providers providers, SyncConfig config) {
    return new SyncAccountStore(
        plans(jdbi, new RunPartStore(jdbi)),
        new SyncTaskStore(),
        new OrganizationCopyStore(),
        providers,
        config.lease());
  }

  /// Has an account synced at once whose grant proves valid again: its organizations are blocked.
  public static CredentialStatusStore.OnRestoration onRestoration() {
    SyncTaskStore tasks = new SyncTaskStore();
    return (handle, account, credential, now) ->
        tasks.scheduleAccount(handle, account.owner(), credential, now);
  }

  /// Builds the engine; it works from [#start] on.
  public SyncEngine(Ground ground, SyncConfig config, Duration shutdownGrace) {
    Jdbi jdbi = ground.jdbi();
    this.runStore = new SyncRunStore(jdbi);
    this.parts = new RunPartStore(jdbi);
    OrganizationCopyStore copies = new OrganizationCopyStore();
    SyncPlanStore plans = plans(jdbi, parts);
    SyncInterval interval = new SyncInterval(config.interval(), ground.clock(), ground.random());
    this.runs =
        new SyncRuns(
            runStore,
            plans,
            new OrganizationSync(
                ground.reader(),
                new AccessCheck(
                    new AccessAnswerStore(jdbi),
                    ground.organizations(),
                    ground.providers(),
                    ground.clock(),
                    config.fullInterval()),
                new AbsenceCheck(ground.organizations(), ground.providers()),
                ground.organizationSync(),
                ground.configurations(),
                runStore,
                parts,
                plans,
                new SyncCommitStore(
                    jdbi,
                    ground.organizationSync(),
                    copies,
                    plans,
                    parts,
                    new SyncTaskStore(),
                    interval,
                    ground.companion()),
                ground.clock(),
                config.lease(),
                ground.repair()),
            ground.clock(),
            ground.ids(),
            config,
            shutdownGrace,
            this::wake);
    this.requests =
        new SyncRequestStore(
            jdbi,
            ground.configurations(),
            copies,
            parts,
            plans,
            ground.ids(),
            ground.clock(),
            ground.companion(),
            this::wake);
    this.schedule =
        new SyncSchedule(
            ground.dataSource(),
            laneWork(ground, plans, copies, config),
            new AccountWork(
                ground.accounts(),
                new CredentialFailureStore(jdbi),
                runs,
                ground.clock(),
                interval,
                config.lease(),
                ground.random()),
            new SyncPurge(new SyncPurgeStore(jdbi), ground.clock(), config.retention()),
            ground.companion().tasks(requests),
            ground.clock(),
            config,
            shutdownGrace,
            ground.node());
  }

  private LaneWork laneWork(
      Ground ground, SyncPlanStore plans, OrganizationCopyStore copies, SyncConfig config) {
    return new LaneWork(
        runStore,
        parts,
        plans,
        new LandCommitStore(
            ground.jdbi(),
            parts,
            copies,
            new LandWriteStore(ground.ids(), new BoundaryWriteStore(ground.ids())),
            new AbsenceWriteStore()),
        ground.organizations(),
        ground.refresher(),
        ground.providers(),
        ground.configurations(),
        new Withholding(
            new AccessAnswerStore(ground.jdbi()), ground.clock(), config.fullInterval()),
        ground.clock(),
        config.fullInterval());
  }

  private static SyncPlanStore plans(Jdbi jdbi, RunPartStore parts) {
    return new SyncPlanStore(jdbi, new SyncRunStore(jdbi), parts, new SyncTaskStore());
  }

  public void start() {
    schedule.start();
  }

  /// The scheduler, which is restarted when the clock was set back.
  public TaskScheduler scheduler() {
    return schedule.scheduler();
  }

  public SyncRuns runs() {
    return runs;
  }

  public SyncRunStore runStore() {
    return runStore;
  }

  public RunPartStore partStore() {
    return parts;
  }

  public SyncRequestStore requests() {
    return requests;
  }

  private void wake() {
    schedule.wake();
  }

  @Override
  public void close() {
    runs.close();
    schedule.close();
  }
}
