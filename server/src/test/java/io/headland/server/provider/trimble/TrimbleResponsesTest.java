package io.headland.server.provider.trimble;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headland.server.platform.config.Secret;
import io.headland.server.platform.providerhttp.ScriptedServer.Received;
import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.FieldDataListing;
import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.FieldDataRecord.FieldRecord;
import io.headland.server.provider.GrantRefresh;
import io.headland.server.provider.OrganizationLookup;
import io.headland.server.provider.OrganizationRecord;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderFailure.Forbidden;
import io.headland.server.provider.ProviderFailure.InvalidResponse;
import io.headland.server.provider.ProviderFailure.NotFound;
import io.headland.server.provider.ProviderFailure.Throttled;
import io.headland.server.provider.ProviderFailure.Unauthorized;
import io.headland.server.provider.ProviderFailure.Unavailable;
import io.headland.server.provider.ResponseFailures;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What Trimble may answer, byte for byte over a socket.
@Timeout(30)
class TrimbleResponsesTest {
  private static final Cursor START = new Cursor.Start();
  private static final String PROBLEM =
      "{\"type\": \"about:blank\", \"title\": \"Nope\", \"errors\": [{\"message\": \"401\"}]}";

  private final ScriptedTrimble trimble = ScriptedTrimble.start();

  @AfterEach
  void close() {
    trimble.close();
  }

  @Test
  void asksForATokenWithBasicAuthorization() throws InterruptedException {
    trimble
        .tokens()
        .then(
            200,
            "{\"token_type\": \"bearer\", \"expires_in\": 3600, \"access_token\": \"new\","
                + " \"refresh_token\": \"rotated\", \"scope\": \"openid acme\"}");

    var refresh = trimble.adapter().refresh(trimble.credential(), trimble.calls()::add);

    Received request = trimble.tokens().received().getFirst();
    String pair = Base64.getEncoder().encodeToString("4a0a:s3cret".getBytes(UTF_8));
    assertThat(request.line()).isEqualTo("POST /oauth/token HTTP/1.1");
    assertThat(request.header("Authorization")).contains("Basic " + pair);
    assertThat(request.body()).isEqualTo("grant_type=refresh_token&refresh_token=sent");
    assertThat(refresh)
        .isEqualTo(
            new GrantRefresh.Granted(
                Secret.of("new"),
                Secret.of("rotated"),
                Duration.ofHours(1),
                List.of("acme", "openid")));
    assertThat(trimble.calls().toString()).doesNotContain("s3cret").doesNotContain(pair);
  }

  @Test
  void believesARefusalInOAuthsWordsAlone() throws InterruptedException {
    trimble.tokens().then(400, "{\"error\": \"invalid_grant\"}").then(400, PROBLEM);

    assertThat(trimble.adapter().refresh(trimble.credential(), trimble.calls()::add))
        .isInstanceOf(GrantRefresh.Refused.class);
    assertThat(trimble.adapter().refresh(trimble.credential(), trimble.calls()::add))
        .isInstanceOf(GrantRefresh.Failed.class);
  }

  @Test
  void followsBookmarks() throws InterruptedException {
    trimble.api().then(200, page("\"a b/+&=\"")).then(200, page("\"a-b/+&=\"")).then(200, page(""));

    assertThat(failure(fetch(START))).as("a blank in it").isInstanceOf(InvalidResponse.class);
    var more = (Fetch.More<OrganizationRecord>) fetch(START);
    assertThat(fetch(more.next())).isInstanceOf(Fetch.Last.class);

    Received first = trimble.api().received().get(1);
    assertThat(first.line()).isEqualTo("GET /api/3.0/config/organizations HTTP/1.1");
    assertThat(first.header("Authorization")).contains("Bearer a.b.c");
    assertThat(first.header("Accept")).contains("application/json");
    assertThat(trimble.api().received().get(2).line())
        .isEqualTo("GET /api/3.0/config/organizations?bookmark=a-b%2F%2B%26%3D HTTP/1.1");
  }

  @Test
  void doesNotWalkInACircle() throws InterruptedException {
    trimble.api().then(200, page("\"x\"")).then(200, page("\"x\""));

    var more = (Fetch.More<OrganizationRecord>) fetch(START);

    assertThat(failure(fetch(more.next()))).isInstanceOf(InvalidResponse.class);
    assertThat(new BookmarkPosition(BookmarkPosition.LAST_PAGE, "x").next("y")).isEmpty();
  }

