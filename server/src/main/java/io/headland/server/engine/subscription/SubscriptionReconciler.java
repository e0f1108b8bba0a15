package io.headland.server.engine.subscription;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.subscription.NotificationAuthorizationStore;
import io.headland.server.core.subscription.Subscription;
import io.headland.server.core.subscription.SubscriptionRefusalStore;
import io.headland.server.core.subscription.SubscriptionStore;
import io.headland.server.core.usage.ClientApplication;
import io.headland.server.engine.grant.Access;
import io.headland.server.platform.config.HeadlandConfig.NotificationConfig;
import io.headland.server.platform.config.Secret;
import io.headland.server.provider.ChangeNotifications;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderFailure.InvalidResponse;
import io.headland.server.provider.ProviderSession;
import io.headland.server.provider.SubscriptionKind;
import io.headland.server.provider.SubscriptionRequest;
import io.headland.server.provider.SubscriptionResponse;
import java.net.URI;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Reconciles the subscriptions of one account, with one session.
public final class SubscriptionReconciler {
  private static final int TOKEN_BYTES = 32;
  private static final int KEY_BYTES = 18;

  /// Creates reconcilers.
  public record Maker(
      SubscriptionStore store,
      SubscriptionRefusalStore refusals,
      NotificationAuthorizationStore authorizations,
      NotificationConfig config,
      InstantSource clock,
      RandomGenerator random) {
    SubscriptionReconciler of(
        AccountKey account, ChangeNotifications notifications, Access.Ready access) {
      return new SubscriptionReconciler(this, account, notifications, access);
    }
  }

  private final Maker with;
  private final AccountKey account;
  private final ChangeNotifications notifications;
  private final ProviderSession session;
  private final ClientApplication application;
  private final KindRefusals refusals;

  private SubscriptionReconciler(
      Maker with, AccountKey account, ChangeNotifications notifications, Access.Ready access) {
    this.with = with;
    this.account = account;
    this.notifications = notifications;
    this.session = access.session();
    this.refusals =
        new KindRefusals(with.refusals(), account, access.credential().id(), with.clock());
    String field = account.provider().credentialShape().identification();
    this.application =
        ClientApplication.of(
            account.provider(), access.credential().settings().getOrDefault(field, ""));
  }

  /// Reconciles every kind.
  ///
  /// @param wanted the selected organizations
  /// @param needed the kinds to subscribe to
  /// @return the failure, if there was one
  Optional<ProviderFailure> reconcile(List<String> wanted, Set<SubscriptionKind> needed)
      throws InterruptedException {
    for (SubscriptionKind kind : notifications.kinds()) {
      boolean ends = wanted.isEmpty() || !needed.contains(kind);
      Optional<ProviderFailure> failure = Optional.empty();
      if (ends) {
        failure = end(kind);
      } else if (refusals.isDue(kind)) {
        failure = reconcile(kind, wanted);
      } else {
        continue;
      }
      if (failure.isEmpty()) {
        refusals.clear(kind);
      } else if (ends || !refusals.record(kind, failure.get())) {
        return failure;
      } else {
        // A subscription that the provider does not know would count as unverified.
        find(kind)
            .filter(known -> !known.isKnownToTheProvider())
            .ifPresent(known -> with.store().delete(account.owner(), known.key()));
      }
    }
    return Optional.empty();
  }

  private Optional<ProviderFailure> end(SubscriptionKind kind) throws InterruptedException {
    Optional<Subscription> known = find(kind);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    SubscriptionResponse reply =
        known.get().isKnownToTheProvider()
            ? notifications.end(
                session, id(known.get()), order(known.get(), known.get().providerOrgIds()))
            : new SubscriptionResponse.Ended();
    return switch (reply) {
      case SubscriptionResponse.Failed(ProviderFailure failure) -> Optional.of(failure);
      case SubscriptionResponse.Ended _,
          SubscriptionResponse.Active _,
          SubscriptionResponse.Expired _ -> {
        with.store().delete(account.owner(), known.get().key());
        yield Optional.empty();
      }
    };
  }

