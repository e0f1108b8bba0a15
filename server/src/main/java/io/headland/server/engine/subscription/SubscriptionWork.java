package io.headland.server.engine.subscription;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.credential.AccountStore;
import io.headland.server.core.subscription.NotificationStore;
import io.headland.server.core.subscription.SubscriptionStore;
import io.headland.server.engine.grant.Access;
import io.headland.server.engine.grant.CredentialRefresher;
import io.headland.server.platform.config.HeadlandConfig.NotificationConfig;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.providerhttp.CallRecorder;
import io.headland.server.provider.ChangeNotifications;
import io.headland.server.provider.ProviderAdapter;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.Providers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reconciles the subscriptions of an account with its selected organizations.
public final class SubscriptionWork {
  private static final Logger log = LoggerFactory.getLogger(SubscriptionWork.class);

  /// The interval at which an unchanged subscription is checked: the provider lets it expire when
  /// posts were not acknowledged.
  private static final Duration CHECK_INTERVAL = Duration.ofHours(24);

  private static final Duration AFTER_FAILURE = Duration.ofMinutes(10);
  private static final CallRecorder NO_RECORDER = _ -> {};

  private final AccountStore accounts;
  private final NotificationStore selection;
  private final CredentialRefresher refresher;
  private final Providers providers;
  private final SubscriptionStore store;
  private final SubscriptionReconciler.Maker reconcilers;
  private final SubscribedKinds kinds;
  private final NotificationConfig config;
  private final InstantSource clock;
  private final RandomGenerator random;

  public SubscriptionWork(
      AccountStore accounts,
      NotificationStore selection,
      CredentialRefresher refresher,
      Providers providers,
      SubscriptionStore store,
      SubscriptionReconciler.Maker reconcilers,
      SubscribedKinds kinds,
      NotificationConfig config,
      InstantSource clock,
      RandomGenerator random) {
    this.accounts = accounts;
    this.selection = selection;
    this.refresher = refresher;
    this.providers = providers;
    this.store = store;
    this.reconcilers = reconcilers;
    this.kinds = kinds;
    this.config = config;
    this.clock = clock;
    this.random = random;
  }

  /// Reconciles an account's subscriptions.
  ///
  /// @param wanted the selected organizations
  /// @return the time of the next check; empty when there are no subscriptions and none are
  ///   required
  Optional<Instant> reconcile(ApiOwnerId owner, CredentialId credential, List<String> wanted)
      throws InterruptedException {
    Optional<AccountKey> account = accounts.find(owner, credential);
    return account.isPresent() ? reconcile(account.get(), wanted) : Optional.empty();
  }

  /// The organizations for an account's subscriptions.
  List<String> wanted(ApiOwnerId owner, CredentialId credential) {
    return accounts
        .find(owner, credential)
        .filter(_ -> config.isOn())
        .map(selection::selected)
        .orElseGet(List::of);
  }

  /// Schedules a repeated reconciliation of an account's subscriptions.
  void scheduleReconciliation(ApiOwnerId owner, CredentialId credential) {
    accounts
        .find(owner, credential)
        .ifPresent(account -> selection.scheduleReconciliation(account, clock.instant()));
  }

  private Optional<Instant> reconcile(AccountKey account, List<String> wanted)
      throws InterruptedException {
    Optional<ChangeNotifications> notifications = notifications(account);
    boolean nothingToDo = wanted.isEmpty() && store.list(account).isEmpty();
    if (notifications.isEmpty() || nothingToDo) {
      return Optional.empty();
    }
    Access access = refresher.open(account, NO_RECORDER);
    Optional<ProviderFailure> failure = reconcile(account, notifications.get(), access, wanted);
    if (failure.isPresent()
        && failure.get() instanceof ProviderFailure.Unauthorized
        && access instanceof Access.Ready(var refused, _)) {
      access = refresher.renew(account, refused, NO_RECORDER);
      failure = reconcile(account, notifications.get(), access, wanted);
      if (failure.isPresent()
          && failure.get() instanceof ProviderFailure.Unauthorized
          && access instanceof Access.Ready(var fresh, _)) {
        // Ends the grant after several times; the result of this attempt remains the failure.
        refresher.recordRejectedToken(account, fresh);
      }
    }
    return failure.isPresent()
        ? Optional.of(retryAt(account, failure.get()))
        : next(access, wanted);
  }

  private Optional<ProviderFailure> reconcile(
      AccountKey account, ChangeNotifications notifications, Access access, List<String> wanted)
      throws InterruptedException {
    return switch (access) {
      case Access.Ready ready ->
          reconcilers.of(account, notifications, ready).reconcile(wanted, kinds.of(account));
      case Access.Failed(ProviderFailure failure) -> Optional.of(failure);
      // A new credential schedules it again.
      case Access.Missing _, Access.Refused _ -> Optional.empty();
    };
  }

  /// Ends the subscriptions of an account that is about to be deleted; after a failure they expire
  /// at the provider, since posts to a deleted address receive 404.
  public void end(AccountKey account) throws InterruptedException {
    if (!store.list(account).isEmpty()) {
      Optional<Instant> _ = reconcile(account, List.of());
    }
  }

  private Optional<ChangeNotifications> notifications(AccountKey account) {
    return providers.find(account.provider()).flatMap(ProviderAdapter::notifications);
  }

  private Optional<Instant> next(Access access, List<String> wanted) {
    return access instanceof Access.Missing || wanted.isEmpty()
        ? Optional.empty()
        : Optional.of(
            clock
                .instant()
                .plus(CHECK_INTERVAL)
                .minusMillis(random.nextLong(CHECK_INTERVAL.toMillis() / 10)));
  }

  private Instant retryAt(AccountKey account, ProviderFailure failure) {
    log.warn("Subscriptions of {} could not be reconciled: {}", account.leafUser(), failure);
    Duration delay =
        switch (failure) {
          case ProviderFailure.Throttled(Duration pause) -> pause;
          case ProviderFailure.RateLimited(Duration pause) -> pause;
          case ProviderFailure.RefreshPending(_, Duration pause) -> pause;
          case ProviderFailure.Unavailable(_, Duration pause) -> pause;
          case ProviderFailure.ApplicationRefused(_, _, Duration pause) -> pause;
          case ProviderFailure.Unauthorized _,
              ProviderFailure.Forbidden _,
              ProviderFailure.ActionRequired _,
              ProviderFailure.NotFound _,
              ProviderFailure.InvalidResponse _ ->
              AFTER_FAILURE;
        };
    return clock.instant().plus(delay).plusMillis(random.nextLong(1_000));
  }
}
