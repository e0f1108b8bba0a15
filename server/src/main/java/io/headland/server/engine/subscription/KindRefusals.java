package io.headland.server.engine.subscription;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.subscription.SubscriptionRefusalStore;
import io.headland.server.core.subscription.SubscriptionRefusalStore.Refusal;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.tasks.Backoff;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.SubscriptionKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The refusals of kinds of notifications to one credential. A credential may have the permission
/// for fields alone; then the others are requested again, with increasing pauses.
record KindRefusals(
    SubscriptionRefusalStore store,
    AccountKey account,
    CredentialId credential,
    InstantSource clock) {
  private static final Backoff BACKOFF = new Backoff(Duration.ofMinutes(10), Duration.ofHours(24));

  /// Whether the kind was not refused, or may be requested again.
  boolean isDue(SubscriptionKind kind) {
    Instant now = clock.instant();
    return store
        .find(account, kind, credential)
        .filter(refusal -> refusal.retryAt().isAfter(now))
        .isEmpty();
  }

  /// Records a failure if it is a refusal of the kind alone: a rejected token would have been
  /// rejected for the kinds before as well.
  ///
  /// @return whether it is one
  boolean record(SubscriptionKind kind, ProviderFailure failure) {
    if (kind != SubscriptionKind.FIELD_OPERATION || !isRefusal(failure)) {
      return false;
    }
    Instant now = clock.instant();
    int failures = store.find(account, kind, credential).map(Refusal::failures).orElse(0) + 1;
    store.save(
        account,
        kind,
        credential,
        failure.getClass().getSimpleName(),
        new Refusal(failures, now.plus(BACKOFF.after(failures))),
        now);
    return true;
  }

  void clear(SubscriptionKind kind) {
    if (kind == SubscriptionKind.FIELD_OPERATION) {
      store.delete(account, kind);
    }
  }

  private static boolean isRefusal(ProviderFailure failure) {
    return switch (failure) {
      case ProviderFailure.Forbidden _,
          ProviderFailure.Unauthorized _,
          ProviderFailure.NotFound _ ->
          true;
      case ProviderFailure.ActionRequired _,
          ProviderFailure.ApplicationRefused _,
          ProviderFailure.InvalidResponse _,
          ProviderFailure.RefreshPending _,
          ProviderFailure.Throttled _,
          ProviderFailure.RateLimited _,
          ProviderFailure.Unavailable _ ->
          false;
    };
  }
}
