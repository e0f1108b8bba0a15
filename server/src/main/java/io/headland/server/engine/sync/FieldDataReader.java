package io.headland.server.engine.sync;

import io.headland.server.core.field.FieldDataCounts;
import io.headland.server.core.field.OrganizationSnapshot;
import io.headland.server.core.sync.ReadingPosition;
import io.headland.server.core.sync.SyncRunOrganization;
import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.FieldDataListing;
import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.ProviderAdapter;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderSession;
import io.headland.server.provider.RecordKind;
import io.headland.server.usecase.sync.EndReading;
import io.headland.server.usecase.sync.OrganizationReading;
import io.headland.server.usecase.sync.PlanSync;
import io.headland.server.usecase.sync.RecordPage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Reads the field data of one organization, listing by listing and page by page, and stores each
/// page together with the position after it.
///
/// The next page of a listing is requested while the page before it is stored, unless the time
/// slice of the worker is over. It is used only if that page was stored, so that the position of
/// the reading never depends on it.
///
/// A complete listing that lacks records is read a second time: records that both readings lack are
/// removed.
final class FieldDataReader {
  /// The parameters of reading one organization.
  ///
  /// @param calls number of calls that are made and not stored yet
  /// @param timeSlice the time slice of the worker
  /// @param readAhead requests pages while others are stored
  record Context(
      OrganizationReading reading,
      ProviderAdapter adapter,
      ProviderSession session,
      UnlinkedKinds unlinked,
      OrganizationSnapshot before,
      AtomicInteger calls,
      TimeSlice timeSlice,
      ReadAhead readAhead) {}

  private final RecordPage recordPage;
  private final EndReading endReading;
  private final InstantSource clock;
  private final Context context;
  private final UnlinkedListings unlinked;
  private final List<FieldDataListing> listings;
  private SyncRunOrganization runOrganization;

  FieldDataReader(
      RecordPage recordPage,
      EndReading endReading,
      InstantSource clock,
      Context context,
      SyncRunOrganization runOrganization) {
    this.recordPage = recordPage;
    this.endReading = endReading;
    this.clock = clock;
    this.context = context;
    this.unlinked = new UnlinkedListings(recordPage, context);
    this.listings = context.adapter().fieldDataListings(context.reading().denied());
    this.runOrganization = runOrganization.without(context.reading().denied());
  }

  ReadingResult read() throws InterruptedException {
    for (int i = firstListing(); i < listings.size(); i++) {
      String next = i + 1 < listings.size() ? listings.get(i + 1).name() : ReadingPosition.END;
      try (ReadAhead.ReadingPages pages = context.readAhead().open(context.session())) {
        Optional<ReadingResult> end = read(listings.get(i), next, pages);
        if (end.isPresent()) {
          return end.get();
        }
      }
      runOrganization = runOrganization.at(ReadingPosition.atBeginningOf(next));
    }
    return new ReadingResult.Over(endReading.finish(context.reading(), counted(), clock.instant()));
  }

  private int firstListing() {
    if (runOrganization.at().listing().equals(ReadingPosition.END)) {
      return listings.size();
    }
    for (int i = 0; i < listings.size(); i++) {
      if (listings.get(i).name().equals(runOrganization.at().listing())) {
        return i;
      }
    }
    if (!listings.isEmpty()) {
      runOrganization =
          runOrganization.at(ReadingPosition.atBeginningOf(listings.getFirst().name()));
    }
    return 0;
  }

  /// Empty when the listing has been read completely, or is not accessible.
  private Optional<ReadingResult> read(
      FieldDataListing listing, String next, ReadAhead.ReadingPages pages)
      throws InterruptedException {
    Cursor cursor = cursor(listing);
    while (true) {
      Cursor from = cursor;
      Fetch<FieldDataRecord> fetch = pages.next(session -> fetch(session, listing, from));
      switch (fetch) {
        case Fetch.Unchanged<FieldDataRecord>() -> {
          runOrganization = runOrganization.counting(unchanged(listing));
          return Optional.empty();
        }
        case Fetch.Changed<FieldDataRecord>() -> {
          runOrganization = runOrganization.at(runOrganization.at().restarted());
          cursor = new Cursor.Start();
        }
        case Fetch.More<FieldDataRecord> more -> {
          boolean isTimeSliceOver = context.timeSlice().isOver();
          Optional<SyncRunOrganization> stored = store(listing, more, !isTimeSliceOver, pages);
          if (stored.isEmpty()) {
            return Optional.of(ReadingResult.Over.moreLeft());
          }
          runOrganization = stored.get();
          cursor = more.next();
          if (isTimeSliceOver) {
            return Optional.of(new ReadingResult.Pause(Duration.ZERO));
          }
        }
        case Fetch.Last<FieldDataRecord> _, Fetch.Incomplete<FieldDataRecord> _ -> {
          RecordPage.LastPage last = lastPage(fetch);
          if (unlinked.isDeniedSince(listing, last.records())) {
            runOrganization = runOrganization.at(runOrganization.at().restarted());
            return Optional.of(
                endReading.save(context.reading().organizationKey().account().owner(), counted())
                    ? new ReadingResult.Pause(Duration.ZERO)
                    : ReadingResult.Over.moreLeft());
          }
          RecordPage.Ending ending =
              recordPage.lastPage(
                  context.reading(), listing, next, counted(), last, clock.instant());
          switch (ending) {
            case RecordPage.Ending.Complete(SyncRunOrganization complete) -> {
              runOrganization = complete;
              return Optional.empty();
            }
            case RecordPage.Ending.Finished(PlanSync.Rest rest) -> {
              return Optional.of(new ReadingResult.Over(rest));
            }
            case RecordPage.Ending.OnceMore(SyncRunOrganization again) -> {
              runOrganization = again;
              cursor = new Cursor.Start();
            }
            case RecordPage.Ending.Over() -> {
              return Optional.of(ReadingResult.Over.moreLeft());
            }
          }
        }
        case Fetch.Failed<FieldDataRecord>(ProviderFailure failure) -> {
          return failed(listing, failure);
        }
      }
    }
  }

