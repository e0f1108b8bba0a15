package io.headland.server.sync;

import io.headland.server.configuration.SyncScope;
import io.headland.server.field.CopyKey;
import io.headland.server.field.LandCounts;
import io.headland.server.field.OrganizationCopy;
import io.headland.server.provider.AccessLookup;
import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.LandListing;
import io.headland.server.provider.LandRecord;
import io.headland.server.provider.ProviderAdapter;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderSession;
import io.headland.server.provider.RecordKind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Reads what lies beneath one organization, listing by listing and page by page, and has each page
/// stored together with the position behind it.
///
/// A listing that is read as a whole and lacks records is read once more: what both times lack is
/// taken away.
final class LandReading {
  /// Kinds of records to which the organization has no link, and what is done when one is refused.
  record Unlinked(Set<RecordKind> kinds, Consumer<Set<RecordKind>> onRefusal) {}

  /// What a reader of one organization needs.
  ///
  /// @param calls made so far and not yet written down
  /// @param turn whether the lane may go on
  record Context(
      OrganizationReading reading,
      ProviderAdapter adapter,
      ProviderSession session,
      Unlinked unlinked,
      OrganizationCopy before,
      AtomicInteger calls,
      Turn turn) {}

  private final LandCommitStore commits;
  private final InstantSource clock;
  private final Context context;
  private final List<LandListing> listings;
  private RunPart part;

  LandReading(LandCommitStore commits, InstantSource clock, Context context, RunPart part) {
    this.commits = commits;
    this.clock = clock;
    this.context = context;
    this.listings = context.adapter().landListings(context.reading().withheld());
    this.part = part.without(context.reading().withheld());
  }

  PartEnd read() throws InterruptedException {
    for (int i = firstListing(); i < listings.size(); i++) {
      String next = i + 1 < listings.size() ? listings.get(i + 1).name() : ReadingPosition.END;
      Optional<PartEnd> end = read(listings.get(i), next);
      if (end.isPresent()) {
        return end.get();
      }
      part = part.at(ReadingPosition.atBeginningOf(next));
    }
    commits.finish(context.reading(), counted(), clock.instant());
    return new PartEnd.Over();
  }

  private int firstListing() {
    if (part.at().listing().equals(ReadingPosition.END)) {
      return listings.size();
    }
    for (int i = 0; i < listings.size(); i++) {
      if (listings.get(i).name().equals(part.at().listing())) {
        return i;
      }
    }
    if (!listings.isEmpty()) {
      part = part.at(ReadingPosition.atBeginningOf(listings.getFirst().name()));
    }
    return 0;
  }

  /// Empty when the listing has been read to its end, or is not to be had.
  private Optional<PartEnd> read(LandListing listing, String next) throws InterruptedException {
    Cursor cursor = cursor(listing);
    while (true) {
      Fetch<LandRecord> fetch =
          context
              .adapter()
              .fetchLand(context.session(), context.reading().copy().providerOrgId(), listing, cursor);
      switch (fetch) {
        case Fetch.Unchanged<LandRecord>() -> {
          part = part.counting(unchanged(listing));
          return Optional.empty();
        }
        case Fetch.Changed<LandRecord>() -> {
          part = part.at(part.at().anew());
          cursor = new Cursor.Start();
        }
        case Fetch.More<LandRecord>(var records, Cursor behind, String signature) -> {
          Optional<RunPart> stored =
              commits.page(
                  context.reading(),
                  listing,
                  counted(),
                  records,
                  position(behind),
                  signature,
                  clock.instant());
          if (stored.isEmpty()) {
            return Optional.of(new PartEnd.Over());
          }
          part = stored.get();
          cursor = behind;
          if (context.turn().isOver()) {
            return Optional.of(new PartEnd.Pause(Duration.ZERO));
          }
        }
        case Fetch.Last<LandRecord> _, Fetch.Incomplete<LandRecord> _ -> {
          if (isWithheldSince(listing, lastPage(fetch).records())) {
            part = part.at(part.at().anew());
            return Optional.of(
                commits.save(context.reading().copy().account().owner(), counted())
                    ? new PartEnd.Pause(Duration.ZERO)
                    : new PartEnd.Over());
          }
          LandCommitStore.Ending ending =
              commits.lastPage(context.reading(), listing, next, counted(), lastPage(fetch), clock.instant());
          switch (ending) {
            case LandCommitStore.Ending.Complete(RunPart complete) -> {
              part = complete;
              return Optional.empty();
            }
            case LandCommitStore.Ending.OnceMore(RunPart again) -> {
              part = again;
              cursor = new Cursor.Start();
            }
            case LandCommitStore.Ending.Over() -> {
              return Optional.of(new PartEnd.Over());
            }
          }
        }
        case Fetch.Failed<LandRecord>(ProviderFailure failure) -> {
          return failed(listing, failure);
        }
      }
    }
  }

