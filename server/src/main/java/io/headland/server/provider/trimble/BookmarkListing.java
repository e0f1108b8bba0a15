package io.headland.server.provider.trimble;

import io.headland.server.platform.providerhttp.ProviderResponse;
import io.headland.server.platform.providerhttp.ProviderResponse.Complete;
import io.headland.server.platform.providerhttp.ResponseBody;
import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.Fetch.Failed;
import io.headland.server.provider.Fetch.Last;
import io.headland.server.provider.Fetch.More;
import io.headland.server.provider.ProviderFailure.Forbidden;
import io.headland.server.provider.ProviderFailure.InvalidResponse;
import io.headland.server.provider.ProviderSession;
import io.headland.server.provider.Reading;
import io.headland.server.provider.Reading.Read;
import io.headland.server.provider.Reading.Unreadable;
import io.headland.server.provider.ResponseFailures;
import java.util.function.Function;

/// Determines the result of requesting a list. There are no signatures, so a conditional request
/// returns the list.
final class BookmarkListing<R> {
  private final TrimbleClient client;
  private final String path;
  private final Function<ResponseBody, Reading<ResultPage<R>>> reader;
  private final boolean optional;

  BookmarkListing(
      TrimbleClient client, String path, Function<ResponseBody, Reading<ResultPage<R>>> reader) {
    this(client, path, reader, false);
  }

  private BookmarkListing(
      TrimbleClient client,
      String path,
      Function<ResponseBody, Reading<ResultPage<R>>> reader,
      boolean optional) {
    this.client = client;
    this.path = path;
    this.reader = reader;
    this.optional = optional;
  }

  /// The same list, which not every host has: 403 and 404 are `Forbidden`, regardless of their
  /// body.
  BookmarkListing<R> optional() {
    return new BookmarkListing<>(client, path, reader, true);
  }

  Fetch<R> fetch(ProviderSession session, Cursor from) throws InterruptedException {
    return switch (from) {
      case Cursor.Start _, Cursor.StartIfChanged _ -> page(session, BookmarkPosition.FIRST);
      case Cursor.Continue(String position) -> page(session, BookmarkPosition.parse(position));
    };
  }

  Fetch<R> page(ProviderSession session, BookmarkPosition position) throws InterruptedException {
    ProviderResponse response = client.page(session, path, position);
    if (response instanceof Complete(int status, _, ResponseBody body)) {
      if (status == 200) {
        return understood(body, position);
      }
      if (optional && (status == 403 || status == 404)) {
        return new Failed<>(new Forbidden());
      }
    }
    return new Failed<>(ResponseFailures.of(response));
  }

  private Fetch<R> understood(ResponseBody body, BookmarkPosition position) {
    return switch (reader.apply(body)) {
      case Unreadable(String reason) -> broken(reason);
      case Read(ResultPage<R> page) when page.isLast() -> new Last<>(page.records(), "");
      case Read(ResultPage<R> page) ->
          position
              .next(page.bookmark())
              .<Fetch<R>>map(next -> new More<>(page.records(), new Cursor.Continue(next.toText())))
              .orElseGet(() -> broken("a bookmark that does not advance"));
    };
  }

  private static <R> Fetch<R> broken(String reason) {
    return new Failed<>(new InvalidResponse(reason));
  }
}
