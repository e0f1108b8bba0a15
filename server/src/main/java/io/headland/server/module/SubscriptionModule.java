package io.headland.server.module;

import com.github.kagkarlsson.scheduler.task.Task;
import io.headland.server.api.subscription.NotificationResource;
import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.operationsync.NotifiedOperationStore;
import io.headland.server.core.operationsync.OperationListingStore;
import io.headland.server.core.subscription.NotificationAuthorizationStore;
import io.headland.server.core.subscription.NotificationStore;
import io.headland.server.core.subscription.SubscriptionRefusalStore;
import io.headland.server.core.subscription.SubscriptionStore;
import io.headland.server.core.subscription.SubscriptionTaskStore;
import io.headland.server.engine.subscription.EndSubscriptions;
import io.headland.server.engine.subscription.NotificationWork;
import io.headland.server.engine.subscription.SubscribedKinds;
import io.headland.server.engine.subscription.SubscriptionReconciler;
import io.headland.server.engine.subscription.SubscriptionTasks;
import io.headland.server.engine.subscription.SubscriptionWork;
import io.headland.server.platform.config.HeadlandConfig.NotificationConfig;
import io.headland.server.platform.crypto.RowCipher;
import io.headland.server.platform.http.Routes;
import io.headland.server.provider.Provider;
import io.headland.server.provider.ProviderAdapter;
import io.headland.server.provider.Providers;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/// Subscriptions at providers and their notifications. Their tasks are executed by the scheduler of
/// syncs.
public final class SubscriptionModule implements AutoCloseable {
  /// The first subscriptions of all accounts are spread over this time.
  private static final Duration SPREAD = Duration.ofHours(1);

  private final NotificationResource resource;
  private final EndSubscriptions ending;
  private final List<Task<?>> tasks;

  public SubscriptionModule(
      Platform platform,
      ProviderModule providers,
      CredentialModule credentials,
      Configurations configurations,
      UseCases useCases) {
    NotificationConfig config = platform.config().notifications();
    Jdbi jdbi = platform.jdbi();
    RowCipher cipher = new RowCipher(platform.aead(), platform.keyId());
    SubscriptionStore subscriptions = new SubscriptionStore(jdbi, cipher);
    SubscriptionRefusalStore refusals = new SubscriptionRefusalStore(jdbi);
    NotificationAuthorizationStore authorizations =
        new NotificationAuthorizationStore(jdbi, cipher);
    NotificationStore notifications =
        new NotificationStore(jdbi, new SubscriptionTaskStore(config.isOn()));
    SubscribedKinds kinds =
        new SubscribedKinds(configurations, platform.config().machineFiles().readOperations());
    this.resource =
        new NotificationResource(
            providers.providers(),
            subscriptions,
            authorizations,
            notifications,
            new NotifiedOperationStore(jdbi, new OperationListingStore(jdbi)),
            kinds,
            config,
            platform.ids(),
            platform.clock());
    SubscriptionWork work =
        new SubscriptionWork(
            credentials.accounts(),
            notifications,
            credentials.refresher(),
            providers.providers(),
            subscriptions,
            refusals,
            new SubscriptionReconciler.Maker(
                subscriptions,
                refusals,
                authorizations,
                config,
                platform.clock(),
                platform.random()),
            kinds,
            config,
            platform.clock(),
            platform.random());
    this.ending = new EndSubscriptions(work);
    this.tasks =
        new SubscriptionTasks(
                new NotificationWork(
                    notifications, useCases.startSync(), configurations, platform.clock()),
                work,
                platform.clock())
            .all();
    if (config.isOn()) {
      notifications.reconcileAll(
          notifying(providers.providers()), platform.clock().instant(), SPREAD);
    }
  }

  /// The providers that send notifications.
  private static List<Provider> notifying(Providers providers) {
    return providers.callable().stream()
        .filter(
            provider ->
                providers.find(provider).flatMap(ProviderAdapter::notifications).isPresent())
        .toList();
  }

  public void addTo(Routes routes) {
    resource.addTo(routes);
  }

  /// The tasks of the scheduler.
  public List<Task<?>> tasks() {
    return tasks;
  }

  public EndSubscriptions ending() {
    return ending;
  }

  @Override
  public void close() {
    resource.close();
    ending.close();
  }
}
