package io.headland.server.provider.johndeere;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headland.server.platform.providerhttp.ProviderHttpClient;
import io.headland.server.platform.providerhttp.ScriptedServer;
import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.FieldDataListing;
import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderFailure.Forbidden;
import io.headland.server.provider.ProviderFailure.InvalidResponse;
import io.headland.server.provider.ProviderFailure.NotFound;
import io.headland.server.provider.RecordKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the listing of fields may answer, byte for byte over a socket.
@Timeout(30)
class FieldListingTest {
  private static final Cursor START = new Cursor.Start();
  private static final FieldDataListing WITH_BOUNDARIES =
      new FieldDataListing("fields", Set.of(RecordKind.FIELD, RecordKind.BOUNDARY));
  private static final FieldDataListing BARE =
      new FieldDataListing("fields", Set.of(RecordKind.FIELD));
  private static final String FIRST =
      "/organizations/77/fields?embed=clients,farms,activeBoundary&pageOffset=0&itemLimit=";
  private static final String SIGNED = "x-deere-signature: 3b53";
  private static final byte[] TOO_LARGE = new byte[ProviderHttpClient.BODY_LIMIT + 1];

  private final ScriptedDeere deere = ScriptedDeere.start();

  @AfterEach
  void close() {
    deere.close();
  }

  @Test
  void asksForTheLargestPagesWithEverythingInThem() throws InterruptedException {
    deere.api().then(200, fields(0, 2, ""));

    fetch(START);

    assertThat(line(0)).isEqualTo("GET /platform" + FIRST + "100 HTTP/1.1");
    assertThat(deere.api().received().getFirst().header("x-deere-signature")).contains("nil");
  }

  @Test
  void doesNotAskForBoundariesThatAreWithheld() throws InterruptedException {
    deere.api().then(200, fields(0, 2, ""));

    fetch(BARE, START);

    assertThat(line(0)).contains("?embed=clients,farms&pageOffset=0");
  }

  @Test
  void looksWithOneLightCallWhetherMoreThanAPageOfFieldsIsUnchanged() throws InterruptedException {
    String signature = signatureOf(150);
    deere.api().then(200, fields(0, 150, ""));

    assertThat(fetch(new Cursor.StartIfChanged(signature))).isInstanceOf(Fetch.Unchanged.class);
    assertThat(line(2)).isEqualTo("GET /platform/organizations/77/fields?showLinks=none HTTP/1.1");
    assertThat(deere.api().received().get(2).header("x-deere-no-paging")).contains("true");
  }

  /// Where one call brings everything, a call to look whether anything changed would be wasted.
  @Test
  void readsAListingOfOnePageAtOnceWithoutASignature() throws InterruptedException {
    String signature = signatureOf(99);
    deere.api().then(200, fields(0, 99, ""));

    assertThat(fetch(new Cursor.StartIfChanged(signature)))
        .isEqualTo(new Fetch.Last<>(records(99), signature));
    assertThat(line(2)).isEqualTo("GET /platform" + FIRST + "100 HTTP/1.1");
    assertThat(header(2)).isEmpty();
  }

  @Test
  void keepsTheSignatureOfAWholeListingAndComparesIt() throws InterruptedException {
    deere.api().then(200, fields(0, 150, ""), "x-deere-signature: 3b53");
    String known = ((Fetch.Last<FieldDataRecord>) fetch(START)).signature();
    deere.api().then(304, "").then(200, fields(0, 150, ""), "x-deere-signature: 3b53");
    deere.api().then(200, fields(0, 1, ""), "x-deere-signature: 4c64");

    assertThat(known).isEqualTo(signature(150) + "~3b53");
    assertThat(fetch(new Cursor.StartIfChanged(known))).isInstanceOf(Fetch.Unchanged.class);
    assertThat(line(1)).isEqualTo(line(0));
    assertThat(header(1)).contains("3b53");
    assertThat(fetch(new Cursor.StartIfChanged(known))).isInstanceOf(Fetch.Unchanged.class);
    assertThat(fetch(new Cursor.StartIfChanged(known))).isInstanceOf(Fetch.Changed.class);
  }

