package io.headland.server.engine.subscription;

import io.headland.server.core.credential.AccountKey;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the subscriptions of an account at its provider while its credential still exists. A
/// failure does not prevent the deletion: notifications are then posted to an address that does not
/// exist, and the subscription expires.
public final class EndSubscriptions implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EndSubscriptions.class);

  /// How long the deletion of a credential waits for the provider.
  private static final Duration MAX_WAIT = Duration.ofSeconds(5);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final SubscriptionWork subscriptions;

  public EndSubscriptions(SubscriptionWork subscriptions) {
    this.subscriptions = subscriptions;
  }

  /// Ends the subscriptions of an account that is about to be deleted.
  public void end(AccountKey account) throws InterruptedException {
    Future<?> ending =
        threads.submit(
            () -> {
              subscriptions.end(account);
              return account;
            });
    try {
      Object _ = ending.get(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      ending.cancel(true);
      log.warn("Subscriptions of {} were not ended in time", account.leafUser());
    } catch (ExecutionException e) {
      log.warn("Subscriptions of {} could not be ended", account.leafUser(), e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
