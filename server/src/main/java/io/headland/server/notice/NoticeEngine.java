package io.headland.server.notice;

import com.github.kagkarlsson.scheduler.task.Task;
import com.google.crypto.tink.Aead;
import io.headland.server.config.NoticeConfig;
import io.headland.server.configuration.Configurations;
import io.headland.server.credential.AccountKey;
import io.headland.server.credential.AccountStore;
import io.headland.server.credential.CredentialRefresher;
import io.headland.server.credential.Farewell;
import io.headland.server.http.Routes;
import io.headland.server.id.IdMinter;
import io.headland.server.provider.Provider;
import io.headland.server.provider.ProviderAdapter;
import io.headland.server.provider.Providers;
import io.headland.server.sync.SyncEngine;
import io.headland.server.sync.SyncRequestStore;
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
public final class NoticeEngine implements SyncEngine.Companion, Farewell, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(NoticeEngine.class);

  /// A caller who deletes a credential waits no longer for its provider.
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  /// Switched on for the first time, it would otherwise subscribe everybody at once.
  private static final Duration SPREAD = Duration.ofHours(1);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Ground ground;
  private final NoticeTaskStore tasks;
  private final NoticeStore notices;
  private final NoticeResource resource;
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
      IdMinter ids,
      InstantSource clock,
      RandomGenerator random) {}

  /// What follows for subscriptions when accounts change, after what else does.
  public static AccountStore.OnChange onAccountChange(
      AccountStore.OnChange first, NoticeConfig config) {
    return new NoticeAccountStore(first, new NoticeTaskStore(config.isOn()));
  }

  public NoticeEngine(Ground ground, NoticeConfig config) {
    this.ground = ground;
    NoticeCipher cipher = new NoticeCipher(ground.aead(), ground.keyId());
    SubscriptionStore subscriptions = new SubscriptionStore(ground.jdbi(), cipher);
    NoticeAuthorizationStore authorizations = new NoticeAuthorizationStore(ground.jdbi(), cipher);
    this.tasks = new NoticeTaskStore(config.isOn());
    this.notices = new NoticeStore(ground.jdbi(), tasks);
    this.resource =
        new NoticeResource(
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
            new SubscriptionKeeper.Maker(
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
  public List<Task<?>> tasks(SyncRequestStore requests) {
    return new NoticeTasks(
            new ReadingWork(notices, requests, ground.configurations(), ground.clock()),
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