  private Fetch<FieldDataRecord> fetch(
      ProviderSession session, FieldDataListing listing, Cursor from) throws InterruptedException {
    return context
        .adapter()
        .fetchFieldData(
            session, context.reading().organizationKey().providerOrgId(), listing, from);
  }

  /// Stores a page that is not the last; empty when the organization was claimed by another worker
  /// or stopped. The calls up to this page are counted before the next one is made.
  private Optional<SyncRunOrganization> store(
      FieldDataListing listing,
      Fetch.More<FieldDataRecord> page,
      boolean withNext,
      ReadAhead.ReadingPages pages) {
    SyncRunOrganization counted = counted();
    if (withNext) {
      pages.start(session -> fetch(session, listing, page.next()));
    }
    Optional<SyncRunOrganization> stored =
        recordPage.page(
            context.reading(),
            listing,
            counted,
            page.records(),
            position(page.next()),
            clock.instant());
    if (stored.isEmpty()) {
      pages.close();
      // The call for a page that is not stored does not count, nor for the next organization.
      context.calls().set(0);
    }
    return stored;
  }

  private static RecordPage.LastPage lastPage(Fetch<FieldDataRecord> fetch) {
    return switch (fetch) {
      case Fetch.Last<FieldDataRecord>(var records, String signature) ->
          new RecordPage.LastPage(records, signature, true);
      case Fetch.Incomplete<FieldDataRecord>(var records, _) ->
          new RecordPage.LastPage(records, "", false);
      case Fetch.More<FieldDataRecord> _,
          Fetch.Unchanged<FieldDataRecord> _,
          Fetch.Changed<FieldDataRecord> _,
          Fetch.Failed<FieldDataRecord> _ ->
          throw new IllegalStateException("Not the end of a listing");
    };
  }

  private Cursor cursor(FieldDataListing listing) {
    if (!runOrganization.at().position().isEmpty()) {
      return new Cursor.Continue(runOrganization.at().position());
    }
    String known = context.before().signatures().getOrDefault(listing.name(), "");
    return context.reading().fully() || runOrganization.at().verifying() || known.isBlank()
        ? new Cursor.Start()
        : new Cursor.StartIfChanged(known);
  }

  private static String position(Cursor next) {
    return next instanceof Cursor.Continue(String position) ? position : "";
  }

  private FieldDataCounts unchanged(FieldDataListing listing) {
    FieldDataCounts counts = runOrganization.counts();
    for (RecordKind kind : listing.covers()) {
      counts = counts.closed(kind, context.before().total(kind));
    }
    return counts;
  }

  /// The result of a failed call. Kinds of records that are not permitted are omitted, and the
  /// other listings are read.
  private Optional<ReadingResult> failed(FieldDataListing listing, ProviderFailure failure) {
    return switch (failure) {
      case ProviderFailure.Forbidden _ -> {
        omit(listing);
        yield Optional.empty();
      }
      // A resource without a link may not exist, which gives no information about the organization.
      case ProviderFailure.NotFound _ when unlinked.covers(listing) -> {
        omit(listing);
        yield Optional.empty();
      }
      case ProviderFailure.Unauthorized _,
          ProviderFailure.ApplicationRefused _,
          ProviderFailure.NotFound _,
          ProviderFailure.ActionRequired _,
          ProviderFailure.RateLimited _,
          ProviderFailure.RefreshPending _,
          ProviderFailure.Throttled _,
          ProviderFailure.Unavailable _ ->
          Optional.of(new FailurePolicy(endReading, clock, context).of(counted(), failure));
      case ProviderFailure.InvalidResponse(String reason) -> {
        RecordKind kind = listing.covers().stream().min(RecordKind::compareTo).orElseThrow();
        recordPage.recordUnreadable(context.reading(), runOrganization, kind, reason);
        yield Optional.of(new FailurePolicy(endReading, clock, context).of(counted(), failure));
      }
    };
  }

  private void omit(FieldDataListing listing) {
    runOrganization = runOrganization.without(listing.covers());
    unlinked.recordDenied(listing);
  }

  private SyncRunOrganization counted() {
    runOrganization = runOrganization.calling(context.calls().getAndSet(0));
    return runOrganization;
  }
}