  /// Without a signature from Trimble nothing can be known to be unchanged.
  @Test
  void listsAgainOnACheckForChanges() throws InterruptedException {
    trimble.api().then(200, page(""));

    var last = (Fetch.Last<OrganizationRecord>) fetch(new Cursor.StartIfChanged("3b53"));

    assertThat(last.signature()).isEmpty();
  }

  /// Problem details, a page, or nothing: the status says it all.
  @ParameterizedTest
  @ValueSource(strings = {"", PROBLEM})
  void judgesByTheStatus(String body) throws InterruptedException {
    trimble.api().then(401, body).then(403, body).then(404, body).then(400, body);
    trimble.api().then(429, body, "Retry-After: 17").then(503, body);

    assertThat(failure(fetch(START))).isEqualTo(new Unauthorized());
    assertThat(failure(fetch(START))).isEqualTo(new Forbidden());
    assertThat(failure(fetch(START))).isEqualTo(new NotFound());
    assertThat(failure(fetch(START))).isInstanceOf(InvalidResponse.class);
    assertThat(failure(fetch(START))).isEqualTo(new Throttled(Duration.ofSeconds(17)));
    assertThat(failure(fetch(START)))
        .isEqualTo(new Unavailable("status 503", ResponseFailures.UNAVAILABLE_PAUSE));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 401, 403, 404})
  void believesNoPage(int status) throws InterruptedException {
    trimble.api().then(status, "<html></html>", "Content-Type: text/html");

    assertThat(failure(fetch(START))).isInstanceOf(InvalidResponse.class);
  }

  @Test
  void doesNotTakeAFailureForAMissingOrganization() throws InterruptedException {
    trimble.api().then(200, page("\"x\"")).then(503, PROBLEM);

    assertThat(trimble.adapter().lookUpOrganization(trimble.session(), "other"))
        .isInstanceOf(OrganizationLookup.Failed.class);
  }

  @ParameterizedTest
  @CsvSource({
    "clients, /resources/6f-1/clients",
    "fields, /resources/6f-1/farms",
    "boundaries, /resources/6f-1/boundaries"
  })
  void readsWhatLiesBeneathAnOrganization(String name, String path) throws InterruptedException {
    trimble.api().then(200, page(""));

    fieldData(name);

    assertThat(trimble.api().received().getFirst().line())
        .isEqualTo("GET /api/3.0" + path + " HTTP/1.1");
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404})
  void readsFieldsWhereTheListOfFarmsFails(int status) throws InterruptedException {
    trimble.api().then(status, "<html></html>", "Content-Type: text/html").then(200, page(""));

    assertThat(fieldData("fields"))
        .isEqualTo(
            new Fetch.Last<>(List.of(new FieldRecord("6f-1", "One", "", "")), "without-farms"));
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404})
  void doesNotFailWhereTheListOfClientsFails(int status) throws InterruptedException {
    trimble.api().then(status, "<html></html>", "Content-Type: text/html");

    assertThat(fieldData("clients")).isEqualTo(new Fetch.Failed<>(new ProviderFailure.Forbidden()));
  }

  @Test
  void failsWhereTheListOfFarmsIsDown() throws InterruptedException {
    trimble.api().then(503, PROBLEM);

    assertThat(fieldData("fields"))
        .isInstanceOfSatisfying(
            Fetch.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(ProviderFailure.Unavailable.class));
  }

  @Test
  void hasNoOtherListing() {
    assertThatIllegalArgumentException().isThrownBy(() -> fieldData("guidancelines"));
    assertThatIllegalArgumentException().isThrownBy(() -> fetch(new Cursor.Continue("elsewhere")));
  }

  private Fetch<FieldDataRecord> fieldData(String name) throws InterruptedException {
    return trimble
        .adapter()
        .fetchFieldData(trimble.session(), "6f-1", new FieldDataListing(name, Set.of()), START);
  }

  private Fetch<OrganizationRecord> fetch(Cursor from) throws InterruptedException {
    return trimble.adapter().fetchOrganizations(trimble.session(), from);
  }

  private static ProviderFailure failure(Fetch<OrganizationRecord> fetch) {
    return ((Fetch.Failed<OrganizationRecord>) fetch).failure();
  }

  private static String page(String token) {
    String bookmark =
        token.isEmpty()
            ? ""
            : ", \"bookmark\": {\"token\": " + token + ", \"moreResults\": \"true\"}";
    return "{\"result\": [{\"id\": \"6f-1\", \"name\": \"One\"}]" + bookmark + "}";
  }
}
