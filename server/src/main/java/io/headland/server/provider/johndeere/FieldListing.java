package io.headland.server.provider.johndeere;

import io.headland.server.platform.providerhttp.ProviderResponse;
import io.headland.server.platform.providerhttp.ProviderResponse.Complete;
import io.headland.server.platform.providerhttp.ProviderResponse.TooLarge;
import io.headland.server.platform.providerhttp.ResponseBody;
import io.headland.server.platform.providerhttp.ResponseHeaders;
import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.Fetch.Changed;
import io.headland.server.provider.Fetch.Failed;
import io.headland.server.provider.Fetch.Incomplete;
import io.headland.server.provider.Fetch.Last;
import io.headland.server.provider.Fetch.More;
import io.headland.server.provider.Fetch.Unchanged;
import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.ProviderFailure.InvalidResponse;
import io.headland.server.provider.ProviderSession;
import io.headland.server.provider.Reading.Read;
import io.headland.server.provider.Reading.Unreadable;
import io.headland.server.provider.johndeere.FieldDataMapper.FieldsPage;
import java.util.List;
import java.util.Optional;

/// Determines the result of requesting the fields of an organization.
///
/// Deere's notebook uses signatures for this listing and its documents do not, so they are
/// optional. A signature is used only with a complete response. In addition, a digest of the ids
/// and times of change of all fields is computed. It is part of the position, so that it is
/// complete even if another process continues the listing. Without a signature, more than a page of
/// fields is compared with the digest of the fields alone, which are requested in one call; a page
/// or less is read.
final class FieldListing {
  /// More fields with their boundaries are not requested in one call if their number is known.
  private static final int LARGEST_WHOLE = 2_000;

  private final JohnDeereClient client;
  private final FieldDataMapper mapper;
  private final String path;
  private final String query;
  private final String embed;

  /// Distinguishes signatures and positions with boundaries from those without: after a change of
  /// the permission the listing is a different one.
  private final String scope;

  FieldListing(
      JohnDeereClient client,
      FieldDataMapper mapper,
      String providerOrgId,
      boolean withBoundaries) {
    this.client = client;
    this.mapper = mapper;
    this.path = JohnDeereClient.pathOf(providerOrgId) + "/fields";
    this.embed = withBoundaries ? "embed=clients,farms,activeBoundary" : "embed=clients,farms";
    this.query = path + "?" + embed;
    this.scope = withBoundaries ? "b-" : "f-";
  }

  Fetch<FieldDataRecord> fetch(ProviderSession session, Cursor from) throws InterruptedException {
    return switch (from) {
      case Cursor.Start _ -> begin(session);
      case Cursor.StartIfChanged(String known) -> {
        Optional<FieldState> state =
            known.startsWith(scope)
                ? FieldState.parse(known.substring(scope.length()))
                : Optional.empty();
        yield state.isEmpty() ? new Changed<>() : ifChanged(session, state.get());
      }
      case Cursor.Continue(String position) -> page(session, ListingPosition.parse(position));
    };
  }

  /// The complete list with a signature, or the response instead of it: a first page.
  private Fetch<FieldDataRecord> begin(ProviderSession session) throws InterruptedException {
    ListingSignature.First first = client.fieldsFirst().next();
    ProviderResponse response = client.listing(session, firstPage().link(), first);
    if (response instanceof Complete(int status, ResponseHeaders headers, ResponseBody body)
        && status == 200) {
      client.fieldsFirst().evaluate(first, ListingSignature.in(headers));
      return read(session, body, firstPage(), ListingSignature.in(headers));
    }
    return mayConcernRequest(response) ? page(session, firstPage()) : failed(response);
  }

  private Fetch<FieldDataRecord> ifChanged(ProviderSession session, FieldState state)
      throws InterruptedException {
    if (!state.signature().isEmpty()) {
      return signed(session, state.signature());
    }
    // If one call returns all fields, a separate call for the comparison has no advantage.
    return state.digest().count() > ListingPosition.LARGEST_PAGE
        ? bare(session, state.digest())
        : page(session, firstPage());
  }

  private Fetch<FieldDataRecord> signed(ProviderSession session, String known)
      throws InterruptedException {
    return switch (client.listing(session, firstPage().link(), new ListingSignature.Known(known))) {
      case Complete(int status, _, _) when status == 304 -> new Unchanged<>();
      case Complete(int status, ResponseHeaders headers, ResponseBody body) when status == 200 -> {
        String given = ListingSignature.in(headers);
        yield given.isEmpty() ? unsigned(session, body, known) : compared(given, known, body);
      }
      case TooLarge(int status, ResponseHeaders headers)
          when status == 200 && ListingSignature.in(headers).equals(known) ->
          new Unchanged<>();
      case ProviderResponse other ->
          mayConcernRequest(other) ? page(session, firstPage()) : failed(other);
    };
  }

  /// The body may be a part of the list without stating it, so it is not read.
  private static Fetch<FieldDataRecord> compared(String given, String known, ResponseBody body) {
    body.release();
    return given.equals(known) ? new Unchanged<>() : new Changed<>();
  }

