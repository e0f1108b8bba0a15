package io.headland.server.provider.johndeere;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.config.JohnDeereConfig;
import io.headland.server.config.Secret;
import io.headland.server.config.UpstreamConfig;
import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.GrantRefresh;
import io.headland.server.provider.OrganizationLookup;
import io.headland.server.provider.OrganizationRecord;
import io.headland.server.provider.ProviderCall;
import io.headland.server.provider.ProviderCredential;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderFailure.ActionRequired;
import io.headland.server.provider.ProviderFailure.BrokenAnswer;
import io.headland.server.provider.ProviderFailure.Forbidden;
import io.headland.server.provider.ProviderFailure.NotFound;
import io.headland.server.provider.ProviderFailure.Throttled;
import io.headland.server.provider.ProviderFailure.Unauthorized;
import io.headland.server.provider.ProviderFailure.Unavailable;
import io.headland.server.provider.ProviderSession;
import io.headland.server.upstream.ScriptedServer;
import io.headland.server.upstream.ScriptedServer.Received;
import io.headland.server.upstream.UpstreamClient;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers that the simulator does not give, byte for byte over a socket.
@Timeout(30)
class JohnDeereAdapterTest {
  private static final String HTML = "<html><body>Forbidden</body></html>";
  private static final Cursor START = new Cursor.Start();
  private static final Cursor IF_CHANGED = new Cursor.StartIfChanged("7r53");

  private final ScriptedServer deere = ScriptedServer.start();
  private final ScriptedServer tokens = ScriptedServer.start();
  private final List<ProviderCall> calls = new CopyOnWriteArrayList<>();
  private final UpstreamClient upstream = clientWaiting(Duration.ofSeconds(20));
  private final UpstreamClient hasty = clientWaiting(Duration.ofMillis(300));
  private final JohnDeereAdapter adapter = adapter(upstream);
  private final JohnDeereAdapter hastyAdapter = adapter(hasty);
  private final ProviderCredential credential =
      new ProviderCredential(
          Map.of("clientKey", "0oa1", "clientEnvironment", "STAGE"),
          Map.of("clientSecret", Secret.of("s3cret"), "refreshToken", Secret.of("sent")));
  private final ProviderSession session =
      new ProviderSession(credential, Secret.of("a.b.c"), calls::add);

  @AfterEach
  void close() {
    upstream.close();
    hasty.close();
    deere.close();
    tokens.close();
  }

  // --- The grant

  @Test
  void asksForATokenWithBasicAuthorization() throws InterruptedException {
    tokens.then(200, "{\"access_token\": \"new\", \"expires_in\": 43200, \"scope\": \"ag2 ag1\"}");

    var refresh = adapter.refresh(credential, calls::add);

    Received request = tokens.received().getFirst();
    String pair = Base64.getEncoder().encodeToString("0oa1:s3cret".getBytes(UTF_8));
    assertThat(request.line()).isEqualTo("POST /token HTTP/1.1");
    assertThat(request.header("Authorization")).contains("Basic " + pair);
    assertThat(request.body()).isEqualTo("grant_type=refresh_token&refresh_token=sent");
    assertThat(refresh)
        .isEqualTo(
            new GrantRefresh.Granted(
                Secret.of("new"), Secret.of("sent"), Duration.ofHours(12), List.of("ag1", "ag2")));
    assertThat(calls.toString())
        .doesNotContain("s3cret")
        .doesNotContain("sent")
        .doesNotContain(pair);
  }

  @Test
  void keepsTheRefreshTokenThatComesBack() throws InterruptedException {
    tokens.then(200, "{\"access_token\": \"new\", \"refresh_token\": \"rotated\"}");

    assertThat(((GrantRefresh.Granted) adapter.refresh(credential, calls::add)).refreshToken())
        .isEqualTo(Secret.of("rotated"));
  }

  @ParameterizedTest
  @CsvSource({"400, invalid_grant", "401, invalid_client", "400, invalid_scope"})
  void believesARefusalInOAuthsWords(int status, String error) throws InterruptedException {
    tokens.then(status, "{\"error\": \"" + error + "\", \"error_description\": \"...\"}");

    assertThat(adapter.refresh(credential, calls::add)).isEqualTo(new GrantRefresh.Refused(error));
  }

