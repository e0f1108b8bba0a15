package io.headland.server.module;

import io.headland.server.core.configuration.AdditionalReading;
import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.credential.CredentialCipher;
import io.headland.server.core.field.OrganizationSnapshotStore;
import io.headland.server.core.subscription.SubscriptionTaskStore;
import io.headland.server.core.sync.SyncRunPlanStore;
import io.headland.server.core.sync.SyncRunStartStore;
import io.headland.server.core.sync.SyncRunStore;
import io.headland.server.core.sync.SyncTaskStore;
import io.headland.server.platform.tasks.TaskSignal;
import io.headland.server.usecase.credential.DeleteAccount;
import io.headland.server.usecase.credential.MoveAccount;
import io.headland.server.usecase.credential.StoreCredential;
import io.headland.server.usecase.organization.SelectOrganizations;
import io.headland.server.usecase.sync.PlanSync;
import io.headland.server.usecase.sync.StartSync;
import org.jdbi.v3.core.Jdbi;

/// The use cases: each is one transaction over several stores. With them, what several features
/// have to know about the scope of readings.
public record UseCases(
    PlanSync planSync,
    StartSync startSync,
    SelectOrganizations selectOrganizations,
    StoreCredential storeCredential,
    DeleteAccount deleteAccount,
    MoveAccount moveAccount,
    AdditionalReading additionalReading) {

  /// Constructs them.
  ///
  /// @param signal wakes the scheduler of this node after a commit
  public static UseCases of(
      Platform platform,
      ProviderModule providers,
      Configurations configurations,
      TaskSignal signal) {
    Jdbi jdbi = platform.jdbi();
    SyncTaskStore tasks = new SyncTaskStore();
    SyncRunPlanStore runPlans = new SyncRunPlanStore();
    OrganizationSnapshotStore snapshots = new OrganizationSnapshotStore();
    SubscriptionTaskStore subscriptions =
        new SubscriptionTaskStore(platform.config().notifications().isOn());
    PlanSync plans =
        new PlanSync(jdbi, new SyncRunStartStore(jdbi), new SyncRunStore(jdbi), runPlans, tasks);
    return new UseCases(
        plans,
        new StartSync(jdbi, configurations, plans, platform.ids(), platform.clock(), signal::send),
        new SelectOrganizations(jdbi, plans, runPlans, subscriptions, platform.ids(), signal::send),
        new StoreCredential(
            jdbi,
            new CredentialCipher(platform.aead(), platform.keyId()),
            plans,
            tasks,
            subscriptions,
            snapshots,
            providers.providers(),
            platform.config().sync().lease()),
        new DeleteAccount(jdbi, plans, platform.clock()),
        new MoveAccount(plans, tasks, snapshots, platform.clock()),
        new AdditionalReading(
            providers.providers(),
            configurations,
            platform.config().machineFiles().readOperations()));
  }
}
