package io.headland.server.insight;

import io.headland.server.clock.Deadline;
import io.headland.server.credential.AccountKey;
import io.headland.server.credential.CredentialRefresher;
import io.headland.server.organization.ProviderOrganization;
import io.headland.server.provider.Providers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Counts what lies beneath an organization at its provider, as long as a caller can be kept
/// waiting.
///
/// A walk is never interrupted: it might be refreshing a grant, and what the provider gives then
/// must be stored. It sees for itself, before each page, that nobody waits any more.
public final class ScopeReader implements AutoCloseable {
  private final CredentialRefresher refresher;
  private final Providers providers;
  private final Duration patience;
  private final Duration shutdownGrace;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  /// A reader.
  ///
  /// @param patience how long a caller can be kept waiting
  public ScopeReader(
      CredentialRefresher refresher,
      Providers providers,
      Duration patience,
      Duration shutdownGrace) {
    this.refresher = refresher;
    this.providers = providers;
    this.patience = patience;
    this.shutdownGrace = shutdownGrace;
  }

  ScopeReading read(AccountKey account, ProviderOrganization organization, ScopeTally tally)
      throws InterruptedException {
    Deadline end = Deadline.after(patience);
    ScopeWalk walk =
        new ScopeWalk(
            refresher,
            providers.adapter(account.provider()),
            account,
            organization,
            tally,
            () -> executor.isShutdown() || end.isOver());
    Future<ScopeReading> reading = executor.submit(walk);
    try {
      return reading.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return walk.soFar();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /// Lets walks end, as long as the grace allows.
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
}
