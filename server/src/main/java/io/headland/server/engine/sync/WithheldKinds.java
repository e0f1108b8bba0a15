package io.headland.server.engine.sync;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.organization.AccessAnswerStore;
import io.headland.server.core.organization.AccessAnswerStore.AccessAnswers;
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
public final class WithheldKinds {
  private final AccessAnswerStore answers;
  private final InstantSource clock;
  private final Duration expiry;

  /// A way to find out.
  ///
  /// @param expiry after which an answer is asked for once more
  public WithheldKinds(AccessAnswerStore answers, InstantSource clock, Duration expiry) {
    this.answers = answers;
    this.clock = clock;
    this.expiry = expiry;
  }

  sealed interface Finding {
    /// The result of an earlier reading.
    ///
    /// @param refused kinds that are not requested
    record Known(Set<RecordKind> refused) implements Finding {}

    record Failed(ProviderFailure failure) implements Finding {}
  }

  /// The known access before an organization is read. Only kinds embedded in other records are
  /// requested here; the access to others is determined by reading them.
  ///
  /// @param afresh whether stored results are ignored
  Finding find(
      AccountKey account,
      ProviderOrganization organization,
      ProviderAdapter adapter,
      ProviderSession session,
      boolean afresh)
      throws InterruptedException {
    Set<RecordKind> unlinked = organization.withheld();
    if (unlinked.isEmpty()) {
      return new Finding.Known(Set.of());
    }
    String org = organization.providerOrgId();
    AccessAnswers known =
        afresh ? AccessAnswers.NONE : answers.find(account, org, clock.instant().minus(expiry));
    Set<RecordKind> refused = EnumSet.noneOf(RecordKind.class);
    refused.addAll(known.refused());
    refused.retainAll(unlinked);
    if (refused.contains(RecordKind.FIELD)) {
      refused.addAll(adapter.embeddedKinds());
      return new Finding.Known(refused);
    }
    for (RecordKind kind : adapter.embeddedKinds()) {
      if (unlinked.contains(kind) && !known.isKnown(kind)) {
        switch (adapter.lookUpAccess(session, org, kind)) {
          case AccessLookup.Given() -> remember(account, org, Set.of(kind), true);
          case AccessLookup.Refused() -> {
            remember(account, org, Set.of(kind), false);
            refused.add(kind);
          }
          case AccessLookup.Failed(ProviderFailure failure) -> {
            return new Finding.Failed(failure);
          }
        }
      }
    }
    return new Finding.Known(refused);
  }

  /// Stores that an organization denied kinds to which it has no link.
  void refused(AccountKey account, String providerOrgId, Set<RecordKind> kinds) {
    remember(account, providerOrgId, kinds, false);
  }

  private void remember(
      AccountKey account, String providerOrgId, Set<RecordKind> kinds, boolean given) {
    answers.remember(account, providerOrgId, kinds, given, clock.instant());
  }
}
