package io.headland.server.module;

import com.github.kagkarlsson.scheduler.task.Task;
import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.credential.CredentialFailureStore;
import io.headland.server.core.credential.CredentialStatusStore;
import io.headland.server.core.field.BoundaryWriteStore;
import io.headland.server.core.field.FieldDataWriteStore;
import io.headland.server.core.field.MissingRecordStore;
import io.headland.server.core.field.OrganizationSnapshotStore;
import io.headland.server.core.organization.AccessAnswerStore;
import io.headland.server.core.organization.OrganizationSyncStore;
import io.headland.server.core.organization.ProviderOrganizationStore;
import io.headland.server.core.organization.Repair;
import io.headland.server.core.sync.SyncRunOrganizationStore;
import io.headland.server.core.sync.SyncRunStore;
import io.headland.server.core.sync.SyncTaskStore;
import io.headland.server.engine.grant.CredentialRefresher;
import io.headland.server.engine.organization.AccountReader;
import io.headland.server.engine.retention.SyncPurge;
import io.headland.server.engine.retention.SyncPurgeStore;
import io.headland.server.engine.sync.AccessCheck;
import io.headland.server.engine.sync.MissingCheck;
import io.headland.server.engine.sync.OrganizationSync;
import io.headland.server.engine.sync.ScheduledSync;
import io.headland.server.engine.sync.SyncRuns;
import io.headland.server.engine.sync.SyncScheduler;
import io.headland.server.engine.sync.SyncWorker;
import io.headland.server.engine.sync.WithheldKinds;
import io.headland.server.platform.config.SyncConfig;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.tasks.TaskScheduler;
import io.headland.server.provider.Providers;
import io.headland.server.usecase.credential.AccountStore;
import io.headland.server.usecase.sync.PlanSync;
import io.headland.server.usecase.sync.RecordOrganizations;
import io.headland.server.usecase.sync.RecordPage;
import io.headland.server.usecase.sync.StartSync;
import io.headland.server.usecase.sync.SyncAccountStore;
import io.headland.server.usecase.sync.SyncInterval;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/// Puts the parts of syncing together and keeps them running.
public final class SyncModule implements AutoCloseable {
  private final SyncRuns runs;
  private final StartSync requests;
  private final SyncRunStore runStore;
  private final SyncRunOrganizationStore parts;
  private final SyncScheduler schedule;

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
      UuidGenerator ids,
      InstantSource clock,
      RandomGenerator random,
      String node,
      Companion companion,
      Repair repair) {}

  /// What hangs on syncing and shares its scheduler.
  public interface Companion extends StartSync.OnSelection {
    /// What it has done, by itself or with a request for syncing.
    List<Task<?>> tasks(StartSync requests);
  }

  /// What follows for syncing when accounts change.
  public static AccountStore.OnChange onAccountChange(
      Jdbi jdbi, Providers providers, SyncConfig config) {
    return new SyncAccountStore(
        plans(jdbi, new SyncRunOrganizationStore(jdbi)),
        new SyncTaskStore(),
        new OrganizationSnapshotStore(),
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
  public SyncModule(Ground ground, SyncConfig config, Duration shutdownGrace) {
    Jdbi jdbi = ground.jdbi();
    this.runStore = new SyncRunStore(jdbi);
    this.parts = new SyncRunOrganizationStore(jdbi);
    OrganizationSnapshotStore copies = new OrganizationSnapshotStore();
    PlanSync plans = plans(jdbi, parts);
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
                new MissingCheck(ground.organizations(), ground.providers()),
                ground.organizationSync(),
                ground.configurations(),
                runStore,
                parts,
                plans,
                new RecordOrganizations(
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
        new StartSync(
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
        new SyncScheduler(
            ground.dataSource(),
            laneWork(ground, plans, copies, config),
            new ScheduledSync(
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

  private SyncWorker laneWork(
      Ground ground, PlanSync plans, OrganizationSnapshotStore copies, SyncConfig config) {
    return new SyncWorker(
        runStore,
        parts,
        plans,
        new RecordPage(
            ground.jdbi(),
            parts,
            copies,
            new FieldDataWriteStore(ground.ids(), new BoundaryWriteStore(ground.ids())),
            new MissingRecordStore()),
        ground.organizations(),
        ground.refresher(),
        ground.providers(),
        ground.configurations(),
        new WithheldKinds(
            new AccessAnswerStore(ground.jdbi()), ground.clock(), config.fullInterval()),
        ground.clock(),
        config.fullInterval());
  }

  private static PlanSync plans(Jdbi jdbi, SyncRunOrganizationStore parts) {
    return new PlanSync(jdbi, new SyncRunStore(jdbi), parts, new SyncTaskStore());
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

  public SyncRunOrganizationStore partStore() {
    return parts;
  }

  public StartSync requests() {
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