  private static LandCommitStore.LastPage lastPage(Fetch<LandRecord> fetch) {
    return switch (fetch) {
      case Fetch.Last<LandRecord>(var records, String signature) ->
          new LandCommitStore.LastPage(records, signature, true);
      case Fetch.Incomplete<LandRecord>(var records, _) ->
          new LandCommitStore.LastPage(records, "", false);
      case Fetch.More<LandRecord> _,
          Fetch.Unchanged<LandRecord> _,
          Fetch.Changed<LandRecord> _,
          Fetch.Failed<LandRecord> _ ->
          throw new IllegalStateException("Not the end of a listing");
    };
  }

  private Cursor cursor(LandListing listing) {
    if (!part.at().position().isEmpty()) {
      return new Cursor.Continue(part.at().position());
    }
    String known = context.before().signatures().getOrDefault(listing.name(), "");
    return context.reading().fully() || part.at().confirming() || known.isBlank()
        ? new Cursor.Start()
        : new Cursor.StartIfChanged(known);
  }

  private static String position(Cursor next) {
    return next instanceof Cursor.Continue(String position) ? position : "";
  }

  private LandCounts unchanged(LandListing listing) {
    LandCounts counts = part.counts();
    for (RecordKind kind : listing.covers()) {
      counts = counts.closed(kind, context.before().total(kind));
    }
    return counts;
  }

  /// What went wrong, as far as it concerns the part. What is not given is left out, and the rest
  /// is read all the same.
  private Optional<PartEnd> failed(LandListing listing, ProviderFailure failure) {
    return switch (failure) {
      case ProviderFailure.Forbidden _ -> {
        leaveOut(listing);
        yield Optional.empty();
      }
      // A resource without a link may not be there at all, which says nothing of the organization.
      case ProviderFailure.NotFound _ when isUnlinked(listing) -> {
        leaveOut(listing);
        yield Optional.empty();
      }
      case ProviderFailure.Unauthorized _,
          ProviderFailure.ApplicationRefused _,
          ProviderFailure.NotFound _,
          ProviderFailure.ActionRequired _,
          ProviderFailure.HeldBack _,
          ProviderFailure.RefreshPending _,
          ProviderFailure.Throttled _,
          ProviderFailure.Unavailable _ ->
          Optional.of(new Setback(commits, clock, context).of(counted(), failure));
      case ProviderFailure.BrokenAnswer(String why) -> {
        RecordKind kind = listing.covers().stream().min(RecordKind::compareTo).orElseThrow();
        commits.noteUnreadable(context.reading(), part, kind, why);
        yield Optional.of(new Setback(commits, clock, context).of(counted(), failure));
      }
    };
  }

  /// What comes within other records and was given without a link may be refused by now, which
  /// looks as if all of it were gone. The next turn reads without it.
  private boolean isWithheldSince(LandListing listing, List<LandRecord> records)
      throws InterruptedException {
    boolean withheld = false;
    for (RecordKind kind : context.adapter().embeddedKinds()) {
      if (context.unlinked().kinds().contains(kind)
          && listing.covers().contains(kind)
          && records.stream().noneMatch(record -> record.kind() == kind)
          && commits.hasBoundaries(context.reading().copy())
          && isRefused(kind)) {
        context.unlinked().onRefusal().accept(Set.of(kind));
        withheld = true;
      }
    }
    return withheld;
  }

  private boolean isRefused(RecordKind kind) throws InterruptedException {
    return context.adapter().lookUpAccess(context.session(), context.reading().copy().providerOrgId(), kind)
        instanceof AccessLookup.Refused;
  }

  private void leaveOut(LandListing listing) {
    part = part.without(listing.covers());
    Set<RecordKind> refused = EnumSet.copyOf(listing.covers());
    refused.removeAll(context.adapter().embeddedKinds());
    refused.retainAll(context.unlinked().kinds());
    if (!refused.isEmpty()) {
      context.unlinked().onRefusal().accept(refused);
    }
  }

  private boolean isUnlinked(LandListing listing) {
    Set<RecordKind> own = EnumSet.copyOf(listing.covers());
    own.removeAll(context.adapter().embeddedKinds());
    return !own.isEmpty() && context.unlinked().kinds().containsAll(own);
  }

  private RunPart counted() {
    part = part.calling(context.calls().getAndSet(0));
    return part;
  }
}