  /// See [SignedListing].
  private Fetch<FieldDataRecord> unsigned(
      ProviderSession session, ResponseBody body, String known) {
    return mapper.fields(body, FieldDigest.NONE) instanceof Read(FieldsPage read)
            && read.page().received() > 0
        ? read(session, body, firstPage(), known)
        : new Changed<>();
  }

  /// Either header requests all fields at once. If one of them is rejected, the other may still be
  /// accepted.
  private Fetch<FieldDataRecord> bare(ProviderSession session, FieldDigest known)
      throws InterruptedException {
    String bare = path + "?showLinks=none";
    ListingSignature.First first = client.fieldsFirst().next();
    ProviderResponse response = client.unpaged(session, bare, first);
    if (RequestForms.mayRejectForm(response)) {
      response = client.listing(session, bare, first);
    }
    return switch (response) {
      case Complete(int status, _, ResponseBody body) when status == 200 && isSame(body, known) ->
          new Unchanged<>();
      case Complete(int status, _, _) when status == 200 -> changed(session, known);
      case ProviderResponse other ->
          mayConcernRequest(other) ? changed(session, known) : failed(other);
    };
  }

  private boolean isSame(ResponseBody body, FieldDigest known) {
    return mapper.fields(body, FieldDigest.NONE) instanceof Read(FieldsPage now)
        && now.page().isWhole()
        && now.digest().equals(known);
  }

  private Fetch<FieldDataRecord> changed(ProviderSession session, FieldDigest known)
      throws InterruptedException {
    return known.count() > LARGEST_WHOLE ? page(session, firstPage()) : new Changed<>();
  }

  private Fetch<FieldDataRecord> page(ProviderSession session, ListingPosition position)
      throws InterruptedException {
    if (digestIn(position.cursorState()).isEmpty()) {
      return new Changed<>();
    }
    ProviderResponse response =
        client.listing(session, position.link(), new ListingSignature.Absent());
    if (RequestForms.mayRejectForm(response) && !position.isPlain()) {
      return page(session, position.plain(query));
    }
    return switch (response) {
      case Complete(int status, _, ResponseBody body) when status == 200 ->
          read(session, body, position, "");
      case TooLarge(int status, _) when status == 200 ->
          position
              .smaller(query)
              .map(smaller -> more(List.of(), smaller))
              .orElseGet(() -> broken("a field is too large"));
      case ProviderResponse other -> failed(other);
    };
  }

  /// @param signature of the complete listing at this position
  private Fetch<FieldDataRecord> read(
      ProviderSession session, ResponseBody body, ListingPosition position, String signature) {
    FieldDigest before = digestIn(position.cursorState()).orElse(FieldDigest.NONE);
    return switch (mapper.fields(body, before)) {
      case Unreadable(String reason) -> broken(reason);
      case Read(FieldsPage read) -> step(session, read, position, signature);
    };
  }

  private Fetch<FieldDataRecord> step(
      ProviderSession session, FieldsPage read, ListingPosition position, String signature) {
    List<FieldDataRecord> records = read.page().records();
    return switch (PageStep.after(position, read.page(), query, link -> link(session, link))) {
      case PageStep.Onward(ListingPosition next) ->
          more(records, next.with(scope + read.digest().toText()));
      case PageStep.Repeated(ListingPosition next) -> more(List.of(), next);
      case PageStep.End() ->
          new Last<>(records, known(read.digest(), position.isFirst() ? signature : ""));
      case PageStep.Seen() -> new Last<>(List.of(), position.cursorState());
      case PageStep.TooShort(long missing, boolean counts) ->
          new Incomplete<>(counts ? records : List.of(), missing);
      case PageStep.NoProgress(String reason) -> broken(reason);
    };
  }

  private Optional<String> link(ProviderSession session, String nextLink) {
    return client
        .links(session)
        .rewrite(nextLink)
        .filter(link -> link.startsWith(path))
        .map(this::embedding);
  }

  /// A page without its boundaries would appear as one whose boundaries were removed.
  private String embedding(String link) {
    return link.contains("embed=") ? link : link + (link.contains("?") ? "&" : "?") + embed;
  }

  private ListingPosition firstPage() {
    return ListingPosition.firstOfPages(query, scope + FieldDigest.NONE.toText());
  }

  /// Empty for the stored value of another kind of listing.
  private Optional<FieldDigest> digestIn(String stored) {
    return stored.startsWith(scope)
        ? FieldDigest.parse(stored.substring(scope.length()))
        : Optional.empty();
  }

  private String known(FieldDigest digest, String signature) {
    String state = new FieldState(digest, signature).toText();
    return state.isEmpty() ? "" : scope + state;
  }

  private static boolean mayConcernRequest(ProviderResponse response) {
    return RequestForms.mayRejectForm(response) || RequestForms.mayBeTooLarge(response);
  }

  private static Fetch<FieldDataRecord> more(List<FieldDataRecord> records, ListingPosition next) {
    return new More<>(records, new Cursor.Continue(next.toText()));
  }

  private static Fetch<FieldDataRecord> failed(ProviderResponse response) {
    return new Failed<>(JohnDeereFailures.of(response));
  }

  private static Fetch<FieldDataRecord> broken(String reason) {
    return new Failed<>(new InvalidResponse(reason));
  }
}
