package io.headland.server.provider.johndeere;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.config.Secret;
import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.OrganizationRecord;
import io.headland.server.provider.ProviderCredential;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderFailure.BrokenAnswer;
import io.headland.server.provider.ProviderSession;
import io.headland.server.upstream.ScriptedServer;
import io.headland.server.upstream.ScriptedServer.Received;
import io.headland.server.upstream.UpstreamClient;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a listing with signatures may answer, by the example of List Orgs, byte for byte over a
/// socket.
@Timeout(30)
class SignedListingTest {
  private static final Cursor START = new Cursor.Start();
  private static final Cursor IF_CHANGED = new Cursor.StartIfChanged("7r53");

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
  void wantsEverythingAnewWhenTheSignatureIsNotTheKnownOne(String header)
      throws InterruptedException {
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
  @ValueSource(strings = {"?pageOffset=10&itemLimit=10", ";start=10;count=10"})
  void followsBothStylesOfPaging(String position) throws InterruptedException {
    deere
        .api()
        .then(
            200,
            listing("https://api.deere.com/platform/organizations" + position),
            "x-deere-signature: 3b53");
    deere.api().then(200, listing(""), "x-deere-signature: 4c64");

    var more = (Fetch.More<OrganizationRecord>) fetch(START);
    var last = (Fetch.Last<OrganizationRecord>) fetch(more.next());

    Received second = deere.api().received().get(1);
    assertThat(second.line()).isEqualTo("GET /platform/organizations" + position + " HTTP/1.1");
    assertThat(second.header("x-deere-signature")).isEmpty();
    assertThat(more.signature()).isEmpty();
    assertThat(last.signature()).isEmpty();
  }

  @Test
  void turnsToPagesWhenEverythingAtOnceIsTooMuch() throws InterruptedException {
    deere
        .api()
        .then(200, new byte[UpstreamClient.BODY_LIMIT + 1], "x-deere-signature: 3b53")
        .then(200, listing(""));

    var more = (Fetch.More<OrganizationRecord>) fetch(START);
    var last = (Fetch.Last<OrganizationRecord>) fetch(more.next());

    assertThat(more.records()).isEmpty();
    assertThat(last.records()).hasSize(1);
    assertThat(last.signature()).isEqualTo("3b53");
    assertThat(deere.api().received().get(1).line())
        .isEqualTo("GET /platform/organizations?pageOffset=0&itemLimit=100 HTTP/1.1");
    assertThat(deere.api().received().get(1).header("x-deere-signature")).isEmpty();
  }

  @Test
  void sendsNothingToAnotherHost() throws InterruptedException {
    try (var elsewhere = ScriptedServer.start()) {
      deere
          .api()
          .then(200, listing(elsewhere.uri("/platform/organizations?pageOffset=10").toString()));

      assertThat(failure(START)).isInstanceOf(BrokenAnswer.class);
      assertThat(elsewhere.received()).isEmpty();
    }
  }

  @Test
  void doesNotWalkInACircle() throws InterruptedException {
    String second = "https://api.deere.com/platform/organizations?pageOffset=10&itemLimit=10";
    deere.api().then(200, listing(second)).then(200, listing(second));

    var more = (Fetch.More<OrganizationRecord>) fetch(START);

    assertThat(failure(more.next())).isInstanceOf(BrokenAnswer.class);
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

  private Fetch<OrganizationRecord> fetch(Cursor from) throws InterruptedException {
    return deere.adapter().fetchOrganizations(deere.session(), from);
  }

  private static String listing(String nextPage) {
    String links =
        nextPage.isEmpty() ? "" : "{\"rel\": \"nextPage\", \"uri\": \"" + nextPage + "\"}";
    return "{\"links\": [" + links + "], \"values\": [{\"id\": \"1\", \"name\": \"One\"}]}";
  }
}
