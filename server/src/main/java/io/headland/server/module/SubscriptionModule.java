package io.headland.server.module;

import com.github.kagkarlsson.scheduler.task.Task;
import com.google.crypto.tink.Aead;
import io.headland.server.api.subscription.NotificationResource;
import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.subscription.NotificationAuthorizationStore;
import io.headland.server.core.subscription.NotificationStore;
import io.headland.server.core.subscription.SubscriptionCipher;
import io.headland.server.core.subscription.SubscriptionStore;
import io.headland.server.core.subscription.SubscriptionTaskStore;
import io.headland.server.engine.grant.CredentialRefresher;
import io.headland.server.engine.subscription.NotificationWork;
import io.headland.server.engine.subscription.SubscriptionReconciler;
import io.headland.server.engine.subscription.SubscriptionTasks;
import io.headland.server.engine.subscription.SubscriptionWork;
import io.headland.server.platform.config.NotificationConfig;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.provider.Provider;
import io.headland.server.provider.ProviderAdapter;
import io.headland.server.provider.Providers;
import io.headland.server.usecase.credential.AccountStore;
import io.headland.server.usecase.credential.Farewell;
import io.headland.server.usecase.subscription.SubscriptionAccountStore;
import io.headland.server.usecase.sync.StartSync;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts the parts of notices together. Its work is done by the scheduler of syncing.
public final class SubscriptionModule implements SyncModule.Companion, Farewell, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SubscriptionModule.class);

  /// A caller who deletes a credential waits no longer for its provider.
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  /// Switched on for the first time, it would otherwise subscribe everybody at once.
  private static final Duration SPREAD = Duration.ofHours(1);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Ground ground;
  private final SubscriptionTaskStore tasks;
  private final NotificationStore notices;
  private final NotificationResource resource;
  private final SubscriptionWork keeping;

  /// What the engine stands on.
  public record Ground(
      Jdbi jdbi,
      Aead aead,
      String keyId,
      Providers providers,
      CredentialRefresher refresher,
      AccountStore accounts,
      Configurations configurations,
      UuidGenerator ids,
      InstantSource clock,
      RandomGenerator random) {}

  /// What follows for subscriptions when accounts change, after what else does.
  public static AccountStore.OnChange onAccountChange(
      AccountStore.OnChange first, NotificationConfig config) {
    return new SubscriptionAccountStore(first, new SubscriptionTaskStore(config.isOn()));
  }

  public SubscriptionModule(Ground ground, NotificationConfig config) {
    this.ground = ground;
    SubscriptionCipher cipher = new SubscriptionCipher(ground.aead(), ground.keyId());
    SubscriptionStore subscriptions = new SubscriptionStore(ground.jdbi(), cipher);
    NotificationAuthorizationStore authorizations =
        new NotificationAuthorizationStore(ground.jdbi(), cipher);
    this.tasks = new SubscriptionTaskStore(config.isOn());
    this.notices = new NotificationStore(ground.jdbi(), tasks);
    this.resource =
        new NotificationResource(
            ground.providers(),
            subscriptions,
            authorizations,
            notices,
            config,
            ground.ids(),
            ground.clock());
    this.keeping =
        new SubscriptionWork(
            ground.accounts(),
            notices,
            ground.refresher(),
            ground.providers(),
            subscriptions,
            new SubscriptionReconciler.Maker(
                subscriptions, authorizations, config, ground.clock(), ground.random()),
            config,
            ground.clock(),
            ground.random());
    if (config.isOn()) {
      notices.keepAll(tellers(), ground.clock().instant(), SPREAD);
    }
  }

  private List<Provider> tellers() {
    return ground.providers().callable().stream()
        .filter(
            provider ->
                ground.providers().find(provider).flatMap(ProviderAdapter::notices).isPresent())
        .toList();
  }

  public void addTo(Routes routes) {
    resource.addTo(routes);
  }

  /// Ends what is subscribed for the account. Where that fails the provider finds nobody at the
  /// address any more, and lets it expire.
  @Override
  public void before(AccountKey account) throws InterruptedException {
    Future<?> ending =
        threads.submit(
            () -> {
              keeping.end(account);
              return account;
            });
    try {
      Object _ = ending.get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      ending.cancel(true);
      log.warn("Subscriptions of {} were not ended in time", account.leafUser());
    } catch (ExecutionException e) {
      log.warn("Subscriptions of {} could not be ended", account.leafUser(), e.getCause());
    }
  }

  @Override
  public List<Task<?>> tasks(StartSync requests) {
    return new SubscriptionTasks(
            new NotificationWork(notices, requests, ground.configurations(), ground.clock()),
            keeping,
            ground.clock())
        .all();
  }

  @Override
  public void selectionChanged(Handle handle, AccountKey account, Instant now) {
    tasks.selectionChanged(handle, account, now);
  }

  @Override
  public void close() {
    resource.close();
    threads.shutdownNow();
  }
}
