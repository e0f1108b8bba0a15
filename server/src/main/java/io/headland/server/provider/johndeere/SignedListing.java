package io.headland.server.provider.johndeere;

import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.Fetch.Changed;
import io.headland.server.provider.Fetch.Failed;
import io.headland.server.provider.Fetch.Last;
import io.headland.server.provider.Fetch.More;
import io.headland.server.provider.Fetch.Unchanged;
import io.headland.server.provider.ProviderFailure.BrokenAnswer;
import io.headland.server.provider.ProviderSession;
import io.headland.server.provider.Reading;
import io.headland.server.provider.Reading.Read;
import io.headland.server.provider.Reading.Unreadable;
import io.headland.server.upstream.AnswerBody;
import io.headland.server.upstream.AnswerHeaders;
import io.headland.server.upstream.UpstreamAnswer;
import io.headland.server.upstream.UpstreamAnswer.Answered;
import io.headland.server.upstream.UpstreamAnswer.TooLarge;
import java.util.List;
import java.util.function.Function;

/// Decides what asking for a listing that takes a signature came to.
///
/// With the signature header Deere answers everything at once; pages are followed all the same,
/// since only samples say so, and asked for when everything at once is too much. A signature is
/// good for the one URL that it came with: that of an answer that should have been whole and was a
/// first page is not kept, for it would call a listing unchanged whose second page is not.
final class SignedListing<R> {
  private final JohnDeereClient client;
  private final String path;
  private final Function<AnswerBody, Reading<ListingPage<R>>> reader;

  /// @param path beneath the platform path
  SignedListing(
      JohnDeereClient client, String path, Function<AnswerBody, Reading<ListingPage<R>>> reader) {
    this.client = client;
    this.path = path;
    this.reader = reader;
  }

  Fetch<R> fetch(ProviderSession session, Cursor from) throws InterruptedException {
    return switch (from) {
      case Cursor.Start _ -> whole(session);
      case Cursor.StartIfChanged(String known) ->
          Signature.isOne(known) ? ifChanged(session, known) : whole(session);
      case Cursor.Continue(String position) -> page(session, ListingPosition.parse(position));
    };
  }

  private Fetch<R> whole(ProviderSession session) throws InterruptedException {
    return switch (client.listing(session, path, new Signature.Unknown())) {
      // What the pages will tell is at least as new as what this signature stands for.
      case TooLarge(int status, AnswerHeaders headers) when status == 200 ->
          goOn(List.of(), ListingPosition.firstOfPages(path, Signature.in(headers)));
      case UpstreamAnswer other -> read(session, other, ListingPosition.first(path));
    };
  }

  private Fetch<R> page(ProviderSession session, ListingPosition position)
      throws InterruptedException {
    UpstreamAnswer answer = client.listing(session, position.link(), new Signature.Unsaid());
    return read(session, answer, position);
  }

  private Fetch<R> ifChanged(ProviderSession session, String known) throws InterruptedException {
    return switch (client.listing(session, path, new Signature.Known(known))) {
      case Answered(int status, _, _) when status == 304 -> new Unchanged<>();
      // The body may be a part of the whole and does not say so: not even read.
      case Answered(int status, AnswerHeaders headers, _) when status == 200 ->
          compared(headers, known);
      case TooLarge(int status, AnswerHeaders headers) when status == 200 ->
          compared(headers, known);
      case UpstreamAnswer other -> failed(other);
    };
  }

  private static <R> Fetch<R> compared(AnswerHeaders headers, String known) {
    return Signature.in(headers).equals(known) ? new Unchanged<>() : new Changed<>();
  }

  private Fetch<R> read(ProviderSession session, UpstreamAnswer answer, ListingPosition position) {
    return answer instanceof Answered(int status, AnswerHeaders headers, AnswerBody body)
            && status == 200
        ? understood(session, headers, body, position)
        : failed(answer);
  }

  private Fetch<R> understood(
      ProviderSession session, AnswerHeaders headers, AnswerBody body, ListingPosition position) {
    return switch (reader.apply(body)) {
      case Unreadable(String why) -> broken(why);
      case Read(ListingPage<R> page) when page.isLast() ->
          new Last<>(
              page.records(), isWhole(position) ? Signature.in(headers) : position.luggage());
      case Read(ListingPage<R> page) ->
          client
              .links(session)
              .rewrite(page.nextLink())
              .flatMap(position::next)
              .map(next -> goOn(page.records(), next))
              .orElseGet(() -> broken("a nextPage link that leads astray"));
    };
  }

  private boolean isWhole(ListingPosition position) {
    return position.equals(ListingPosition.first(path));
  }

  private static <R> Fetch<R> goOn(List<R> records, ListingPosition next) {
    return new More<>(records, new Cursor.Continue(next.toText()), "");
  }

  private static <R> Fetch<R> failed(UpstreamAnswer answer) {
    return new Failed<>(JohnDeereFailures.of(answer));
  }

  private static <R> Fetch<R> broken(String why) {
    return new Failed<>(new BrokenAnswer(why));
  }
}