  /// Seed of the documents: a signature comes if the response has changed. The records that came
  /// are compared all the same.
  @Test
  void keepsTheKnownSignatureWhenAResponseHasNone() throws InterruptedException {
    String known = signature(150) + "~3b53";
    deere.api().then(200, fields(0, 150, "")).then(200, fields(0, 0, ""));

    assertThat(fetch(new Cursor.StartIfChanged(known)))
        .isEqualTo(new Fetch.Last<>(records(150), known));
    assertThat(fetch(new Cursor.StartIfChanged(known))).isInstanceOf(Fetch.Changed.class);
  }

  /// It would call a listing unchanged whose second page is not.
  @ParameterizedTest
  @ValueSource(strings = {"nextPage", "total"})
  void keepsNoSignatureOfAPage(String hint) throws InterruptedException {
    String next = "https://api.deere.com/platform" + FIRST.replace("=0&", "=60&") + "100";
    String page = fields(0, 60, hint.equals("nextPage") ? next : "");
    deere.api().then(200, hint.equals("total") ? totalling(90, page) : page, SIGNED);
    deere.api().then(200, fields(60, 90, ""), "x-deere-signature: 4c64");

    var more = (Fetch.More<FieldDataRecord>) fetch(START);
    var last = (Fetch.Last<FieldDataRecord>) fetch(more.next());

    assertThat(last.signature()).isEqualTo(signature(90));
    assertThat(header(1)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 405, 406, 500})
  void readsPagesWhereARequestWithASignatureIsRejected(int status) throws InterruptedException {
    deere.api().then(status, "").then(200, fields(0, 2, ""));
    deere.api().then(status, "").then(200, fields(0, 2, ""));

    assertThat(fetch(START)).isEqualTo(new Fetch.Last<>(records(2), signature(2)));
    assertThat(header(1)).isEmpty();
    assertThat(fetch(new Cursor.StartIfChanged(signature(2) + "~3b53")))
        .isEqualTo(new Fetch.Last<>(records(2), signature(2)));
  }

