package io.headland.server.provider.johndeere;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.platform.config.Secret;
import io.headland.server.platform.providerhttp.ProviderHttpClient;
import io.headland.server.platform.providerhttp.ScriptedServer;
import io.headland.server.platform.providerhttp.ScriptedServer.Received;
import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.OrganizationRecord;
import io.headland.server.provider.ProviderCredential;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderFailure.InvalidResponse;
import io.headland.server.provider.ProviderSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a listing with signatures may answer, by the example of List Orgs, byte for byte over a
/// socket.
@Timeout(30)
class SignedListingTest {
  private static final Cursor START = new Cursor.Start();
  private static final Cursor IF_CHANGED = new Cursor.StartIfChanged("7r53");

  private static final byte[] TOO_LARGE = new byte[ProviderHttpClient.BODY_LIMIT + 1];

  private final ScriptedDeere deere = ScriptedDeere.start();

  @AfterEach
  void close() {
    deere.close();
  }

  @Test
  void asksForTheWholeWithABlankSignature() throws InterruptedException {
    deere.api().then(200, listing(""), "x-deere-signature: 3b53");

    var last = (Fetch.Last<OrganizationRecord>) fetch(START);

    Received request = deere.api().received().getFirst();
    assertThat(request.line()).isEqualTo("GET /platform/organizations HTTP/1.1");
    assertThat(request.header("Accept")).contains("application/vnd.deere.axiom.v3+json");
    assertThat(request.header("Authorization")).contains("Bearer a.b.c");
    assertThat(request.header("x-deere-signature")).contains("");
    assertThat(last.signature()).isEqualTo("3b53");
    assertThat(last.records()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Other: 1", "x-deere-signature:", "x-deere-signature: a b"})
  void hasNoSignatureWithoutAUsableOne(String header) throws InterruptedException {
    deere.api().then(200, listing(""), header);

    assertThat(((Fetch.Last<OrganizationRecord>) fetch(START)).signature()).isEmpty();
  }

  @Test
  void sendsTheKnownSignature() throws InterruptedException {
    deere.api().then(304, "");

    assertThat(fetch(IF_CHANGED)).isInstanceOf(Fetch.Unchanged.class);
    assertThat(deere.api().received().getFirst().header("x-deere-signature")).contains("7r53");
  }

  /// Documented: a signature that stays the same says that nothing changed.
  @Test
  void takesAnEqualSignatureForUnchanged() throws InterruptedException {
    deere.api().then(200, listing(""), "x-deere-signature: 7r53");

    assertThat(fetch(IF_CHANGED)).isInstanceOf(Fetch.Unchanged.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-deere-signature: 3b53", "X-Other: 1"})
  void reportsAChangeWhenTheSignatureDiffers(String header) throws InterruptedException {
    deere.api().then(200, "{\"values\": []}", header);

    assertThat(fetch(IF_CHANGED)).isInstanceOf(Fetch.Changed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two words", "line\r\nInjected: 1"})
  void doesNotSendWhatCannotBeASignature(String known) throws InterruptedException {
    deere.api().then(200, listing(""));

    assertThat(fetch(new Cursor.StartIfChanged(known))).isInstanceOf(Fetch.Last.class);
    assertThat(deere.api().received().getFirst().header("x-deere-signature")).contains("");
  }

  @ParameterizedTest
  @CsvSource({
    // The default size, which the first request does not state.
    "?pageOffset=10&itemLimit=10, ?pageOffset=10&itemLimit=100",
    "?itemLimit=10&pageOffset=10, ?itemLimit=100&pageOffset=10",
    "?pageOffset=50&itemLimit=50, ?pageOffset=50&itemLimit=50",
    "?pageOffset=10, ?pageOffset=10",
    // Matrix parameters are rejected since June 2024, also in links of the provider.
    ";start=10;count=10, ?pageOffset=10&itemLimit=100"
  })
  void followsBothStylesOfPagingInTheNewOne(String position, String asked)
      throws InterruptedException {
    deere
        .api()
        .then(
            200,
            listing("https://api.deere.com/platform/organizations" + position),
            "x-deere-signature: 3b53");
    deere.api().then(200, listing("2", ""), "x-deere-signature: 4c64");

    var more = (Fetch.More<OrganizationRecord>) fetch(START);
    var last = (Fetch.Last<OrganizationRecord>) fetch(more.next());

    Received second = deere.api().received().get(1);
    assertThat(second.line()).isEqualTo("GET /platform/organizations" + asked + " HTTP/1.1");
    assertThat(second.header("x-deere-signature")).isEmpty();
    assertThat(last.signature()).isEmpty();
  }

  /// A provider that ignores the size is read in its own pages, and the size is requested once.
  @Test
  void followsTheLinksOfAProviderThatKeepsItsPageSize() throws InterruptedException {
    String link = "https://api.deere.com/platform/organizations?pageOffset=%d&itemLimit=10";
    deere.api().then(200, listing(link.formatted(1)));
    deere.api().then(200, listing("2", link.formatted(2)));
    deere.api().then(200, listing("3", ""));

    var first = (Fetch.More<OrganizationRecord>) fetch(START);
    var second = (Fetch.More<OrganizationRecord>) fetch(first.next());
    var last = (Fetch.Last<OrganizationRecord>) fetch(second.next());

    assertThat(last.records()).hasSize(1);
    assertThat(line(1)).endsWith("/organizations?pageOffset=1&itemLimit=100 HTTP/1.1");
    assertThat(line(2)).endsWith("/organizations?pageOffset=2&itemLimit=10 HTTP/1.1");
  }

  @Test
  void turnsToPagesWhenEverythingAtOnceIsTooMuch() throws InterruptedException {
    deere
        .api()
        .then(200, TOO_LARGE, "x-deere-signature: 3b53")
        .then(200, listing(""))
        .then(304, "");

    var more = (Fetch.More<OrganizationRecord>) fetch(START);
    var last = (Fetch.Last<OrganizationRecord>) fetch(more.next());

    assertThat(more.records()).isEmpty();
    assertThat(last.records()).hasSize(1);
    assertThat(last.signature()).isEqualTo("3b53");
    assertThat(deere.api().received().get(1).line())
        .isEqualTo("GET /platform/organizations?pageOffset=0&itemLimit=100 HTTP/1.1");
    assertThat(deere.api().received().get(1).header("x-deere-signature")).isEmpty();
    assertThat(line(2)).isEqualTo("GET /platform/organizations HTTP/1.1");
    assertThat(deere.api().received().get(2).header("x-deere-signature")).contains("3b53");
  }

  @Test
  void usesTheSignatureOfATooLargeListThatIsReturnedAgainAfterItsPages()
      throws InterruptedException {
    deere
        .api()
        .then(200, TOO_LARGE, "x-deere-signature: 3b53")
        .then(200, listing(""))
        .then(200, TOO_LARGE, "x-deere-signature: 3b53");

    assertThat(lastAfter(fetch(START)).signature()).isEqualTo("3b53");
  }

  /// A record that was added and removed while the pages were read may be on one of them. The
  /// provider has the state of the first signature again, so that a later request with it would not
  /// return the difference.
  @ParameterizedTest
  @ValueSource(strings = {"x-deere-signature: 4c64", "X-Other: 1"})
  void usesNoSignatureOfATooLargeListThatChangedWhileItsPagesWereRead(String header)
      throws InterruptedException {
    deere
        .api()
        .then(200, TOO_LARGE, "x-deere-signature: 3b53")
        .then(200, listing(""))
        .then(200, TOO_LARGE, header);

    Fetch.Last<OrganizationRecord> last = lastAfter(fetch(START));

    assertThat(last.records()).hasSize(1);
    assertThat(last.signature()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 429, 503})
  void keepsTheLastPageOfATooLargeListWhoseSignatureCannotBeVerified(int status)
      throws InterruptedException {
    deere
        .api()
        .then(200, TOO_LARGE, "x-deere-signature: 3b53")
        .then(200, listing(""))
        .then(status, "");

    Fetch.Last<OrganizationRecord> last = lastAfter(fetch(START));

    assertThat(last.records()).hasSize(1);
    assertThat(last.signature()).isEmpty();
  }

  /// The last page only repeats the end of the page before it.
  @Test
  void verifiesTheSignatureAfterALastPageThatIsDiscarded() throws InterruptedException {
    deere
        .api()
        .then(200, TOO_LARGE, "x-deere-signature: 3b53")
        .then(200, listing("2", "/platform/organizations?pageOffset=100&itemLimit=100"))
        .then(200, "{\"values\": [{\"id\": \"1\"}, {\"id\": \"2\"}]}")
        .then(200, TOO_LARGE, "x-deere-signature: 4c64");

    var first = (Fetch.More<OrganizationRecord>) fetch(START);
    Fetch.Last<OrganizationRecord> last = lastAfter(fetch(first.next()));

    assertThat(line(2)).contains("?pageOffset=100&");
    assertThat(last.records()).isEmpty();
    assertThat(last.signature()).isEmpty();
    assertThat(deere.api().received()).hasSize(4);
  }

  @Test
  void sendsNothingToAnotherHost() throws InterruptedException {
    try (var elsewhere = ScriptedServer.start()) {
      deere
          .api()
          .then(200, listing(elsewhere.uri("/platform/organizations?pageOffset=10").toString()));

      assertThat(failure(START)).isInstanceOf(InvalidResponse.class);
      assertThat(elsewhere.received()).isEmpty();
    }
  }

  @Test
  void doesNotWalkInACircle() throws InterruptedException {
    String second = "https://api.deere.com/platform/organizations?pageOffset=10&itemLimit=10";
    deere.api().then(200, listing(second)).then(200, listing(second)).then(200, listing(second));

    var more = (Fetch.More<OrganizationRecord>) fetch(START);
    var again = (Fetch.More<OrganizationRecord>) fetch(more.next());

    assertThat(again.records()).isEmpty();
    assertThat(failure(again.next())).isInstanceOf(InvalidResponse.class);
    assertThat(line(2)).endsWith("/organizations?pageOffset=1&itemLimit=100 HTTP/1.1");
  }

  /// A client that drops the query of the link, or a server that ignores it.
  @Test
  void endsWhereTheFirstPageComesAgainAndAgainWithoutAnOffset() throws InterruptedException {
    String same = "https://api.deere.com/platform/organizations?page=";
    for (int i = 0; i < 3; i++) {
      deere.api().then(200, listing(same + i));
    }

    var more = (Fetch.More<OrganizationRecord>) fetch(START);
    var again = (Fetch.More<OrganizationRecord>) fetch(more.next());

    assertThat(failure(again.next())).isInstanceOf(InvalidResponse.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 405, 406, 500})
  void asksForPagesWhereTheSignatureHeaderIsRejected(int status) throws InterruptedException {
    deere.api().then(status, "").then(200, listing(""));
    deere.api().then(status, "").then(200, listing(""));

    assertThat(((Fetch.Last<OrganizationRecord>) fetch(START)).records()).hasSize(1);
    assertThat(((Fetch.Last<OrganizationRecord>) fetch(IF_CHANGED)).records()).hasSize(1);
    for (int call : List.of(1, 3)) {
      assertThat(line(call)).endsWith("/organizations?pageOffset=0&itemLimit=100 HTTP/1.1");
      assertThat(header(call)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 405, 406, 500})
  void asksForTheSamePlaceInThePlainFormWhereALinkIsRejected(int status)
      throws InterruptedException {
    deere.api().then(200, listing("/platform/organizations?page=b"));
    deere.api().then(status, "").then(200, listing("2", ""));

    var more = (Fetch.More<OrganizationRecord>) fetch(START);
    Fetch<OrganizationRecord> next = fetch(more.next());

    if (status == 404) {
      assertThat(next).isInstanceOf(Fetch.Failed.class);
    } else {
      assertThat(((Fetch.Last<OrganizationRecord>) next).records()).hasSize(1);
      assertThat(line(2)).endsWith("/organizations?pageOffset=1&itemLimit=100 HTTP/1.1");
    }
  }

  @Test
  void takesTheRefusalOfThePlainFormForOne() throws InterruptedException {
    deere.api().then(403, "").then(403, "");

    assertThat(failure(START)).isInstanceOf(ProviderFailure.Forbidden.class);
  }

  /// A new one comes only if the response has changed.
  @Test
  void keepsTheKnownSignatureWhenACompleteResponseHasNone() throws InterruptedException {
    deere.api().then(200, listing(""));

    var last = (Fetch.Last<OrganizationRecord>) fetch(IF_CHANGED);

    assertThat(last.signature()).isEqualTo("7r53");
    assertThat(last.records()).hasSize(1);
  }

  /// A page is no answer to a request with a signature: the header was not understood.
  @Test
  void keepsNoSignatureWhenAPageHasNone() throws InterruptedException {
    deere.api().then(200, listing("/platform/organizations?pageOffset=1&itemLimit=9"));
    deere.api().then(200, listing("2", ""));

    var more = (Fetch.More<OrganizationRecord>) fetch(IF_CHANGED);
    var last = (Fetch.Last<OrganizationRecord>) fetch(more.next());

    assertThat(more.records()).hasSize(1);
    assertThat(last.signature()).isEmpty();
  }

  @Test
  void triesTheOtherFirstValueWhenOneBringsNoSignature() throws InterruptedException {
    deere.api().then(200, listing("")).then(200, listing(""), "x-deere-signature: 3b53");
    deere.api().then(200, listing(""), "x-deere-signature: 3b53");

    fetch(START);
    fetch(START);
    fetch(START);

    assertThat(header(0)).contains("");
    assertThat(header(1)).contains("nil");
    assertThat(header(2)).contains("nil");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "\"2\"", "\" 2 \""})
  void asksForTheRestOfWhatTheTotalSays(String total) throws InterruptedException {
    deere.api().then(200, totalling(total, listing("")), "x-deere-signature: 3b53");
    deere.api().then(200, totalling(total, listing("2", "")));

    var more = (Fetch.More<OrganizationRecord>) fetch(START);
    var last = (Fetch.Last<OrganizationRecord>) fetch(more.next());

    assertThat(line(1)).endsWith("/organizations?pageOffset=1&itemLimit=100 HTTP/1.1");
    assertThat(last.signature()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "0", "null", "\"some\"", "-1", "1.5", "{}", "true"})
  void endsWhereTheTotalDoesNotSayThatThereIsMore(String total) throws InterruptedException {
    deere.api().then(200, totalling(total, listing("")), "x-deere-signature: 3b53");

    assertThat(((Fetch.Last<OrganizationRecord>) fetch(START)).signature()).isEqualTo("3b53");
  }

  /// Ten or a hundred without a total may be a page.
  @ParameterizedTest
  @ValueSource(ints = {10, 100})
  void requestsThePageAfterAFullPageWithoutATotal(int size) throws InterruptedException {
    String records =
        IntStream.range(0, size).mapToObj(i -> "{\"id\": \"" + i + "\"}").collect(joining(","));
    deere.api().then(200, "{\"values\": [" + records + "]}");
    deere.api().then(200, "{\"values\": []}");

    var more = (Fetch.More<OrganizationRecord>) fetch(START);

    assertThat(fetch(more.next())).isInstanceOf(Fetch.Last.class);
    assertThat(line(1)).contains("?pageOffset=" + size + "&");
  }

  @Test
  void saysThatAListingIsShorterThanItsTotal() throws InterruptedException {
    deere.api().then(200, totalling("9", listing("")));
    deere.api().then(200, "{\"total\": 9, \"values\": []}");

    var more = (Fetch.More<OrganizationRecord>) fetch(START);

    assertThat(fetch(more.next())).isEqualTo(new Fetch.Incomplete<>(List.of(), 8));
  }

  private static String totalling(String total, String listing) {
    return listing.replace("{\"links\"", "{\"total\": " + total + ", \"links\"");
  }

  private String line(int call) {
    return deere.api().received().get(call).line();
  }

  private Optional<String> header(int call) {
    return deere.api().received().get(call).header("x-deere-signature");
  }

  @Test
  void callsTheEnvironmentOfTheCredential() throws InterruptedException {
    var production =
        new ProviderCredential(
            Map.of("clientKey", "0oa1", "clientEnvironment", "PRODUCTION"),
            Map.of("clientSecret", Secret.of("x"), "refreshToken", Secret.of("x")));

    deere
        .adapter()
        .fetchOrganizations(
            new ProviderSession(production, Secret.of("a"), deere.calls()::add), START);

    assertThat(deere.calls().getFirst().target()).isEqualTo("http://127.0.0.1:1/organizations");
    assertThat(deere.api().received()).isEmpty();
  }

  private ProviderFailure failure(Cursor from) throws InterruptedException {
    return failure(deere.adapter().fetchOrganizations(deere.session(), from));
  }

  private static ProviderFailure failure(Fetch<OrganizationRecord> fetch) {
    return ((Fetch.Failed<OrganizationRecord>) fetch).failure();
  }

  private Fetch.Last<OrganizationRecord> lastAfter(Fetch<OrganizationRecord> page)
      throws InterruptedException {
    return (Fetch.Last<OrganizationRecord>) fetch(((Fetch.More<OrganizationRecord>) page).next());
  }

  private Fetch<OrganizationRecord> fetch(Cursor from) throws InterruptedException {
    return deere.adapter().fetchOrganizations(deere.session(), from);
  }

  private static String listing(String nextPage) {
    return listing("1", nextPage);
  }

  private static String listing(String id, String nextPage) {
    String links =
        nextPage.isEmpty() ? "" : "{\"rel\": \"nextPage\", \"uri\": \"" + nextPage + "\"}";
    return "{\"links\": ["
        + links
        + "], \"values\": [{\"id\": \""
        + id
        + "\", \"name\": \"One\"}]}";
  }
}
