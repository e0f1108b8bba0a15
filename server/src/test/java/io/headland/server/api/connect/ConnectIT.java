package io.headland.server.api.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.api.connect.ConnectFixture.Link;
import io.headland.server.api.connect.HttpBrowser.Stop;
import io.headland.server.platform.http.ApiResponse;
import io.headland.simulator.fault.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The rules of the pages for any input of a grower, a provider or an attacker.
class ConnectIT {
  private static final String TOKEN_PATH = "/oauth2/aus78tnlaysMraFhC1t7/v1/token";
  private static final String PLAIN = "{}";

  private static ConnectFixture fixture;
  private static int growers;

  @BeforeAll
  static void start() {
    fixture = ConnectFixture.start();
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @AfterEach
  void clearFaults() {
    fixture.simulator().control().clearFaults();
  }

  @Test
  void endsInACredentialThatTheApiShowsAndCountsOneUse() {
    Link link = deere(PLAIN);
    HttpBrowser browser = new HttpBrowser();

    Stop back = allow(browser, toProvider(browser, link));

    assertThat(back.at().getPath()).isEqualTo("/connect/callback");
    assertThat(credential(link).json().path("status").stringValue()).isEqualTo("OK");
    assertThat(credential(link).json().path("clientEnvironment").stringValue())
        .isEqualTo("PRODUCTION");
    assertThat(fixture.read(link).path("usageCount").intValue()).isEqualTo(1);
    assertThat(fixture.read(link).has("lastAccessedAt")).isTrue();
  }

  @Test
  void storesNothingWhenTheGrowerDeclines() {
    Link link = deere("{\"companyName\": \"Acme\"}");
    HttpBrowser browser = new HttpBrowser();

    Stop page = browser.follow(decide(browser, toProvider(browser, link), "deny"));

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.title()).isEqualTo("You did not allow access");
    assertThat(page.body()).contains("Acme");
    nothingHappened(link);
    Stop again = browser.get(page.link("Back to John Deere"));
    assertThat(again.next().getPath()).endsWith("/v1/authorize");
  }

  @Test
  void sendsAVisitToTheConnectionPageOnceAndThenShowsWhyAnOrganizationIsMissing() {
    String unconnected = unconnected();
    Link link = deere("{\"companyName\": \"Acme\"}");
    HttpBrowser browser = new HttpBrowser();

    Stop toConnect = browser.get(allow(browser, toProvider(browser, link)).next());
    assertThat(toConnect.next().getPath()).endsWith("/select-organizations");
    assertThat(toConnect.next().getQuery()).contains("redirect_uri=" + callback());
    Stop page = browser.follow(browser.get(callback()));

    assertThat(page.title()).isEqualTo("Choose what to share");
    assertThat(page.body()).contains("Not connected to Acme at John Deere.");
    assertThat(page.body()).contains("No. " + unconnected);
    assertThat(browser.get(page.at()).status()).isEqualTo(200);
    Stop repair = browser.get(page.link("Connect at John Deere"));
    assertThat(repair.next().getPath()).endsWith("/select-organizations");
  }

  @Test
  void showsTheOrganizationsAtOnceWhenTheLinkIsOpenedAgain() {
    Link link = deere(PLAIN);
    HttpBrowser browser = new HttpBrowser();
    allow(browser, toProvider(browser, link));

    HttpBrowser otherBrowser = new HttpBrowser();
    Stop page = otherBrowser.follow(otherBrowser.get(link.address()));

    assertThat(page.title()).isEqualTo("Choose what to share");
    assertThat(fixture.read(link).path("usageCount").intValue()).isEqualTo(1);
  }

  @Test
  void leavesEverythingOffUntilItIsChosenWhereOnlyWhatIsSelectedIsSynced() {
    Link link = deere(PLAIN);
    fixture
        .api()
        .patch(
            "/services/config/api/configs/" + link.leafUser(),
            "{\"organizationDataSync\": \"SELECTED_ONLY\"}");
    HttpBrowser browser = new HttpBrowser();
    Stop page = connected(browser, link);

    assertThat(page.body()).doesNotContain(" checked");
    String chosen =
        fixture.statuses(link, "JohnDeere").entrySet().stream()
            .filter(one -> one.getValue().equals("PREVIEW"))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    Stop saved =
        browser.post(page.at(), "form", page.formToken(), "shown", chosen, "share", chosen);
    assertThat(browser.follow(saved).title()).isEqualTo("All set");
    browser.post(page.at(), "form", page.formToken(), "shown", chosen, "share", chosen);
    assertThat(fixture.statuses(link, "JohnDeere"))
        .containsEntry(chosen, "SELECTED")
        .containsValue("PREVIEW");
  }

