package io.headland.server.engine.preview;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.organization.ProviderOrganization;
import io.headland.server.engine.grant.CredentialRefresher;
import io.headland.server.platform.clock.Deadline;
import io.headland.server.provider.Providers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Counts the field data of an organization at its provider, within the time limit of a request.
///
/// A walk is not interrupted, because it might be refreshing a grant, whose result must be stored.
/// It checks before each page whether the request is still waiting.
public final class ScopeReader implements AutoCloseable {
  private final CredentialRefresher refresher;
  private final Providers providers;
  private final Duration maxWait;
  private final Duration shutdownGrace;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  /// A reader.
  ///
  /// @param maxWait the time limit of a request
  public ScopeReader(
      CredentialRefresher refresher,
      Providers providers,
      Duration maxWait,
      Duration shutdownGrace) {
    this.refresher = refresher;
    this.providers = providers;
    this.maxWait = maxWait;
    this.shutdownGrace = shutdownGrace;
  }

  public ScopeReading read(
      AccountKey account, ProviderOrganization organization, ScopeCounts counts)
      throws InterruptedException {
    Deadline end = Deadline.after(maxWait);
    ScopeWalk walk =
        new ScopeWalk(
            refresher,
            providers.adapter(account.provider()),
            account,
            organization,
            counts,
            () -> executor.isShutdown() || end.isOver());
    Future<ScopeReading> reading = executor.submit(walk);
    try {
      return reading.get(maxWait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return walk.soFar();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /// Waits for walks to end, within the grace period.
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
