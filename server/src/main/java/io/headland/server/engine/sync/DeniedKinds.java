package io.headland.server.engine.sync;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.organization.AccessResultStore;
import io.headland.server.core.organization.AccessResultStore.AccessResults;
import io.headland.server.core.organization.ProviderOrganization;
import io.headland.server.provider.AccessLookup;
import io.headland.server.provider.ProviderAdapter;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderSession;
import io.headland.server.provider.RecordKind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;

/// Determines the kinds of records that an organization does not permit. A kind without a link is
/// requested, and the result is stored.
public final class DeniedKinds {
  private final AccessResultStore results;
  private final InstantSource clock;
  private final Duration expiry;

  /// Uses the stored results.
  ///
  /// @param expiry the time after which a kind is requested again
  public DeniedKinds(AccessResultStore results, InstantSource clock, Duration expiry) {
    this.results = results;
    this.clock = clock;
    this.expiry = expiry;
  }

  sealed interface Finding {
    /// The known access.
    ///
    /// @param denied kinds that are not requested
    record Known(Set<RecordKind> denied) implements Finding {}

    record Failed(ProviderFailure failure) implements Finding {}
  }

  /// The known access before an organization is read. Only kinds embedded in other records are
  /// requested here; the access to others is determined by reading them.
  ///
  /// @param ignoreStored whether stored results are ignored
  Finding find(
      AccountKey account,
      ProviderOrganization organization,
      ProviderAdapter adapter,
      ProviderSession session,
      boolean ignoreStored)
      throws InterruptedException {
    Set<RecordKind> unlinked = organization.unlinked();
    if (unlinked.isEmpty()) {
      return new Finding.Known(Set.of());
    }
    String org = organization.providerOrgId();
    AccessResults known =
        ignoreStored
            ? AccessResults.NONE
            : results.find(account, org, clock.instant().minus(expiry));
    Set<RecordKind> denied = EnumSet.noneOf(RecordKind.class);
    denied.addAll(known.denied());
    denied.retainAll(unlinked);
    if (denied.contains(RecordKind.FIELD)) {
      denied.addAll(adapter.embeddedKinds());
      return new Finding.Known(denied);
    }
    for (RecordKind kind : adapter.embeddedKinds()) {
      if (unlinked.contains(kind) && !known.isKnown(kind)) {
        switch (adapter.lookUpAccess(session, org, kind)) {
          case AccessLookup.Permitted() -> save(account, org, Set.of(kind), true);
          case AccessLookup.Denied() -> {
            save(account, org, Set.of(kind), false);
            denied.add(kind);
          }
          case AccessLookup.Failed(ProviderFailure failure) -> {
            return new Finding.Failed(failure);
          }
        }
      }
    }
    return new Finding.Known(denied);
  }

  /// Stores that an organization denied kinds to which it has no link.
  void recordDenied(AccountKey account, String providerOrgId, Set<RecordKind> kinds) {
    save(account, providerOrgId, kinds, false);
  }

  private void save(
      AccountKey account, String providerOrgId, Set<RecordKind> kinds, boolean permitted) {
    results.save(account, providerOrgId, kinds, permitted, clock.instant());
  }
}