  @Test
  void readsPagesWhereTheWholeIsTooLarge() throws InterruptedException {
    deere.api().then(200, TOO_LARGE, SIGNED).then(200, fields(0, 2, ""));

    assertThat(fetch(START)).isEqualTo(new Fetch.Last<>(records(2), signature(2)));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 405, 406, 500})
  void looksWithTheSignatureHeaderAloneWhereTheOtherIsRejected(int status)
      throws InterruptedException {
    String known = signatureOf(150);
    deere.api().then(status, "").then(200, fields(0, 150, ""));

    assertThat(fetch(new Cursor.StartIfChanged(known))).isInstanceOf(Fetch.Unchanged.class);
    assertThat(deere.api().received().get(2).header("x-deere-no-paging")).contains("true");
    assertThat(deere.api().received().get(3).header("x-deere-no-paging")).isEmpty();
  }

  @Test
  void asksForTheRestOfWhatTheTotalSays() throws InterruptedException {
    deere.api().then(200, totalling(150, fields(0, 100, "")));
    deere.api().then(200, totalling(150, fields(100, 150, "")));

    var more = (Fetch.More<FieldDataRecord>) fetch(START);
    var last = (Fetch.Last<FieldDataRecord>) fetch(more.next());

    assertThat(line(1)).contains(FIRST.replace("=0&", "=100&") + "100 ");
    assertThat(last.signature()).isEqualTo(signature(150));
  }

  @Test
  void saysThatAListingIsShorterThanItsTotal() throws InterruptedException {
    deere.api().then(200, totalling(3, fields(0, 2, ""))).then(200, totalling(3, fields(0, 0, "")));

    var more = (Fetch.More<FieldDataRecord>) fetch(START);

    assertThat(fetch(more.next())).isEqualTo(new Fetch.Incomplete<>(List.of(), 1));
  }

  @Test
  void noticesThatAFieldCameOrWent() throws InterruptedException {
    String signature = signatureOf(150);
    deere.api().then(200, fields(0, 149, "")).then(200, fields(0, 151, ""));
    deere.api().then(200, fields(1, 151, "")).then(200, TOO_LARGE);
    // Deere was to leave out pages and did not.
    deere.api().then(200, fields(0, 150, "/platform/organizations/77/fields?pageOffset=150"));

    deere.api().then(400, "").then(400, "");

    for (int i = 0; i < 6; i++) {
      assertThat(fetch(new Cursor.StartIfChanged(signature))).isInstanceOf(Fetch.Changed.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3b53", "b-250", "f-250-0123456789abcdef", "b-x\r\nInjected: 1"})
  void callsEverythingChangedForASignatureOfAnotherKind(String known) throws InterruptedException {
    assertThat(fetch(new Cursor.StartIfChanged(known))).isInstanceOf(Fetch.Changed.class);
    assertThat(deere.api().received()).isEmpty();
  }

  /// Boundaries that are no longer withheld were never read, whatever the fields' signature.
  @Test
  void tellsFieldsWithBoundariesFromThoseWithout() throws InterruptedException {
    String signature = signatureOf(150);

    assertThat(fetch(BARE, new Cursor.StartIfChanged(signature))).isInstanceOf(Fetch.Changed.class);
  }

  @Test
  void hasNoSignatureWhenAFieldHasNoTimeOfChange() throws InterruptedException {
    deere.api().then(200, "{\"values\": [{\"id\": \"1\"}], \"links\": []}");

    assertThat(((Fetch.Last<FieldDataRecord>) fetch(START)).signature()).isEmpty();
  }

  @Test
  void asksForATenthWhenAPageIsTooLarge() throws InterruptedException {
    String next = "https://api.deere.com/platform" + FIRST.replace("=0&", "=10&") + "10";
    deere.api().then(200, TOO_LARGE).then(200, TOO_LARGE);
    deere.api().then(200, fields(0, 10, next)).then(200, fields(10, 15, ""));

    var nothing = (Fetch.More<FieldDataRecord>) fetch(START);
    var ten = (Fetch.More<FieldDataRecord>) fetch(nothing.next());
    var rest = (Fetch.Last<FieldDataRecord>) fetch(ten.next());

    assertThat(nothing.records()).isEmpty();
    assertThat(line(2)).isEqualTo("GET /platform" + FIRST + "10 HTTP/1.1");
    assertThat(ten.records()).hasSize(10);
    assertThat(rest.records()).hasSize(5);
    assertThat(rest.signature()).isEqualTo(signature(15));
  }

  @Test
  void failsOnAFieldThatExceedsTheLimitAlone() throws InterruptedException {
    for (int i = 0; i < 4; i++) {
      deere.api().then(200, TOO_LARGE);
    }

    var ten = (Fetch.More<FieldDataRecord>) fetch(START);
    var one = (Fetch.More<FieldDataRecord>) fetch(ten.next());

    assertThat(failure(fetch(one.next()))).isInstanceOf(InvalidResponse.class);
  }

  @ParameterizedTest
  @CsvSource({
    "/organizations/77/fields;start=100;count=100, pageOffset=100&itemLimit=100",
    "/organizations/77/fields?pageOffset=100, pageOffset=100"
  })
  void keepsAskingForWhatIsEmbedded(String link, String asked) throws InterruptedException {
    deere.api().then(200, fields(0, 100, "https://api.deere.com/platform" + link));
    deere.api().then(200, fields(100, 101, ""));

    fetch(((Fetch.More<FieldDataRecord>) fetch(START)).next());

    assertThat(line(1)).contains(asked).contains("embed=clients,farms,activeBoundary");
  }

  @Test
  void followsNoLinkToAnythingElse() throws InterruptedException {
    try (var elsewhere = ScriptedServer.start()) {
      String path = "/platform/organizations/77/fields?pageOffset=100";
      deere.api().then(200, fields(0, 1, elsewhere.uri(path).toString()));
      deere.api().then(200, fields(0, 1, "/platform/organizations/78/fields?pageOffset=100"));

      assertThat(failure(fetch(START))).isInstanceOf(InvalidResponse.class);
      assertThat(failure(fetch(START))).isInstanceOf(InvalidResponse.class);
      assertThat(elsewhere.received()).isEmpty();
    }
  }

  @Test
  void tellsAMissingRightFromAMissingOrganization() throws InterruptedException {
    String signature = signatureOf(150);
    deere.api().then(403, "").then(403, "").then(404, "").then(403, "").then(403, "");

    assertThat(failure(fetch(START))).isEqualTo(new Forbidden());
    assertThat(failure(fetch(START))).isEqualTo(new NotFound());
    // The refused value may be the header; the pages show which.
    assertThat(fetch(new Cursor.StartIfChanged(signature))).isInstanceOf(Fetch.Changed.class);
  }

  /// Between two pages boundaries may be given that were withheld before, or the other way round.
  @Test
  void restartsWhereThePositionIsOfAListingOfAnotherKind() throws InterruptedException {
    deere.api().then(200, fields(0, 100, "/platform/organizations/77/fields?pageOffset=100"));
    Cursor bare = ((Fetch.More<FieldDataRecord>) fetch(BARE, START)).next();

    assertThat(fetch(bare)).isInstanceOf(Fetch.Changed.class);
    assertThat(fetch(new Cursor.Continue("1 /organizations/77/fields")))
        .isInstanceOf(Fetch.Changed.class);
    assertThat(deere.api().received()).hasSize(1);
  }

  @Test
  void hasNoOtherListing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fetch(new FieldDataListing("crops", Set.of()), START));
  }

  /// The listing of this many fields, on all its pages.
  private String signatureOf(int count) throws InterruptedException {
    String next = "https://api.deere.com/platform" + FIRST.replace("=0&", "=60&") + "100";
    deere.api().then(200, fields(0, 60, next)).then(200, fields(60, count, ""));
    var last =
        (Fetch.Last<FieldDataRecord>) fetch(((Fetch.More<FieldDataRecord>) fetch(START)).next());
    assertThat(last.signature()).isEqualTo(signature(count));
    return last.signature();
  }

  private static String signature(int count) {
    FieldDigest digest = FieldDigest.NONE;
    for (int i = 0; i < count; i++) {
      digest = digest.plus("f-" + i, "2025-05-01T08:00:00Z");
    }
    return "b-" + digest.toText();
  }

  private static String fields(int from, int to, String nextPage) {
    String links =
        nextPage.isEmpty() ? "" : "{\"rel\": \"nextPage\", \"uri\": \"" + nextPage + "\"}";
    return IntStream.range(from, to)
        .mapToObj(i -> "{\"id\": \"f-" + i + "\", \"lastModifiedTime\": \"2025-05-01T08:00:00Z\"}")
        .collect(joining(",", "{\"links\": [" + links + "], \"values\": [", "]}"));
  }

  private static String totalling(int total, String listing) {
    return listing.replace("{\"links\"", "{\"total\": " + total + ", \"links\"");
  }

  private static List<FieldDataRecord> records(int count) {
    return IntStream.range(0, count)
        .<FieldDataRecord>mapToObj(i -> new FieldDataRecord.FieldRecord("f-" + i, "", "", ""))
        .toList();
  }

  private Optional<String> header(int call) {
    return deere.api().received().get(call).header("x-deere-signature");
  }

  private String line(int call) {
    return deere.api().received().get(call).line();
  }

  private Fetch<FieldDataRecord> fetch(Cursor from) throws InterruptedException {
    return fetch(WITH_BOUNDARIES, from);
  }

  private Fetch<FieldDataRecord> fetch(FieldDataListing listing, Cursor from)
      throws InterruptedException {
    return deere.adapter().fetchFieldData(deere.session(), "77", listing, from);
  }

  private static ProviderFailure failure(Fetch<FieldDataRecord> fetch) {
    return ((Fetch.Failed<FieldDataRecord>) fetch).failure();
  }
}
