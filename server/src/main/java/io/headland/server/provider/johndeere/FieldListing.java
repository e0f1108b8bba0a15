package io.headland.server.provider.johndeere;

import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.Fetch.Changed;
import io.headland.server.provider.Fetch.Failed;
import io.headland.server.provider.Fetch.Last;
import io.headland.server.provider.Fetch.More;
import io.headland.server.provider.Fetch.Unchanged;
import io.headland.server.provider.LandRecord;
import io.headland.server.provider.ProviderFailure.BrokenAnswer;
import io.headland.server.provider.ProviderSession;
import io.headland.server.provider.Reading;
import io.headland.server.provider.Reading.Read;
import io.headland.server.provider.Reading.Unreadable;
import io.headland.server.provider.johndeere.LandMapper.FieldsPage;
import io.headland.server.upstream.AnswerBody;
import io.headland.server.upstream.UpstreamAnswer;
import io.headland.server.upstream.UpstreamAnswer.Answered;
import io.headland.server.upstream.UpstreamAnswer.TooLarge;
import java.util.List;
import java.util.Optional;

/// Decides what asking for the fields of an organization came to.
///
/// Deere gives no signature for this listing, so we make one of the ids and times of change of all
/// fields. It travels in the position, so that a listing that another process goes on with still
/// ends with it. To look whether it still holds, the bare fields are asked for in one call; where
/// one call brings all fields with all there is to know, that is asked for instead.
final class FieldListing {
  private final JohnDeereClient client;
  private final LandMapper mapper;
  private final String path;
  private final String embed;

  /// Tells signatures and positions with boundaries from those without: what was withheld and now
  /// is given makes a listing another one.
  private final String scope;

  FieldListing(
      JohnDeereClient client, LandMapper mapper, String providerOrgId, boolean withBoundaries) {
    this.client = client;
    this.mapper = mapper;
    this.path = JohnDeereClient.pathOf(providerOrgId) + "/fields";
    this.embed = withBoundaries ? "embed=clients,farms,activeBoundary" : "embed=clients,farms";
    this.scope = withBoundaries ? "b-" : "f-";
  }

  Fetch<LandRecord> fetch(ProviderSession session, Cursor from) throws InterruptedException {
    return switch (from) {
      case Cursor.Start _ ->
          page(
              session,
              ListingPosition.firstOfPages(path + "?" + embed, scope + FieldDigest.NONE.toText()));
      case Cursor.StartIfChanged(String known) -> ifChanged(session, known);
      case Cursor.Continue(String position) -> page(session, ListingPosition.parse(position));
    };
  }

  private Fetch<LandRecord> ifChanged(ProviderSession session, String known)
      throws InterruptedException {
    return digestIn(known).filter(it -> it.count() > ListingPosition.LARGEST_PAGE).isEmpty()
        ? new Changed<>()
        : compared(client.unpaged(session, path + "?showLinks=none"), known);
  }

  private Fetch<LandRecord> compared(UpstreamAnswer answer, String known) {
    return switch (answer) {
      case Answered(int status, _, AnswerBody body) when status == 200 -> compared(body, known);
      case TooLarge(int status, _) when status == 200 -> new Changed<>();
      // Whatever it dislikes about this form of the question, the pages will tell.
      case Answered(int status, _, _) when status == 400 -> new Changed<>();
      case UpstreamAnswer other -> failed(other);
    };
  }

  private Fetch<LandRecord> compared(AnswerBody body, String known) {
    return switch (mapper.fields(body, FieldDigest.NONE)) {
      case Unreadable(String why) -> broken(why);
      case Read(FieldsPage now) ->
          now.page().isLast() && signature(now.digest()).equals(known)
              ? new Unchanged<>()
              : new Changed<>();
    };
  }

  private Fetch<LandRecord> page(ProviderSession session, ListingPosition position)
      throws InterruptedException {
    Optional<FieldDigest> before = digestIn(position.luggage());
    if (before.isEmpty()) {
      return new Changed<>();
    }
    return switch (client.listing(session, position.link(), new Signature.Unsaid())) {
      case Answered(int status, _, AnswerBody body) when status == 200 ->
          read(session, mapper.fields(body, before.get()), position);
      case TooLarge(int status, _) when status == 200 ->
          position
              .smaller(path + "?" + embed)
              .map(smaller -> goOn(List.of(), smaller))
              .orElseGet(() -> broken("a field is too large"));
      case UpstreamAnswer other -> failed(other);
    };
  }

  private Fetch<LandRecord> read(
      ProviderSession session, Reading<FieldsPage> reading, ListingPosition position) {
    return switch (reading) {
      case Unreadable(String why) -> broken(why);
      case Read(FieldsPage read) when read.page().isLast() ->
          new Last<>(read.page().records(), signature(read.digest()));
      case Read(FieldsPage read) ->
          next(session, read.page().nextLink(), position)
              .map(next -> next.with(scope + read.digest().toText()))
              .map(next -> goOn(read.page().records(), next))
              .orElseGet(() -> broken("a nextPage link that leads astray"));
    };
  }

  private Optional<ListingPosition> next(
      ProviderSession session, String nextLink, ListingPosition position) {
    return client
        .links(session)
        .rewrite(nextLink)
        .filter(link -> link.startsWith(path))
        .map(this::embedding)
        .flatMap(position::next);
  }

  /// A page without its boundaries would look like one whose boundaries are gone.
  private String embedding(String link) {
    return link.contains("embed=") ? link : link + (link.contains("?") ? "&" : "?") + embed;
  }

  /// Empty for what was kept of a listing of another kind.
  private Optional<FieldDigest> digestIn(String kept) {
    return kept.startsWith(scope)
        ? FieldDigest.parse(kept.substring(scope.length()))
        : Optional.empty();
  }

  private String signature(FieldDigest digest) {
    return digest.dated() ? scope + digest.toText() : "";
  }

  private static Fetch<LandRecord> goOn(List<LandRecord> records, ListingPosition next) {
    return new More<>(records, new Cursor.Continue(next.toText()), "");
  }

  private static Fetch<LandRecord> failed(UpstreamAnswer answer) {
    return new Failed<>(JohnDeereFailures.of(answer));
  }

  private static Fetch<LandRecord> broken(String why) {
    return new Failed<>(new BrokenAnswer(why));
  }
}