  /// A gateway's page, or an error of the moment, says nothing about the grant.
  @ParameterizedTest
  @CsvSource({
    "400, <html></html>",
    "401, ''",
    "403, <html></html>",
    "404, ''",
    "302, ''",
    "400, {}",
    "200, <html></html>",
    "200, {}"
  })
  void doesNotCallAGrantDeadForAnythingElse(int status, String body) throws InterruptedException {
    tokens.then(status, body);

    assertThat(refreshFailure()).isInstanceOf(BrokenAnswer.class);
  }

  @Test
  void waitsWhenTheTokenEndpointIsThrottled() throws InterruptedException {
    tokens.then(429, "{\"errorCode\": \"E0000047\"}", "X-Rate-Limit-Reset: 1787392830");

    assertThat(refreshFailure()).isEqualTo(new Throttled(Duration.ofSeconds(30)));
  }

  @Test
  void mayTryAgainWhenTheTokenEndpointIsDown() throws InterruptedException {
    tokens.then(503, "{\"error\": \"invalid_grant\"}", "Retry-After: 5");

    assertThat(refreshFailure()).isEqualTo(new Unavailable("status 503", Duration.ofSeconds(5)));
  }

  @Test
  void mayTryAgainWhenTheTokenEndpointIsSilent() throws InterruptedException {
    tokens.thenSilence();

    var refresh = (GrantRefresh.Failed) hastyAdapter.refresh(credential, calls::add);

    assertThat(refresh.failure()).isInstanceOf(Unavailable.class);
  }

  // --- The listing

  @Test
  void asksForTheWholeWithABlankSignature() throws InterruptedException {
    deere.then(200, listing(""), "x-deere-signature: 3b53");

    var last = (Fetch.Last<OrganizationRecord>) fetch(START);

    Received request = deere.received().getFirst();
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
    deere.then(200, listing(""), header);

    assertThat(((Fetch.Last<OrganizationRecord>) fetch(START)).signature()).isEmpty();
  }

  @Test
  void sendsTheKnownSignature() throws InterruptedException {
    deere.then(304, "");

    assertThat(fetch(IF_CHANGED)).isInstanceOf(Fetch.Unchanged.class);
    assertThat(deere.received().getFirst().header("x-deere-signature")).contains("7r53");
  }

