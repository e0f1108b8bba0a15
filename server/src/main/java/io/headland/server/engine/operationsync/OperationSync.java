package io.headland.server.engine.operationsync;

import io.headland.server.core.asset.AssetListingStore.DueAssets;
import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.operationsync.OperationListingStore;
import io.headland.server.core.operationsync.OperationListingStore.DueListing;
import io.headland.server.core.operationsync.ProviderOperationStore.DueExport;
import io.headland.server.engine.grant.Access;
import io.headland.server.engine.grant.CredentialRefresher;
import io.headland.server.engine.sync.TimeSlice;
import io.headland.server.provider.AssetReads;
import io.headland.server.provider.FieldOperationReads;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderSession;
import io.headland.server.provider.Providers;
import io.headland.server.usecase.operationsync.RecordOperations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads the due listings of an account's machines, implements, operators and field operations,
/// requests the exports of new and changed operations, and converts those that are ready. Every
/// step is recorded, so that an execution can end after any of them.
public final class OperationSync {
  private final CredentialRefresher refresher;
  private final Providers providers;
  private final Configurations configurations;
  private final OperationListingStore listings;
  private final RecordOperations record;
  private final ExportSync exports;
  private final AssetSync assets;
  private final InstantSource clock;

  public OperationSync(
      CredentialRefresher refresher,
      Providers providers,
      Configurations configurations,
      OperationListingStore listings,
      RecordOperations record,
      ExportSync exports,
      AssetSync assets,
      InstantSource clock) {
    this.refresher = refresher;
    this.providers = providers;
    this.configurations = configurations;
    this.listings = listings;
    this.record = record;
    this.exports = exports;
    this.assets = assets;
    this.clock = clock;
  }

  /// Works on what is due until the end of the time slice.
  ///
  /// @return when something is due next; empty when nothing is
  Optional<Instant> work(AccountKey account, TimeSlice timeSlice) throws InterruptedException {
    Optional<FieldOperationReads> reads = providers.adapter(account.provider()).fieldOperations();
    if (reads.isEmpty()) {
      return Optional.empty();
    }
    return switch (refresher.open(account, _ -> {})) {
      // The next sync of the account requests the listings again.
      case Access.Missing _, Access.Refused _ -> Optional.empty();
      case Access.Failed(ProviderFailure failure) ->
          Optional.of(clock.instant().plus(RetryDelay.after(failure)));
      case Access.Ready ready -> {
        Execution execution = new Execution(account, reads.get(), timeSlice, ready);
        while (!timeSlice.isOver() && execution.step()) {
          // The step has done its work.
        }
        yield findNext(account).map(execution::notBefore);
      }
    };
  }

  /// Schedules the task again if something became due after [#work].
  void scheduleNext(AccountKey account) {
    findNext(account).ifPresent(at -> listings.schedule(account, at));
  }

  private Optional<Instant> findNext(AccountKey account) {
    return Stream.of(listings.findNext(account), assets.findNext(account))
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  private final class Execution {
    private final AccountKey account;
    private final FieldOperationReads reads;
    private final TimeSlice timeSlice;
    private Access.Ready access;
    private boolean renewed;
    private Instant pausedUntil = Instant.MIN;

    Execution(
        AccountKey account, FieldOperationReads reads, TimeSlice timeSlice, Access.Ready access) {
      this.account = account;
      this.reads = reads;
      this.timeSlice = timeSlice;
      this.access = access;
    }

    Instant notBefore(Instant due) {
      return due.isAfter(pausedUntil) ? due : pausedUntil;
    }

    /// @return false when nothing is due, or the provider cannot be called
    boolean step() throws InterruptedException {
      Optional<DueAssets> dueAssets = assets.begin(account);
      Optional<AssetReads> assetReads = providers.adapter(account.provider()).assets();
      if (dueAssets.isPresent() && assetReads.isPresent()) {
        Optional<ProviderFailure> failure =
            assets.read(assetReads.get(), session(), renewed, dueAssets.get());
        return failure.isEmpty() || mayContinue(failure.get());
      }
      Instant now = clock.instant();
      Optional<DueListing> listing = listings.begin(account, now);
      if (listing.isPresent()) {
        Optional<ProviderFailure> failure =
            new ListingReader(reads, session(), renewed, configurations, record, listings, clock)
                .read(listing.get());
        return failure.isEmpty() || mayContinue(failure.get());
      }
      List<DueExport> due = exports.findDue(account);
      return !due.isEmpty() && export(due);
    }

    private ProviderSession session() {
      return access.session();
    }

    /// A rejected token is renewed once; if the fresh one is rejected too, that is recorded, which
    /// ends the grant after several times. Other failures have been recorded, and either concern
    /// only the listing or export, or end the execution.
    private boolean mayContinue(ProviderFailure failure) throws InterruptedException {
      if (failure instanceof ProviderFailure.Unauthorized) {
        return renew();
      }
      if (RetryDelay.concernsOne(failure)) {
        return true;
      }
      pauseFor(RetryDelay.after(failure));
      return false;
    }

    private boolean renew() throws InterruptedException {
      Access next =
          renewed
              ? refresher.recordRejectedToken(account, access.credential())
              : refresher.renew(account, access.credential(), _ -> {});
      renewed = true;
      if (next instanceof Access.Ready fresh) {
        access = fresh;
        return true;
      }
      Duration pause =
          next instanceof Access.Failed(ProviderFailure failure)
              ? RetryDelay.after(failure)
              : RetryDelay.after(new ProviderFailure.Unauthorized());
      pauseFor(pause);
      return false;
    }

    private void pauseFor(Duration pause) {
      Instant end = clock.instant().plus(pause);
      pausedUntil = end.isAfter(pausedUntil) ? end : pausedUntil;
    }

    private boolean export(List<DueExport> due) throws InterruptedException {
      boolean mayContinue = true;
      boolean isRejected = false;
      for (ProviderFailure failure :
          exports.work(account, due, reads, session(), renewed, timeSlice)) {
        // A token that two requests had is renewed once.
        boolean isRepetition = isRejected && failure instanceof ProviderFailure.Unauthorized;
        isRejected |= failure instanceof ProviderFailure.Unauthorized;
        mayContinue &= isRepetition || mayContinue(failure);
      }
      return mayContinue;
    }
  }
}
