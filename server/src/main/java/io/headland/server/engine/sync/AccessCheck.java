package io.headland.server.engine.sync;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.organization.AccessResultStore;
import io.headland.server.core.organization.AccessResultStore.AccessResults;
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
  /// The maximum for one run; others are checked by the next one.
  private static final int MAX_ORGANIZATIONS = 20;

  /// The kinds that are requested; permission for one of them is sufficient.
  private static final List<RecordKind> REQUESTED_KINDS =
      List.of(RecordKind.FIELD, RecordKind.GROWER);

  private final AccessResultStore results;
  private final ProviderOrganizationStore organizations;
  private final Providers providers;
  private final InstantSource clock;
  private final Duration expiry;

  public AccessCheck(
      AccessResultStore results,
      ProviderOrganizationStore organizations,
      Providers providers,
      InstantSource clock,
      Duration expiry) {
    this.results = results;
    this.organizations = organizations;
    this.providers = providers;
    this.clock = clock;
    this.expiry = expiry;
  }

  private enum Result {
    READABLE,
    DENIED,
    UNKNOWN
  }

  /// The listing with the determined access. If an organization could not be checked, the signature
  /// is omitted, so that the next run checks it.
  ///
  /// @param ignoreStored whether stored results are ignored
  AccountReading.Complete complete(
      AccountKey account, AccountReading.Complete listing, boolean ignoreStored)
      throws InterruptedException {
    if (listing.organizations().stream().noneMatch(AccessCheck::isUncertain)) {
      return listing;
    }
    Set<String> open =
        organizations.listAll(account).stream()
            .filter(stored -> !stored.isBlocked())
            .map(ProviderOrganization::providerOrgId)
            .collect(Collectors.toSet());
    ProviderAdapter adapter = providers.adapter(account.provider());
    List<OrganizationRecord> checked = new ArrayList<>();
    int requests = 0;
    boolean unknown = false;
    for (OrganizationRecord organization : listing.organizations()) {
      if (!isUncertain(organization)) {
        checked.add(organization);
        continue;
      }
      AccessResults known = ignoreStored ? AccessResults.NONE : known(account, organization);
      Result result = result(known);
      if (result == Result.UNKNOWN && requests < MAX_ORGANIZATIONS) {
        requests++;
        result = request(account, adapter, listing.session(), organization.providerOrgId());
      }
      unknown |= result == Result.UNKNOWN;
      boolean readable =
          result == Result.READABLE
              || (result == Result.UNKNOWN && open.contains(organization.providerOrgId()));
      checked.add(
          readable
              ? organization.with(OrganizationAccess.CONNECTED, adapter.kinds())
              : organization);
    }
    return new AccountReading.Complete(
        checked, unknown ? "" : listing.signature(), listing.session(), listing.missing());
  }

  private static boolean isUncertain(OrganizationRecord organization) {
    return organization.access() == OrganizationAccess.SCOPE_MISSING;
  }

  private AccessResults known(AccountKey account, OrganizationRecord organization) {
    return results.find(account, organization.providerOrgId(), clock.instant().minus(expiry));
  }

  private static Result result(AccessResults known) {
    if (REQUESTED_KINDS.stream().anyMatch(known.permitted()::contains)) {
      return Result.READABLE;
    }
    return known.denied().containsAll(REQUESTED_KINDS) ? Result.DENIED : Result.UNKNOWN;
  }

  private Result request(
      AccountKey account, ProviderAdapter adapter, ProviderSession session, String org)
      throws InterruptedException {
    for (RecordKind kind : REQUESTED_KINDS) {
      switch (adapter.lookUpAccess(session, org, kind)) {
        case AccessLookup.Permitted() -> {
          results.save(account, org, Set.of(kind), true, clock.instant());
          return Result.READABLE;
        }
        case AccessLookup.Denied() ->
            results.save(account, org, Set.of(kind), false, clock.instant());
        case AccessLookup.Failed _ -> {
          return Result.UNKNOWN;
        }
      }
    }
    return Result.DENIED;
  }
}