  /// The organization was unconnected when it was first listed, and is a PREVIEW without a choice.
  @Test
  void switchesOnWhatWasConnectedJustNowWhereEverythingIsSynced() {
    String added = unconnected();
    Link link = deere(PLAIN);
    HttpBrowser browser = new HttpBrowser();
    browser.get(allow(browser, toProvider(browser, link)).next());
    fixture.simulator().control().connect(added);
    Stop page = browser.follow(browser.get(callback()));

    assertThat(fixture.statuses(link, "JohnDeere")).containsEntry(added, "PREVIEW");
    assertThat(page.body()).contains("name=\"share\" value=\"%s\" checked".formatted(added));
    fixture.simulator().control().disconnect(added);
  }

  @Test
  void takesNothingThatNoDatabaseKeeps() {
    Link link = deere(PLAIN);
    HttpBrowser browser = new HttpBrowser();
    Stop page = connected(browser, link);

    assertThat(browser.get(page.at() + "/connection-page?organization=%00").status())
        .isEqualTo(303);
    assertThat(browser.post(page.at(), "form", page.formToken(), "shown", "\0").status())
        .isEqualTo(400);
  }

  @Test
  void keepsTheLastFewWaysToASignInOnly() {
    Link link = deere(PLAIN);
    HttpBrowser browser = new HttpBrowser();
    browser.get(link.address());
    for (int i = 0; i < 30; i++) {
      assertThat(browser.get(link.address() + "/start?provider=JohnDeere").status()).isEqualTo(303);
    }
    int most =
        fixture
            .server()
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "select coalesce(max(number), 0) from (select count(*) as number"
                                + " from connect_sign_in group by session_id) as visits")
                        .mapTo(Integer.class)
                        .one());
    assertThat(most).isBetween(1, 21);
  }

  @Test
  void changesNothingForAFormOfAnotherBrowser() {
    Link link = deere(PLAIN);
    HttpBrowser browser = new HttpBrowser();
    Stop page = connected(browser, link);
    Map<String, String> before = fixture.statuses(link, "JohnDeere");
    String shared =
        before.entrySet().stream()
            .filter(one -> one.getValue().equals("SELECTED"))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();

    Stop forged = browser.post(page.at(), "form", "x".repeat(43), "shown", shared);
    Stop without = browser.post(page.at(), "shown", shared);
    HttpBrowser otherOwner = new HttpBrowser();
    otherOwner.get(link.address());
    Stop strange = otherOwner.post(page.at(), "form", page.formToken(), "shown", shared);

    assertThat(List.of(forged.status(), without.status())).containsOnly(400);
    assertThat(strange.status()).isEqualTo(404);
    assertThat(fixture.statuses(link, "JohnDeere")).isEqualTo(before);
  }

  @Test
  void showsAVisitToItsOwnBrowserAlone() {
    Link link = deere(PLAIN);
    HttpBrowser browser = new HttpBrowser();
    Stop page = connected(browser, link);
    HttpBrowser otherOwner = new HttpBrowser();
    otherOwner.get(link.address());

    assertThat(otherOwner.get(page.at()).title()).isEqualTo("Your session has ended");
    assertThat(new HttpBrowser().get(page.at()).status()).isEqualTo(400);
  }

  @Test
  void asksForANewLinkWhenItIsUnknownExpiredWithdrawnOrUsedUp() {
    Link expired = deere("{\"companyName\": \"Acme\"}");
    Link withdrawn = deere(PLAIN);
    HttpBrowser browser = new HttpBrowser();
    Stop atProvider = toProvider(browser, withdrawn);
    fixture.delete(withdrawn);

    assertThat(browser.get(fixture.server().baseUri() + "/connect/" + "a".repeat(43)).status())
        .isEqualTo(404);
    assertThat(browser.get(withdrawn.address()).title()).isEqualTo("This link does not work");
    Stop back = browser.follow(decide(browser, atProvider, "allow"));
    assertThat(back.status()).isEqualTo(400);
    nothingHappened(withdrawn.leafUser());
    fixture.clock().advance(Duration.ofMinutes(16));
    Stop late = browser.get(expired.address());
    assertThat(late.status()).isEqualTo(410);
    assertThat(late.title()).isEqualTo("This link has expired");
    assertThat(late.body()).contains("Ask Acme for a new one.");
  }

  @Test
  void connectsThreeTimesAndNotAFourth() {
    Link link = deere(PLAIN);
    HttpBrowser browser = new HttpBrowser();
    Stop atProvider = toProvider(browser, link);
    Stop visit = browser.get(allow(browser, atProvider).next());
    String signIn = visit.at().resolve(visit.at().getPath() + "/sign-in").toString();
    Stop second = browser.get(signIn);
    Stop third = browser.get(signIn);
    Stop fourth = browser.get(signIn);

    assertThat(allow(browser, second).leadsOn()).isTrue();
    assertThat(allow(browser, third).leadsOn()).isTrue();
    String before = credential(link).id();
    Stop tooMany = allow(browser, fourth);

    assertThat(tooMany.status()).isEqualTo(410);
    assertThat(tooMany.title()).isEqualTo("This link has been used up");
    assertThat(credential(link).id()).isEqualTo(before);
    assertThat(fixture.read(link).path("usageCount").intValue()).isEqualTo(3);
    assertThat(new HttpBrowser().get(link.address()).status()).isEqualTo(410);
  }

  @Test
  void doesNothingTwiceWhenTheCallbackIsLoadedAgain() {
    Link link = deere(PLAIN);
    HttpBrowser browser = new HttpBrowser();
    URI callback = decide(browser, toProvider(browser, link), "allow").next();
    Stop first = browser.get(callback);
    String credential = credential(link).id();

    Stop again = browser.get(callback);

    assertThat(again.next()).isEqualTo(first.next());
    assertThat(credential(link).id()).isEqualTo(credential);
    assertThat(fixture.read(link).path("usageCount").intValue()).isEqualTo(1);
  }

  @Test
  void exchangesACodeOnceWhenTheCallbackComesTwiceAtOnce() throws Exception {
    Link link = deere(PLAIN);
    HttpBrowser browser = new HttpBrowser();
    URI callback = decide(browser, toProvider(browser, link), "allow").next();
    long before = tokenCalls();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Stop> load = () -> browser.get(callback);
      for (Future<Stop> page : threads.invokeAll(List.of(load, load, load))) {
        assertThat(page.get().status()).isIn(200, 303);
      }
    }

    assertThat(credential(link).json().path("status").stringValue()).isEqualTo("OK");
    assertThat(fixture.read(link).path("usageCount").intValue()).isEqualTo(1);
    // The exchange of the code, and the refresh of the first sync.
    assertThat(tokenCalls() - before).isEqualTo(2);
  }

  @Test
  void rejectsTheStateOfAnotherBrowserAndAnUnknownState() {
    Link link = deere(PLAIN);
    HttpBrowser browser = new HttpBrowser();
    URI callback = decide(browser, toProvider(browser, link), "allow").next();
    HttpBrowser otherOwner = new HttpBrowser();
    otherOwner.get(link.address());

    assertThat(otherOwner.get(callback).title()).isEqualTo("The sign-in could not be verified");
    assertThat(new HttpBrowser().get(callback).title())
        .isEqualTo("Your browser did not recognize this page");
    assertThat(browser.get(callback() + "?code=c&state=s").status()).isEqualTo(400);
    assertThat(browser.get(callback() + "?code=c").status()).isEqualTo(400);
    assertThat(browser.get(callback() + "?error=access_denied").status()).isEqualTo(400);
    nothingHappened(link);
    assertThat(browser.get(callback).leadsOn()).isTrue();
  }

  @Test
  void saysSoWhenACodeWasUsedAlready() {
    Link link = deere(PLAIN);
    HttpBrowser browser = new HttpBrowser();
    URI callback = decide(browser, toProvider(browser, link), "allow").next();
    Stop other = toProvider(browser, link);
    URI otherCallback = decide(browser, other, "allow").next();
    // The second state with the first code, whose verifier does not match.
    String mixed =
        otherCallback
            .toString()
            .replaceAll(
                "code=[^&]*", "code=" + callback.getQuery().replaceAll(".*code=([^&]*).*", "$1"));

    Stop page = browser.get(mixed);

    assertThat(page.status()).isEqualTo(400);
    assertThat(page.title()).isEqualTo("The sign-in was not completed");
    assertThat(browser.get(page.link("Sign in at John Deere")).leadsOn()).isTrue();
    nothingHappened(link);
  }

  @Test
  void offersToTryAgainWhileTheProviderDoesNotRespond() {
    Link link = deere(PLAIN);
    HttpBrowser browser = new HttpBrowser();
    Stop atProvider = toProvider(browser, link);
    fixture.simulator().control().addFault(Fault.status(503).onPath(TOKEN_PATH).always());

    Stop page = allow(browser, atProvider);

    assertThat(page.status()).isEqualTo(503);
    assertThat(page.header("Retry-After")).isEqualTo("60");
    assertThat(page.title()).isEqualTo("Could not connect to John Deere");
    nothingHappened(link);
    fixture.simulator().control().clearFaults();
    Stop again = browser.get(page.link("Try again"));
    assertThat(allow(browser, again).leadsOn()).isTrue();
    assertThat(credential(link).status()).isEqualTo(200);
  }

  @Test
  void tellsTheGrowerWhomToAskWhenTheApplicationIsNotSetUpRight() {
    Link link = deere("{\"companyName\": \"Acme\"}");
    HttpBrowser browser = new HttpBrowser();
    fixture
        .api()
        .patch("/services/config/api/configs/" + link.leafUser(), "{\"machinesAutoSync\": true}");
    Stop atProvider = toProvider(browser, link);
    String state = atProvider.next().getQuery().replaceAll(".*state=([^&]*).*", "$1");

    Stop again =
        browser.get(callback() + "?error=invalid_scope&error_description=x&state=" + state);
    String second = again.next().getQuery().replaceAll(".*state=([^&]*).*", "$1");
    Stop page =
        browser.get(callback() + "?error=invalid_scope&error_description=x&state=" + second);

    assertThat(atProvider.next().getQuery()).contains("scope=ag1 eq1 offline_access");
    assertThat(again.next().getQuery()).contains("scope=ag1 offline_access");
    assertThat(page.status()).isEqualTo(502);
    assertThat(page.body()).contains("rejected the application of Acme", "invalid_scope");
    Stop strange = toProvider(browser, link);
    String other = strange.next().getQuery().replaceAll(".*state=([^&]*).*", "$1");
    assertThat(browser.get(callback() + "?error=%3Cscript%3E&state=" + other).body())
        .contains("unknown")
        .doesNotContain("script>");
    nothingHappened(link);
  }

  @Test
  void asksForTheScopesThatTheConfigurationOfTheGrowerRequires() {
    Link link = deere(PLAIN);
    String configuration = "/services/config/api/configs/" + link.leafUser();
    fixture.api().patch(configuration, "{\"machinesAutoSync\": true}");

    String scopes = toProvider(new HttpBrowser(), link).next().getQuery();
    fixture.api().patch(configuration, "{\"machinesAutoSync\": false}");

    assertThat(scopes).contains("scope=ag1 eq1 offline_access");
    assertThat(toProvider(new HttpBrowser(), link).next().getQuery())
        .contains("scope=ag1 offline_access");
  }

  @Test
  void keepsTwoLinksApartThatAreOpenInTwoTabs() {
    Link one = deere("{\"companyName\": \"Acme\"}");
    Link two = deere("{\"companyName\": \"Bolt\"}");
    HttpBrowser browser = new HttpBrowser();
    Stop first = toProvider(browser, one);
    Stop second = toProvider(browser, two);

    Stop backOfFirst = allow(browser, first);
    assertThat(credential(two).status()).isEqualTo(404);
    Stop backOfSecond = allow(browser, second);

    assertThat(credential(one).status()).isEqualTo(200);
    assertThat(credential(two).status()).isEqualTo(200);
    assertThat(backOfFirst.next()).isNotEqualTo(backOfSecond.next());
  }

  @Test
  void needsItsCookieToBegin() {
    Link link = deere(PLAIN);
    Stop welcome = new HttpBrowser().get(link.address());

    Stop page = new HttpBrowser().get(welcome.link("Continue to John Deere"));

    assertThat(page.status()).isEqualTo(400);
    assertThat(page.title()).isEqualTo("Your browser did not recognize this page");
  }

  @Test
  void disconnectsWhereTheLinkAllowsIt() {
    Link may = deere("{\"disconnectEnabled\": \"true\"}");
    Link mayNot = deere(PLAIN);
    HttpBrowser browser = new HttpBrowser();
    Stop page = connected(browser, may);
    Stop other = connected(browser, mayNot);

    Stop ask = browser.get(page.link("Disconnect John Deere"));
    Stop gone = browser.post(ask.at(), "form", ask.formToken());
    Stop refused = browser.post(URI.create(other.at() + "/disconnect"), "form", other.formToken());

    assertThat(gone.title()).isEqualTo("Disconnected");
    assertThat(credential(may).status()).isEqualTo(404);
    assertThat(other.body()).doesNotContain("Disconnect");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(credential(mayNot).status()).isEqualTo(200);
  }

  @Test
  void disconnectsOnlyAfterARecentSignInOfTheSameBrowser() {
    Link link = deere("{\"disconnectEnabled\": \"true\"}");
    HttpBrowser grower = new HttpBrowser();
    Stop page = connected(grower, link);
    HttpBrowser holder = new HttpBrowser();
    Stop opened = holder.follow(holder.get(link.address()));

    Stop ask = holder.get(opened.link("Disconnect John Deere"));
    Stop posted = holder.post(URI.create(opened.at() + "/disconnect"), "form", opened.formToken());
    assertThat(ask.body()).contains("Sign in at John Deere").doesNotContain("danger");
    assertThat(posted.body()).contains("Sign in at John Deere first");
    assertThat(credential(link).status()).isEqualTo(200);

    fixture.clock().advance(Duration.ofMinutes(16));
    Stop late = grower.get(page.link("Disconnect John Deere"));
    assertThat(late.body()).contains("Sign in at John Deere first");
    assertThat(credential(link).status()).isEqualTo(200);
  }

  @Test
  void letsAPageLoadNothingFromElsewhereButTheLinksOwnImages() {
    Link link =
        deere(
            """
            {"companyName": "<script>alert(1)</script>", "companyLogo": "https://img.example/a.png",
             "headerImage": "https://cdn.example:8443/b.png", "backgroundColor": "#123"}
            """);
    HttpBrowser browser = new HttpBrowser();

    Stop page = browser.get(link.address());

    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'", "form-action 'self'", "frame-ancestors 'none'")
        .contains("img-src 'self' https://cdn.example:8443 https://img.example;")
        .doesNotContain("script-src", "unsafe");
    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(page.header("Set-Cookie"))
        .contains("HttpOnly", "SameSite=Lax", "Path=/connect")
        .doesNotContain("Secure");
    assertThat(page.body()).contains("&lt;script&gt;").doesNotContain("<script");
    assertThat(page.body()).contains("--background:#123;--text-color:#ffffff");
  }

  @Test
  void offersTheProvidersOfALinkWithSeveral() {
    String body = "{\"externalId\": \"choice\", \"settings\": {\"showLeafUserName\": true}}";
    Link link = fixture.link("provider", body);
    HttpBrowser browser = new HttpBrowser();

    Stop page = browser.get(link.address());
    assertThat(page.body())
        .contains("Hello, choice", "Not connected")
        .doesNotContain(">Connected<");
    Stop atProvider = browser.get(page.link("John Deere"));
    allow(browser, atProvider);

    assertThat(browser.get(link.address()).body()).contains(">Connected<", "Not connected");
    assertThat(browser.get(link.address() + "/start?provider=Raven").status()).isEqualTo(404);
  }

  private static Link deere(String settings) {
    growers++;
    return fixture.linkTo("JohnDeere", "grower-" + growers, settings);
  }

  /// From the link to the redirect to the provider's sign-in.
  private static Stop toProvider(HttpBrowser browser, Link link) {
    Stop welcome = browser.get(link.address());
    return browser.get(welcome.link("Continue to John Deere"));
  }

  /// Signs in and decides; returns the redirect back to the server.
  private static Stop decide(HttpBrowser browser, Stop toProvider, String decision) {
    return browser.post(
        toProvider.next(), "userName", "demo.grower", "password", "harvest", "decision", decision);
  }

  /// Signs in, allows, and loads the callback.
  private static Stop allow(HttpBrowser browser, Stop toProvider) {
    return browser.get(decide(browser, toProvider, "allow").next());
  }

  /// From the link to the organizations, with a connection page on which nothing is connected.
  private static Stop connected(HttpBrowser browser, Link link) {
    Stop next = browser.get(allow(browser, toProvider(browser, link)).next());
    return next.leadsOn() ? browser.follow(browser.get(callback())) : next;
  }

  private static String callback() {
    return fixture.server().baseUri() + "/connect/callback";
  }

  private static String unconnected() {
    String appKey = fixture.simulator().demoCredentials().clientKey();
    return fixture.simulator().control().world().organizations().stream()
        .filter(one -> !one.isConnectedTo(appKey))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private static ApiResponse credential(Link link) {
    return fixture.api().get(ConnectFixture.USERS + link.leafUser() + "/john-deere-credentials");
  }

  private static void nothingHappened(Link link) {
    nothingHappened(link.leafUser());
    assertThat(fixture.read(link).path("usageCount").intValue()).isZero();
  }

  private static void nothingHappened(String leafUser) {
    assertThat(
            fixture.api().get(ConnectFixture.USERS + leafUser + "/john-deere-credentials").status())
        .isEqualTo(404);
  }

  private static long tokenCalls() {
    return fixture.simulator().control().requests().stream()
        .filter(request -> request.target().startsWith(TOKEN_PATH))
        .count();
  }
}