  /// Documented: a signature that stays the same says that nothing changed.
  @Test
  void takesAnEqualSignatureForUnchanged() throws InterruptedException {
    deere.then(200, listing(""), "x-deere-signature: 7r53");

    assertThat(fetch(IF_CHANGED)).isInstanceOf(Fetch.Unchanged.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-deere-signature: 3b53", "X-Other: 1"})
  void wantsEverythingAnewWhenTheSignatureIsNotTheKnownOne(String header)
      throws InterruptedException {
    deere.then(200, "{\"values\": []}", header);

    assertThat(fetch(IF_CHANGED)).isInstanceOf(Fetch.Changed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two words", "line\r\nInjected: 1"})
  void doesNotSendWhatCannotBeASignature(String known) throws InterruptedException {
    deere.then(200, listing(""));

    assertThat(fetch(new Cursor.StartIfChanged(known))).isInstanceOf(Fetch.Last.class);
    assertThat(deere.received().getFirst().header("x-deere-signature")).contains("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"?pageOffset=10&itemLimit=10", ";start=10;count=10"})
  void followsBothStylesOfPaging(String position) throws InterruptedException {
    deere.then(
        200,
        listing("https://api.deere.com/platform/organizations" + position),
        "x-deere-signature: 3b53");
    deere.then(200, listing(""), "x-deere-signature: 4c64");

    var more = (Fetch.More<OrganizationRecord>) fetch(START);
    var last = (Fetch.Last<OrganizationRecord>) fetch(more.next());

    Received second = deere.received().get(1);
    assertThat(second.line()).isEqualTo("GET /platform/organizations" + position + " HTTP/1.1");
    assertThat(second.header("x-deere-signature")).isEmpty();
    assertThat(more.signature()).isEmpty();
    assertThat(last.signature()).isEmpty();
  }

  @Test
  void turnsToPagesWhenEverythingAtOnceIsTooMuch() throws InterruptedException {
    deere.then(200, new byte[UpstreamClient.BODY_LIMIT + 1]).then(200, listing(""));

    var more = (Fetch.More<OrganizationRecord>) fetch(START);
    var last = (Fetch.Last<OrganizationRecord>) fetch(more.next());

    assertThat(more.records()).isEmpty();
    assertThat(last.records()).hasSize(1);
    assertThat(deere.received().get(1).line())
        .isEqualTo("GET /platform/organizations?pageOffset=0&itemLimit=100 HTTP/1.1");
    assertThat(deere.received().get(1).header("x-deere-signature")).isEmpty();
  }

  @Test
  void sendsNothingToAnotherHost() throws InterruptedException {
    try (var elsewhere = ScriptedServer.start()) {
      deere.then(200, listing(elsewhere.uri("/platform/organizations?pageOffset=10").toString()));

      assertThat(failure(START)).isInstanceOf(BrokenAnswer.class);
      assertThat(elsewhere.received()).isEmpty();
    }
  }

  @Test
  void doesNotWalkInACircle() throws InterruptedException {
    String second = "https://api.deere.com/platform/organizations?pageOffset=10&itemLimit=10";
    deere.then(200, listing(second)).then(200, listing(second));

    var more = (Fetch.More<OrganizationRecord>) fetch(START);

    assertThat(failure(more.next())).isInstanceOf(BrokenAnswer.class);
  }

  @Test
  void callsTheEnvironmentOfTheCredential() throws InterruptedException {
    var production =
        new ProviderCredential(
            Map.of("clientKey", "0oa1", "clientEnvironment", "PRODUCTION"),
            Map.of("clientSecret", Secret.of("x"), "refreshToken", Secret.of("x")));

    adapter.fetchOrganizations(new ProviderSession(production, Secret.of("a"), calls::add), START);

    assertThat(calls.getFirst().target()).isEqualTo("http://127.0.0.1:1/organizations");
    assertThat(deere.received()).isEmpty();
  }

  // --- What goes wrong

  @Test
  void tellsARefusedTokenFromAMissingRight() throws InterruptedException {
    deere.then(401, "").then(403, "{}").then(404, "");

    assertThat(failure(START)).isEqualTo(new Unauthorized());
    assertThat(failure(START)).isEqualTo(new Forbidden());
    assertThat(failure(START)).isEqualTo(new NotFound());
  }

  /// An organization in a restricted state is answered with 403 and these headers.
  @Test
  void tellsThatTheCustomerMustAct() throws InterruptedException {
    deere.then(403, "", "X-Deere-Warning: x", "X-Deere-Terms-Location: https://terms.deere.test/a");
    deere.then(403, "", "X-Deere-Warning: x");

    assertThat(failure(START)).isEqualTo(new ActionRequired("https://terms.deere.test/a"));
    assertThat(failure(IF_CHANGED)).isEqualTo(new ActionRequired(""));
  }

  @Test
  void waitsAsLongAsDeereAsks() throws InterruptedException {
    deere.then(429, "", "Retry-After: 17").then(429, "").thenCut(429, "{", "Retry-After: 3");

    assertThat(failure(START)).isEqualTo(new Throttled(Duration.ofSeconds(17)));
    assertThat(failure(START)).isEqualTo(new Throttled(AnswerFailures.THROTTLED_PAUSE));
    assertThat(failure(START)).isEqualTo(new Throttled(Duration.ofSeconds(3)));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void mayTryAgainAfterAnErrorOfTheServer(int status) throws InterruptedException {
    deere.then(status, HTML, "Content-Type: text/html").then(status, "", "Retry-After: 9");

    assertThat(failure(START))
        .isEqualTo(new Unavailable("status " + status, AnswerFailures.UNAVAILABLE_PAUSE));
    assertThat(failure(START))
        .isEqualTo(new Unavailable("status " + status, Duration.ofSeconds(9)));
  }

  /// A page comes from a gateway, which cannot judge a token or a right.
  @ParameterizedTest
  @ValueSource(ints = {200, 302, 401, 403, 404, 406})
  void believesNoPage(int status) throws InterruptedException {
    deere.then(status, HTML, "Content-Type: text/html; charset=utf-8", "Location: http://x.test/");

    assertThat(failure(START)).isInstanceOf(BrokenAnswer.class);
  }

  @Test
  void doesNotTakeUnchangedForAnAnswerItDidNotAskFor() throws InterruptedException {
    deere.then(304, "");

    assertThat(failure(START)).isInstanceOf(BrokenAnswer.class);
  }

  @Test
  void believesNoAnswerThatBreaksOff() throws InterruptedException {
    deere.thenCut(200, "{\"values\": []}");

    assertThat(failure(START)).isInstanceOf(BrokenAnswer.class);
  }

  @Test
  void mayTryAgainWhenNoAnswerComesInTime() throws InterruptedException {
    deere.thenSilence().thenHeadAndSilence(200);

    assertThat(failure(hastyAdapter.fetchOrganizations(session, START)))
        .isInstanceOf(Unavailable.class);
    assertThat(failure(hastyAdapter.fetchOrganizations(session, START)))
        .isInstanceOf(Unavailable.class);
    assertThat(calls).hasSize(2);
  }

  // --- One organization

  @Test
  void findsOneOrganization() throws InterruptedException {
    deere.then(200, "{\"id\": \"a/b c\", \"name\": \"x\"}");

    assertThat(adapter.lookUpOrganization(session, "a/b c"))
        .isInstanceOf(OrganizationLookup.Found.class);
    assertThat(deere.received().getFirst().line())
        .isEqualTo("GET /platform/organizations/a%2Fb%20c HTTP/1.1");
  }

  @Test
  void doesNotTakeAnotherOrganizationForTheOneAskedFor() throws InterruptedException {
    deere.then(200, "{\"id\": \"2\"}");

    assertThat(adapter.lookUpOrganization(session, "1"))
        .isInstanceOf(OrganizationLookup.Failed.class);
  }

  @Test
  void tellsWhyAnOrganizationIsMissing() throws InterruptedException {
    deere.then(403, "", "X-Deere-Terms-Location: https://terms.deere.test/a");
    deere.then(403, "").then(404, "").then(500, "").then(403, HTML, "Content-Type: text/html");

    assertThat(adapter.lookUpOrganization(session, "1"))
        .isEqualTo(new OrganizationLookup.ActionRequired("https://terms.deere.test/a"));
    assertThat(adapter.lookUpOrganization(session, "1"))
        .isEqualTo(new OrganizationLookup.NotVisible());
    assertThat(adapter.lookUpOrganization(session, "1"))
        .isEqualTo(new OrganizationLookup.NotVisible());
    assertThat(adapter.lookUpOrganization(session, "1"))
        .isInstanceOf(OrganizationLookup.Failed.class);
    assertThat(adapter.lookUpOrganization(session, "1"))
        .isInstanceOf(OrganizationLookup.Failed.class);
  }

  // --- The credential

  @Test
  void describesItsCredential() {
    var shape = adapter.credentialShape();

    assertThat(shape.path()).isEqualTo("john-deere-credentials");
    assertThat(shape.userKey()).isEqualTo("johnDeereCredentials");
    assertThat(shape.identification()).isEqualTo("clientKey");
    assertThat(shape.fields())
        .extracting(field -> field.name() + (field.secret() ? " secret" : ""))
        .containsExactly(
            "clientKey", "clientSecret secret", "refreshToken secret", "clientEnvironment");
  }

  private Fetch<OrganizationRecord> fetch(Cursor from) throws InterruptedException {
    return adapter.fetchOrganizations(session, from);
  }

  private ProviderFailure failure(Cursor from) throws InterruptedException {
    return failure(fetch(from));
  }

  private static ProviderFailure failure(Fetch<OrganizationRecord> fetch) {
    return ((Fetch.Failed<OrganizationRecord>) fetch).failure();
  }

  private ProviderFailure refreshFailure() throws InterruptedException {
    return ((GrantRefresh.Failed) adapter.refresh(credential, calls::add)).failure();
  }

  private static String listing(String nextPage) {
    String links =
        nextPage.isEmpty() ? "" : "{\"rel\": \"nextPage\", \"uri\": \"" + nextPage + "\"}";
    return "{\"links\": [" + links + "], \"values\": [{\"id\": \"1\", \"name\": \"One\"}]}";
  }

  private JohnDeereAdapter adapter(UpstreamClient client) {
    var config =
        new JohnDeereConfig(
            deere.uri("/platform"), URI.create("http://127.0.0.1:1/"), tokens.uri("/token"));
    return new JohnDeereAdapter(config, client);
  }

  private static UpstreamClient clientWaiting(Duration limit) {
    var clock = Clock.fixed(Instant.parse("2026-08-22T10:00:00Z"), ZoneOffset.UTC);
    return new UpstreamClient(new UpstreamConfig(Duration.ofSeconds(5), limit), "test", clock);
  }
}
