package io.headland.server.provider.johndeere;

import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.Fetch.Changed;
import io.headland.server.provider.Fetch.Failed;
import io.headland.server.provider.Fetch.Last;
import io.headland.server.provider.Fetch.More;
import io.headland.server.provider.Fetch.Unchanged;
import io.headland.server.provider.OrganizationRecord;
import io.headland.server.provider.ProviderFailure.BrokenAnswer;
import io.headland.server.provider.ProviderSession;
import io.headland.server.provider.johndeere.OrganizationsQuery.Signature;
import io.headland.server.provider.johndeere.Reading.Read;
import io.headland.server.provider.johndeere.Reading.Unreadable;
import io.headland.server.upstream.AnswerBody;
import io.headland.server.upstream.AnswerHeaders;
import io.headland.server.upstream.UpstreamAnswer;
import io.headland.server.upstream.UpstreamAnswer.Answered;
import io.headland.server.upstream.UpstreamAnswer.TooLarge;
import java.util.List;
import java.util.regex.Pattern;

/// Decides what asking for the organizations came to.
///
/// With the signature header Deere answers everything at once; pages are followed all the same,
/// since only samples say so, and asked for when everything at once is too much. A signature is
/// good for the one URL that it came with, so that of a first page is not kept: it would call a
/// listing unchanged whose second page is not.
final class OrganizationListing {
  /// What can be a signature, for it goes back in a header. Deere's are 32 hexadecimal digits.
  private static final Pattern SIGNATURE = Pattern.compile("[\\x21-\\x7e]{1,256}");

  private final JohnDeereClient client;
  private final JohnDeereMapper mapper;

  OrganizationListing(JohnDeereClient client, JohnDeereMapper mapper) {
    this.client = client;
    this.mapper = mapper;
  }

  Fetch<OrganizationRecord> fetch(ProviderSession session, Cursor from)
      throws InterruptedException {
    return switch (from) {
      case Cursor.Start _ -> whole(session);
      case Cursor.StartIfChanged(String known) ->
          isSignature(known) ? ifChanged(session, known) : whole(session);
      case Cursor.Continue(String position) -> page(session, ListingPosition.parse(position));
    };
  }

  private Fetch<OrganizationRecord> whole(ProviderSession session) throws InterruptedException {
    var query = OrganizationsQuery.all(new Signature.Unknown());
    return switch (client.organizations(session, query)) {
      case TooLarge(int status, _) when status == 200 -> beginPages();
      case UpstreamAnswer other -> read(session, other, ListingPosition.FIRST);
    };
  }

  private static Fetch<OrganizationRecord> beginPages() {
    var first = new Cursor.Continue(ListingPosition.FIRST_OF_PAGES.toText());
    return new More<>(List.of(), first, "");
  }

  private Fetch<OrganizationRecord> page(ProviderSession session, ListingPosition position)
      throws InterruptedException {
    var link = client.links(session).below(position.link());
    return read(session, client.page(session, link), position);
  }

  private Fetch<OrganizationRecord> ifChanged(ProviderSession session, String known)
      throws InterruptedException {
    var query = OrganizationsQuery.all(new Signature.Known(known));
    return switch (client.organizations(session, query)) {
      case Answered(int status, _, _) when status == 304 -> new Unchanged<>();
      // The body may be a part of the whole and does not say so: not even read.
      case Answered(int status, AnswerHeaders headers, _) when status == 200 ->
          compared(headers, known);
      case TooLarge(int status, AnswerHeaders headers) when status == 200 ->
          compared(headers, known);
      case UpstreamAnswer other -> failed(other);
    };
  }

  private static Fetch<OrganizationRecord> compared(AnswerHeaders headers, String known) {
    return signature(headers).equals(known) ? new Unchanged<>() : new Changed<>();
  }

  private Fetch<OrganizationRecord> read(
      ProviderSession session, UpstreamAnswer answer, ListingPosition position) {
    return answer instanceof Answered(int status, AnswerHeaders headers, AnswerBody body)
            && status == 200
        ? understood(session, headers, body, position)
        : failed(answer);
  }

  private Fetch<OrganizationRecord> understood(
      ProviderSession session, AnswerHeaders headers, AnswerBody body, ListingPosition position) {
    return switch (mapper.page(body)) {
      case Unreadable(String why) -> broken(why);
      case Read(OrganizationsPage page) when page.isLast() ->
          new Last<>(page.organizations(), isFirst(position) ? signature(headers) : "");
      case Read(OrganizationsPage page) ->
          client
              .links(session)
              .rewrite(page.nextLink())
              .flatMap(position::next)
              .<Fetch<OrganizationRecord>>map(
                  next -> new More<>(page.organizations(), new Cursor.Continue(next.toText()), ""))
              .orElseGet(() -> broken("a nextPage link that leads astray"));
    };
  }

  private static boolean isFirst(ListingPosition position) {
    return position.equals(ListingPosition.FIRST);
  }

  private static String signature(AnswerHeaders headers) {
    return headers
        .findFirst(JohnDeereClient.SIGNATURE_HEADER)
        .filter(OrganizationListing::isSignature)
        .orElse("");
  }

  private static boolean isSignature(String text) {
    return SIGNATURE.matcher(text).matches();
  }

  private static Fetch<OrganizationRecord> failed(UpstreamAnswer answer) {
    return new Failed<>(AnswerFailures.of(answer));
  }

  private static Fetch<OrganizationRecord> broken(String why) {
    return new Failed<>(new BrokenAnswer(why));
  }
}
