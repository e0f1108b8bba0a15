package io.headland.server.engine.preview;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.organization.ProviderOrganization;
import io.headland.server.engine.grant.Access;
import io.headland.server.engine.grant.CredentialRefresher;
import io.headland.server.platform.providerhttp.CallRecorder;
import io.headland.server.platform.providerhttp.ProviderCall;
import io.headland.server.provider.AccessLookup;
import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.FieldDataListing;
import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.ProviderAdapter;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.RecordKind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/// One walk through the listings of an organization, page by page, whose intermediate result can be
/// read at any time.
final class ScopeWalk implements Callable<ScopeReading> {
  private static final Duration NO_RESPONSE_RETRY = Duration.ofSeconds(30);

  private final CredentialRefresher refresher;
  private final ProviderAdapter adapter;
  private final AccountKey account;
  private final ProviderOrganization organization;
  private final ScopeCounts counts;
  private final BooleanSupplier isOver;
  private final Set<RecordKind> notPermitted = EnumSet.noneOf(RecordKind.class);
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicReference<ScopeReading> soFar =
      new AtomicReference<>(
          new ScopeReading.Failed(
              new ProviderFailure.Unavailable("no page was received in time", NO_RESPONSE_RETRY)));
  private boolean anythingRead;
  private boolean renewed;
  private Access access = new Access.Missing();

  /// A walk.
  ///
  /// @param isOver whether the request has ended
  ScopeWalk(
      CredentialRefresher refresher,
      ProviderAdapter adapter,
      AccountKey account,
      ProviderOrganization organization,
      ScopeCounts counts,
      BooleanSupplier isOver) {
    this.refresher = refresher;
    this.adapter = adapter;
    this.account = account;
    this.organization = organization;
    this.counts = counts;
    this.isOver = isOver;
  }

  /// The counts after the last page.
  ScopeReading soFar() {
    return soFar.get();
  }

  @Override
  public ScopeReading call() throws InterruptedException {
    access = refresher.open(account, counting());
    Optional<ScopeReading> noAccess = noAccess();
    if (noAccess.isPresent()) {
      return noAccess.get();
    }
    for (FieldDataListing listing : adapter.fieldDataListings(refused())) {
      Optional<ScopeReading> end = read(listing);
      if (end.isPresent()) {
        return end.get();
      }
    }
    return counted(true);
  }

  /// Of the kinds without a link, those that are embedded in others and denied. The access to
  /// others is determined by reading them.
  private Set<RecordKind> refused() throws InterruptedException {
    if (access instanceof Access.Ready(_, var session)) {
      for (RecordKind kind : adapter.embeddedKinds()) {
        boolean refused =
            organization.unlinked().contains(kind)
                && adapter.lookUpAccess(session, organization.providerOrgId(), kind)
                    instanceof AccessLookup.Denied;
        if (refused) {
          notPermitted.add(kind);
        }
      }
    }
    return Set.copyOf(notPermitted);
  }

  private CallRecorder counting() {
    return (ProviderCall _) -> calls.incrementAndGet();
  }

  private Optional<ScopeReading> noAccess() {
    return switch (access) {
      case Access.Ready _ -> Optional.empty();
      case Access.Missing() -> Optional.of(new ScopeReading.NoCredential());
      case Access.Refused() -> Optional.of(new ScopeReading.Refused());
      case Access.Failed(ProviderFailure failure) -> Optional.of(new ScopeReading.Failed(failure));
    };
  }

  /// Empty when the listing has been read completely, or is not accessible.
  private Optional<ScopeReading> read(FieldDataListing listing) throws InterruptedException {
    Cursor cursor = new Cursor.Start();
    while (!isOver.getAsBoolean()) {
      switch (fetch(listing, cursor)) {
        case Fetch.More<FieldDataRecord>(var records, Cursor next) -> {
          counts.add(records);
          cursor = next;
        }
        case Fetch.Last<FieldDataRecord>(var records, _) -> {
          counts.add(records);
          page();
          return Optional.empty();
        }
        case Fetch.Incomplete<FieldDataRecord>(var records, _) -> {
          counts.add(records);
          page();
          return Optional.of(soFar.get());
        }
        case Fetch.Changed<FieldDataRecord>() -> cursor = new Cursor.Start();
        case Fetch.Unchanged<FieldDataRecord>() ->
            throw new IllegalStateException("Unchanged, although no signature was sent");
        case Fetch.Failed<FieldDataRecord>(ProviderFailure failure) -> {
          return failed(listing, failure);
        }
      }
      page();
    }
    return Optional.of(soFar.get());
  }

  private void page() {
    anythingRead = true;
    soFar.set(counted(false));
  }

  private ScopeReading counted(boolean complete) {
    return new ScopeReading.Counted(
        counts.shown(),
        counts.toCome(),
        counts.fieldsNotShown(),
        notPermitted,
        complete,
        calls.get());
  }

  /// A token that is rejected during the walk is renewed once, and the walk continues at its
  /// position.
  private Fetch<FieldDataRecord> fetch(FieldDataListing listing, Cursor cursor)
      throws InterruptedException {
    Fetch<FieldDataRecord> fetch = fetchOnce(listing, cursor);
    if (!renewed && isUnauthorized(fetch) && access instanceof Access.Ready(var refused, _)) {
      renewed = true;
      access = refresher.renew(account, refused, counting());
      fetch = fetchOnce(listing, cursor);
    }
    if (isUnauthorized(fetch) && access instanceof Access.Ready(var fresh, _)) {
      access = refresher.recordRejectedToken(account, fresh);
      fetch = fetchOnce(listing, cursor);
    }
    return fetch;
  }

  private Fetch<FieldDataRecord> fetchOnce(FieldDataListing listing, Cursor cursor)
      throws InterruptedException {
    return switch (access) {
      case Access.Ready(_, var session) ->
          adapter.fetchFieldData(session, organization.providerOrgId(), listing, cursor);
      case Access.Failed(ProviderFailure failure) -> new Fetch.Failed<>(failure);
      case Access.Refused _, Access.Missing _ ->
          new Fetch.Failed<>(new ProviderFailure.Unauthorized());
    };
  }

  private static boolean isUnauthorized(Fetch<FieldDataRecord> fetch) {
    return fetch instanceof Fetch.Failed<FieldDataRecord>(ProviderFailure.Unauthorized _);
  }

  /// Kinds that are not permitted are omitted. When calls are throttled, the counts so far are
  /// returned.
  private Optional<ScopeReading> failed(FieldDataListing listing, ProviderFailure failure) {
    return switch (failure) {
      case ProviderFailure.Forbidden _ -> {
        notPermitted.addAll(listing.covers());
        yield Optional.empty();
      }
      case ProviderFailure.NotFound _
          when organization.unlinked().stream().anyMatch(listing.covers()::contains) -> {
        notPermitted.addAll(listing.covers());
        yield Optional.empty();
      }
      case ProviderFailure.Unauthorized _ -> Optional.of(new ScopeReading.Refused());
      case ProviderFailure.Throttled _, ProviderFailure.RateLimited _ ->
          Optional.of(anythingRead ? counted(false) : new ScopeReading.Failed(failure));
      case ProviderFailure.ActionRequired _,
          ProviderFailure.RefreshPending _,
          ProviderFailure.NotFound _,
          ProviderFailure.ApplicationRefused _,
          ProviderFailure.Unavailable _,
          ProviderFailure.InvalidResponse _ ->
          Optional.of(new ScopeReading.Failed(failure));
    };
  }
}
