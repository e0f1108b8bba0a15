package io.headland.server.engine.sync;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.organization.AccessAnswerStore;
import io.headland.server.core.organization.AccessAnswerStore.AccessAnswers;
import io.headland.server.core.organization.ProviderOrganization;
import io.headland.server.core.organization.ProviderOrganizationStore;
import io.headland.server.engine.organization.AccountReading;
import io.headland.server.provider.AccessLookup;
import io.headland.server.provider.OrganizationAccess;
import io.headland.server.provider.OrganizationRecord;
import io.headland.server.provider.ProviderAdapter;
import io.headland.server.provider.ProviderSession;
import io.headland.server.provider.Providers;
import io.headland.server.provider.RecordKind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Determines whether organizations that are listed without a link to a readable resource may be
/// read: a missing link is not a refusal. The result is stored.
public final class AccessCheck {
  /// The others are checked by the next run.
  private static final int MOST_ORGANIZATIONS = 20;

  /// One of them is sufficient.
  private static final List<RecordKind> ASKED = List.of(RecordKind.FIELD, RecordKind.GROWER);

  private final AccessAnswerStore answers;
  private final ProviderOrganizationStore organizations;
  private final Providers providers;
  private final InstantSource clock;
  private final Duration expiry;

  public AccessCheck(
      AccessAnswerStore answers,
      ProviderOrganizationStore organizations,
      Providers providers,
      InstantSource clock,
      Duration expiry) {
    this.answers = answers;
    this.organizations = organizations;
    this.providers = providers;
    this.clock = clock;
    this.expiry = expiry;
  }

  private enum Verdict {
    READABLE,
    CLOSED,
    UNKNOWN
  }

  /// The listing with the determined access. If an organization could not be checked, the signature
  /// is omitted, so that the next run checks it.
  ///
  /// @param afresh whether stored results are ignored
  AccountReading.Whole complete(AccountKey account, AccountReading.Whole whole, boolean afresh)
      throws InterruptedException {
    if (whole.organizations().stream().noneMatch(AccessCheck::isInQuestion)) {
      return whole;
    }
    Set<String> open =
        organizations.listAll(account).stream()
            .filter(stored -> !stored.isBlocked())
            .map(ProviderOrganization::providerOrgId)
            .collect(Collectors.toSet());
    ProviderAdapter adapter = providers.adapter(account.provider());
    List<OrganizationRecord> checked = new ArrayList<>();
    int asked = 0;
    boolean unknown = false;
    for (OrganizationRecord seen : whole.organizations()) {
      if (!isInQuestion(seen)) {
        checked.add(seen);
        continue;
      }
      AccessAnswers known = afresh ? AccessAnswers.NONE : known(account, seen);
      Verdict verdict = verdict(known);
      if (verdict == Verdict.UNKNOWN && asked < MOST_ORGANIZATIONS) {
        asked++;
        verdict = ask(account, adapter, whole.session(), seen.providerOrgId());
      }
      unknown |= verdict == Verdict.UNKNOWN;
      boolean readable =
          verdict == Verdict.READABLE
              || (verdict == Verdict.UNKNOWN && open.contains(seen.providerOrgId()));
      checked.add(readable ? seen.with(OrganizationAccess.CONNECTED, adapter.kinds()) : seen);
    }
    return new AccountReading.Whole(
        checked, unknown ? "" : whole.signature(), whole.session(), whole.missing());
  }

  private static boolean isInQuestion(OrganizationRecord seen) {
    return seen.access() == OrganizationAccess.SCOPE_MISSING;
  }

  private AccessAnswers known(AccountKey account, OrganizationRecord seen) {
    return answers.find(account, seen.providerOrgId(), clock.instant().minus(expiry));
  }

  private static Verdict verdict(AccessAnswers known) {
    if (ASKED.stream().anyMatch(known.given()::contains)) {
      return Verdict.READABLE;
    }
    return known.refused().containsAll(ASKED) ? Verdict.CLOSED : Verdict.UNKNOWN;
  }

  private Verdict ask(
      AccountKey account, ProviderAdapter adapter, ProviderSession session, String org)
      throws InterruptedException {
    for (RecordKind kind : ASKED) {
      switch (adapter.lookUpAccess(session, org, kind)) {
        case AccessLookup.Given() -> {
          answers.remember(account, org, Set.of(kind), true, clock.instant());
          return Verdict.READABLE;
        }
        case AccessLookup.Refused() ->
            answers.remember(account, org, Set.of(kind), false, clock.instant());
        case AccessLookup.Failed _ -> {
          return Verdict.UNKNOWN;
        }
      }
    }
    return Verdict.CLOSED;
  }
}
