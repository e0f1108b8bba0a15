package io.headland.server.module;

import com.github.kagkarlsson.scheduler.task.Task;
import io.headland.server.api.sync.SyncResource;
import io.headland.server.api.sync.SyncRunResource;
import io.headland.server.core.asset.AssetListingStore;
import io.headland.server.core.credential.CredentialFailureStore;
import io.headland.server.core.field.BoundaryWriteStore;
import io.headland.server.core.field.FieldDataWriteStore;
import io.headland.server.core.field.ListingPageStore;
import io.headland.server.core.field.MissingRecordStore;
import io.headland.server.core.field.OrganizationSnapshotStore;
import io.headland.server.core.operationsync.OperationListingStore;
import io.headland.server.core.organization.AccessResultStore;
import io.headland.server.core.organization.OrganizationSyncStore;
import io.headland.server.core.organization.Repair;
import io.headland.server.core.subscription.SubscriptionTaskStore;
import io.headland.server.core.sync.SyncProgressStore;
import io.headland.server.core.sync.SyncRunOrganizationStore;
import io.headland.server.core.sync.SyncRunPlanStore;
import io.headland.server.core.sync.SyncRunStartStore;
import io.headland.server.core.sync.SyncRunStore;
import io.headland.server.core.sync.SyncTaskStore;
import io.headland.server.engine.sync.AccessCheck;
import io.headland.server.engine.sync.DeniedKinds;
import io.headland.server.engine.sync.MissingOrganizationCheck;
import io.headland.server.engine.sync.OrganizationListSync;
import io.headland.server.engine.sync.ReadAhead;
import io.headland.server.engine.sync.ScheduledSync;
import io.headland.server.engine.sync.SyncRuns;
import io.headland.server.engine.sync.SyncTasks;
import io.headland.server.engine.sync.SyncWorker;
import io.headland.server.platform.config.HeadlandConfig.SyncConfig;
import io.headland.server.platform.http.EventStreams;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.tasks.TaskSignal;
import io.headland.server.usecase.sync.EndReading;
import io.headland.server.usecase.sync.OpenReading;
import io.headland.server.usecase.sync.RecordOrganizations;
import io.headland.server.usecase.sync.RecordPage;
import io.headland.server.usecase.sync.SyncInterval;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/// Syncs of accounts.
public final class SyncModule implements AutoCloseable {
  private final SyncRuns runs;
  private final SyncTasks tasks;
  private final EventStreams streams;
  private final SyncResource resource;
  private final SyncRunResource runResource;

  public SyncModule(
      Platform platform,
      ProviderModule providers,
      CredentialModule credentials,
      OrganizationModule organizations,
      UseCases useCases,
      TaskSignal signal) {
    this.streams = new EventStreams(platform.replayWait());
    Jdbi jdbi = platform.jdbi();
    SyncConfig config = platform.config().sync();
    Duration shutdownGrace = platform.config().http().shutdownGrace();
    SyncRunStore runStore = new SyncRunStore(jdbi);
    SyncRunOrganizationStore runOrganizations = new SyncRunOrganizationStore(jdbi);
    OrganizationSnapshotStore snapshots = new OrganizationSnapshotStore();
    OrganizationSyncStore organizationSync = new OrganizationSyncStore(jdbi);
    AccessResultStore accessResults = new AccessResultStore(jdbi);
    SyncInterval interval =
        new SyncInterval(config.interval(), platform.clock(), platform.random());
    this.runs =
        new SyncRuns(
            new SyncRunStartStore(jdbi),
            useCases.planSync(),
            new OrganizationListSync(
                organizations.reader(),
                new AccessCheck(
                    accessResults,
                    organizations.organizations(),
                    providers.providers(),
                    platform.clock(),
                    config.fullInterval()),
                new MissingOrganizationCheck(organizations.organizations(), providers.providers()),
                organizationSync,
                runStore,
                runOrganizations,
                useCases.planSync(),
                new RecordOrganizations(
                    jdbi,
                    organizationSync,
                    snapshots,
                    useCases.planSync(),
                    new SyncRunPlanStore(),
                    new SyncTaskStore(),
                    interval,
                    new SubscriptionTaskStore(platform.config().notifications().isOn())),
                platform.clock(),
                config.lease(),
                platform.config().leaf().strict() ? Repair.PREVIEW : Repair.EARLIER_STATUS),
            platform.clock(),
            platform.ids(),
            config,
            shutdownGrace,
            signal::send);
    EndReading endReading =
        new EndReading(
            jdbi,
            runStore,
            useCases.planSync(),
            runOrganizations,
            snapshots,
            new ListingPageStore(),
            new OperationListingStore(jdbi),
            new AssetListingStore(jdbi));
    SyncWorker worker =
        new SyncWorker(
            useCases.planSync(),
            new RecordPage(
                jdbi,
                runOrganizations,
                snapshots,
                new FieldDataWriteStore(platform.ids(), new BoundaryWriteStore(platform.ids())),
                new MissingRecordStore(),
                new ListingPageStore(),
                endReading),
            endReading,
            new OpenReading(jdbi, snapshots),
            credentials.refresher(),
            providers.providers(),
            new DeniedKinds(accessResults, platform.clock(), config.fullInterval()),
            platform.clock(),
            config.fullInterval(),
            useCases.additionalReading(),
            ReadAhead.ofNode());
    this.tasks =
        new SyncTasks(
            worker,
            new ScheduledSync(
                credentials.accounts(),
                new CredentialFailureStore(jdbi),
                runs,
                platform.clock(),
                interval,
                config.lease(),
                platform.random()),
            platform.clock(),
            signal::send);
    this.resource = new SyncResource(organizations.path(), runs, organizations.organizations());
    this.runResource =
        new SyncRunResource(runStore, new SyncProgressStore(jdbi), runOrganizations, streams);
  }

  public void addTo(Routes routes) {
    resource.addTo(routes);
    runResource.addTo(routes);
  }

  /// The tasks that the scheduler of this node executes.
  public List<Task<?>> tasks() {
    return tasks.tasks();
  }

  public SyncRuns runs() {
    return runs;
  }

  /// The streams of clients that follow a run, which are ended before the server stops.
  public EventStreams streams() {
    return streams;
  }

  @Override
  public void close() {
    runs.close();
  }
}
