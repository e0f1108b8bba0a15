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
import io.headland.server.provider.ProviderFailure.InvalidResponse;
import io.headland.server.provider.ProviderSession;
import io.headland.server.provider.Reading;
import io.headland.server.provider.Reading.Read;
import io.headland.server.provider.Reading.Unreadable;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Determines the result of requesting a listing with a documented signature.
///
/// With the signature header Deere returns all records; links to further pages are followed
/// nevertheless, since this is documented only by samples. Pages are requested if the complete list
/// is too large, or when a request with the header is rejected. A signature is valid for one URL:
/// if the response was a first page instead of the complete list, it is not used, since it would
/// not detect changes on the second page. If the complete list is too large, its signature is used
/// if it is still valid after the last page. Otherwise the pages may contain a change that was
/// undone before the next request, which the signature would hide.
final class SignedListing<R> {
  private final JohnDeereClient client;
  private final String path;
  private final Map<String, String> headers;
  private final Function<ResponseBody, Reading<ListingPage<R>>> reader;

  /// @param path below the platform path
  SignedListing(
      JohnDeereClient client, String path, Function<ResponseBody, Reading<ListingPage<R>>> reader) {
    this(client, path, Map.of(), reader);
  }

  /// @param path below the platform path
  /// @param headers of each request
  SignedListing(
      JohnDeereClient client,
      String path,
      Map<String, String> headers,
      Function<ResponseBody, Reading<ListingPage<R>>> reader) {
    this.client = client;
    this.path = path;
    this.headers = headers;
    this.reader = reader;
  }

  Fetch<R> fetch(ProviderSession session, Cursor from) throws InterruptedException {
    return switch (from) {
      case Cursor.Start _ -> complete(session);
      case Cursor.StartIfChanged(String known) ->
          ListingSignature.isOne(known) ? ifChanged(session, known) : complete(session);
      case Cursor.Continue(String position) -> page(session, ListingPosition.parse(position));
    };
  }

  private Fetch<R> complete(ProviderSession session) throws InterruptedException {
    ListingSignature.First first = client.documentedFirst().next();
    return switch (request(session, path, first)) {
      case TooLarge(int status, ResponseHeaders headers) when status == 200 ->
          more(List.of(), ListingPosition.firstOfPages(path, ListingSignature.in(headers)));
      case Complete(int status, ResponseHeaders headers, ResponseBody body) when status == 200 -> {
        client.documentedFirst().evaluate(first, ListingSignature.in(headers));
        yield read(session, body, ListingPosition.first(path), ListingSignature.in(headers));
      }
      case ProviderResponse other when RequestForms.mayRejectForm(other) -> inPages(session);
      case ProviderResponse other -> failed(other);
    };
  }

  private Fetch<R> inPages(ProviderSession session) throws InterruptedException {
    return page(session, ListingPosition.firstOfPages(path, ""));
  }

  private Fetch<R> page(ProviderSession session, ListingPosition position)
      throws InterruptedException {
    ProviderResponse response = request(session, position.link(), new ListingSignature.Absent());
    if (RequestForms.mayRejectForm(response) && !position.isPlain()) {
      return page(session, position.plain(path));
    }
    return response instanceof Complete(int status, _, ResponseBody body) && status == 200
        ? read(session, body, position, "")
        : failed(response);
  }

  private Fetch<R> ifChanged(ProviderSession session, String known) throws InterruptedException {
    return switch (request(session, path, new ListingSignature.Known(known))) {
      case Complete(int status, _, _) when status == 304 -> new Unchanged<>();
      case Complete(int status, ResponseHeaders headers, ResponseBody body) when status == 200 ->
          ListingSignature.in(headers).isEmpty()
              ? unsigned(session, body, known)
              : compared(headers, known, body);
      case TooLarge(int status, ResponseHeaders headers) when status == 200 ->
          compared(headers, known);
      case ProviderResponse other when RequestForms.mayRejectForm(other) -> inPages(session);
      case ProviderResponse other -> failed(other);
    };
  }

  /// The body may be a part of the list without stating it, so it is not read.
  private static <R> Fetch<R> compared(ResponseHeaders headers, String known, ResponseBody body) {
    body.release();
    return compared(headers, known);
  }

  private static <R> Fetch<R> compared(ResponseHeaders headers, String known) {
    return ListingSignature.in(headers).equals(known) ? new Unchanged<>() : new Changed<>();
  }

  /// The known signature is still valid, if the header was supported. The body is compared:
  /// unchanged records cause no writes, and changes are detected even if the header is no longer
  /// supported. An empty body may be a list of changes, so the list is requested again.
  private Fetch<R> unsigned(ProviderSession session, ResponseBody body, String known)
      throws InterruptedException {
    return reader.apply(body) instanceof Read(ListingPage<R> page) && page.received() > 0
        ? read(session, body, ListingPosition.first(path), known)
        : new Changed<>();
  }

  /// @param signature of the complete listing at this position
  private Fetch<R> read(
      ProviderSession session, ResponseBody body, ListingPosition position, String signature)
      throws InterruptedException {
    return switch (reader.apply(body)) {
      case Unreadable(String reason) -> broken(reason);
      case Read(ListingPage<R> page) -> step(session, page, position, signature);
    };
  }

  private Fetch<R> step(
      ProviderSession session, ListingPage<R> page, ListingPosition position, String signature)
      throws InterruptedException {
    return switch (PageStep.after(position, page, path, client.links(session)::rewrite)) {
      case PageStep.Onward(ListingPosition next) -> more(page.records(), next);
      case PageStep.Repeated(ListingPosition next) -> more(List.of(), next);
      case PageStep.End() ->
          new Last<>(
              page.records(),
              isWhole(position) ? signature : ifStillValid(session, position.cursorState()));
      case PageStep.Seen() -> new Last<>(List.of(), ifStillValid(session, position.cursorState()));
      case PageStep.TooShort(long missing, boolean counts) ->
          new Incomplete<>(counts ? page.records() : List.of(), missing);
      case PageStep.NoProgress(String reason) -> broken(reason);
    };
  }

  /// The signature that was returned before the pages; blank when it is not valid after them. A
  /// failed request does not discard the last page: without a signature, the listing is read again
  /// by the next sync.
  ///
  /// @param before blank when there was none
  private String ifStillValid(ProviderSession session, String before) throws InterruptedException {
    return !before.isEmpty() && ifChanged(session, before) instanceof Unchanged<R> ? before : "";
  }

  private ProviderResponse request(ProviderSession session, String link, ListingSignature signature)
      throws InterruptedException {
    return client.listing(session, link, signature, headers);
  }

  private boolean isWhole(ListingPosition position) {
    return position.equals(ListingPosition.first(path));
  }

  private static <R> Fetch<R> more(List<R> records, ListingPosition next) {
    return new More<>(records, new Cursor.Continue(next.toText()));
  }

  private static <R> Fetch<R> failed(ProviderResponse response) {
    return new Failed<>(JohnDeereFailures.of(response));
  }

  private static <R> Fetch<R> broken(String reason) {
    return new Failed<>(new InvalidResponse(reason));
  }
}