  private Optional<ProviderFailure> reconcile(SubscriptionKind kind, List<String> wanted)
      throws InterruptedException {
    Optional<Subscription> known = find(kind);
    if (known.isPresent() && !known.get().application().equals(application.digest())) {
      // That of another application: with this credential it can neither be changed nor ended.
      with.store().delete(account.owner(), known.get().key());
      known = Optional.empty();
    }
    if (known.isPresent() && known.get().isKnownToTheProvider()) {
      Subscription subscription = known.get();
      SubscriptionResponse reply = refreshed(subscription, wanted);
      if (!(reply instanceof SubscriptionResponse.Ended)) {
        return storeResult(subscription, wanted, reply);
      }
      with.store().delete(account.owner(), subscription.key());
    }
    return begin(kind, wanted);
  }

  private SubscriptionResponse refreshed(Subscription subscription, List<String> wanted)
      throws InterruptedException {
    boolean same =
        subscription.providerOrgIds().equals(wanted)
            && subscription.target().equals(target(subscription.key()).toString());
    SubscriptionResponse state =
        same ? notifications.check(session, id(subscription)) : new SubscriptionResponse.Expired();
    if (!(state instanceof SubscriptionResponse.Expired)) {
      return state;
    }
    if (same) {
      // Before the renewal, because the verification may arrive before the response.
      with.store().markUnverified(account.owner(), subscription.key());
    }
    SubscriptionResponse ready = notifications.deliverWith(session, authorization());
    return ready instanceof SubscriptionResponse.Failed
        ? ready
        : notifications.renew(session, id(subscription), order(subscription, wanted));
  }

  private Optional<ProviderFailure> begin(SubscriptionKind kind, List<String> wanted)
      throws InterruptedException {
    with.store().insert(account, fresh(kind), with.clock().instant());
    Optional<Subscription> stored = find(kind);
    if (stored.isEmpty()) {
      // The account was deleted.
      return Optional.empty();
    }
    SubscriptionResponse ready = notifications.deliverWith(session, authorization());
    SubscriptionResponse reply =
        ready instanceof SubscriptionResponse.Failed
            ? ready
            : notifications.subscribe(session, order(stored.get(), wanted));
    return storeResult(stored.get(), wanted, reply);
  }

  private Optional<ProviderFailure> storeResult(
      Subscription subscription, List<String> wanted, SubscriptionResponse reply) {
    return switch (reply) {
      case SubscriptionResponse.Failed(ProviderFailure failure) -> Optional.of(failure);
      case SubscriptionResponse.Active(String id) -> {
        with.store()
            .save(
                account.owner(),
                new Subscription(
                    account,
                    subscription.kind(),
                    subscription.key(),
                    subscription.token(),
                    subscription.application(),
                    id,
                    wanted,
                    target(subscription.key()).toString()));
        yield Optional.empty();
      }
      case SubscriptionResponse.Expired _, SubscriptionResponse.Ended _ ->
          Optional.of(new InvalidResponse("a subscription that ended when it was created"));
    };
  }

  private Subscription fresh(SubscriptionKind kind) {
    String key = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(KEY_BYTES));
    String token = Base64.getEncoder().encodeToString(bytes(TOKEN_BYTES));
    return new Subscription(
        account,
        kind,
        key,
        Secret.of(token),
        application.digest(),
        "",
        List.of(),
        target(key).toString());
  }

  private Secret authorization() {
    String fresh = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(TOKEN_BYTES));
    return with.authorizations().findOrInsert(application.digest(), Secret.of("Headland " + fresh));
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    with.random().nextBytes(bytes);
    return bytes;
  }

  private SubscriptionRequest order(Subscription subscription, List<String> organizations) {
    return new SubscriptionRequest(
        subscription.kind(), organizations, target(subscription.key()), subscription.token());
  }

  private URI target(String key) {
    return URI.create(with.config().publicUrl() + Subscription.path(account.provider(), key));
  }

  private Optional<Subscription> find(SubscriptionKind kind) {
    return with.store().list(account).stream().filter(one -> one.kind() == kind).findFirst();
  }

  private static String id(Subscription subscription) {
    return subscription.providerSubscriptionId();
  }
}
