package io.headland.server.engine.subscription;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.credential.AccountStore;
import io.headland.server.core.subscription.NotificationStore;
import io.headland.server.core.subscription.SubscriptionRefusalStore;
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
import io.headland.server.provider.SubscriptionKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private final SubscriptionRefusalStore refusals;
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
      SubscriptionRefusalStore refusals,
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
    this.refusals = refusals;
    this.reconcilers = reconcilers;
    this.kinds = kinds;
    this.config = config;
    this.clock = clock;
    this.random = random;
  }

  /// What the subscriptions of an account are to be.
  ///
  /// @param organizations the selected ones
  /// @param kinds of notifications
  record Wanted(List<String> organizations, Set<SubscriptionKind> kinds) {
    static final Wanted NOTHING = new Wanted(List.of(), Set.of());

    Wanted {
      organizations = List.copyOf(organizations);
      kinds = Set.copyOf(kinds);
    }

    boolean isNothing() {
      return organizations.isEmpty();
    }
  }

  /// Reconciles an account's subscriptions.
  ///
  /// @return the time of the next check; empty when there are no subscriptions and none are
  ///   required
  Optional<Instant> reconcile(ApiOwnerId owner, CredentialId credential, Wanted wanted)
      throws InterruptedException {
    Optional<AccountKey> account = accounts.find(owner, credential);
    return account.isPresent() ? reconcile(account.get(), wanted) : Optional.empty();
  }

  Wanted wanted(ApiOwnerId owner, CredentialId credential) {
    return accounts
        .find(owner, credential)
        .filter(_ -> config.isOn())
        .map(account -> new Wanted(selection.selected(account), kinds.of(account)))
        .orElse(Wanted.NOTHING);
  }

  /// Schedules a repeated reconciliation of an account's subscriptions.
  void scheduleReconciliation(ApiOwnerId owner, CredentialId credential) {
    accounts
        .find(owner, credential)
        .ifPresent(account -> selection.scheduleReconciliation(account, clock.instant()));
  }

  private Optional<Instant> reconcile(AccountKey account, Wanted wanted)
      throws InterruptedException {
    Optional<ChangeNotifications> notifications = notifications(account);
    boolean nothingToDo = wanted.isNothing() && store.list(account).isEmpty();
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
        : next(account, access, wanted);
  }

  private Optional<ProviderFailure> reconcile(
      AccountKey account, ChangeNotifications notifications, Access access, Wanted wanted)
      throws InterruptedException {
    return switch (access) {
      case Access.Ready ready ->
          reconcilers
              .of(account, notifications, ready)
              .reconcile(wanted.organizations(), wanted.kinds());
      case Access.Failed(ProviderFailure failure) -> Optional.of(failure);
      // A new credential schedules it again.
      case Access.Missing _, Access.Refused _ -> Optional.empty();
    };
  }

  /// Ends the subscriptions of an account that is about to be deleted; after a failure they expire
  /// at the provider, since posts to a deleted address receive 404.
  public void end(AccountKey account) throws InterruptedException {
    if (!store.list(account).isEmpty()) {
      Optional<Instant> _ = reconcile(account, Wanted.NOTHING);
    }
  }

  private Optional<ChangeNotifications> notifications(AccountKey account) {
    return providers.find(account.provider()).flatMap(ProviderAdapter::notifications);
  }

  private Optional<Instant> next(AccountKey account, Access access, Wanted wanted) {
    if (access instanceof Access.Missing || wanted.isNothing()) {
      return Optional.empty();
    }
    Instant check =
        clock
            .instant()
            .plus(CHECK_INTERVAL)
            .minusMillis(random.nextLong(CHECK_INTERVAL.toMillis() / 10));
    return refusals.findNext(account).filter(check::isAfter).or(() -> Optional.of(check));
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
