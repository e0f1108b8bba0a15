package io.headland.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.headland.server.Concurrency;
import io.headland.server.MovableClock;
import io.headland.server.ServerFixture;
import io.headland.server.browser.BrowserFixture.Size;
import io.headland.server.platform.safehttp.Receiver;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The records that support staff manage and search in the console, in a browser, with a complete
/// server.
class ConsoleRecordsIT {
  private static ConsoleFixture fixture;
  private static BrowserFixture browser;
  private ConsoleSession session;

  @BeforeAll
  static void start() {
    fixture = ConsoleFixture.start();
    fixture.api().patch("/services/config/api/configs", "{\"customDataSync\": false}");
    browser = BrowserFixture.start();
  }

  @AfterAll
  static void stop() {
    browser.close();
    fixture.close();
  }

  @BeforeEach
  void openConsole() {
    session = ConsoleSession.of(browser, Size.DESK, ColorScheme.LIGHT, base());
  }

  @AfterEach
  void nothingWasRefusedByThePolicyAndNoOtherServerWasCalled() {
    assertThat(session.window().complaints()).isEmpty();
    session.requestedOnlyThese();
  }

  private static URI base() {
    return fixture.server().baseUri();
  }

  @Test
  void letsInWithTheRightPasswordAloneAndGoesOnWhereSheWantedTo() {
    session.at("/users?search=jane");
    session.heading("Sign in").waitFor();

    session.signInAs(ServerFixture.OWNER_EMAIL, "wrong");
    assertThat(session.page().getByRole(AriaRole.ALERT))
        .containsText("The email or the password is incorrect.");

    session.signInAs(ServerFixture.OWNER_EMAIL, ServerFixture.OWNER_PASSWORD);
    assertThat(session.link("Jane Smith")).isVisible();
    assertThat(session.link("Walter Okafor")).not().isVisible();
    session.neverPutTheTokenInAnAddress();
  }

  @Test
  void findsALeafUserWhileSheTypes() {
    session.signIn().signedIn();
    session.link("Leaf users").click();
    session.page().getByPlaceholder("Name, email or identifier").pressSequentially("okaf");

    assertThat(session.row("Walter Okafor")).isVisible();
    assertThat(session.row("Jane Smith")).not().isVisible();
    session.page().getByPlaceholder("Name, email or identifier").fill("nobody at all");
    assertThat(session.text("No Leaf users found")).isVisible();
  }

  @Test
  void searchesForTextThatIsEnteredWhileTheResultsOfEarlierTextAreOpened() {
    session.signIn().signedIn();
    session.link("Leaf users").click();
    Locator search = session.page().getByPlaceholder("Name, email or identifier");

    // The address changes at once, and the page some time later.
    search.evaluate(
        """
        (input) => {
          const enter = (text) => {
            input.value = text;
            input.dispatchEvent(new Event('input', {bubbles: true}));
          };
          enter('okaf');
          input.form.requestSubmit();
          enter('jane');
        }
        """);

    assertThat(session.row("Jane Smith")).isVisible();
    assertThat(session.row("Walter Okafor")).not().isVisible();
    assertThat(search).hasValue("jane");
  }

  @Test
  void emptiesTheSearchFieldWhenAllLeafUsersAreShown() {
    session.signIn().signedIn();
    session.link("Leaf users").click();
    Locator search = session.page().getByPlaceholder("Name, email or identifier");
    search.fill("nobody at all");

    session.link("Show all Leaf users").click();

    assertThat(session.row("Jane Smith")).isVisible();
    assertThat(search).hasValue("");
  }

  @Test
  void deletesALeafUserOnlyAfterAsking() {
    String id = fixture.addUser("Mistake");
    session.signIn().signedIn();
    session.at("/users/" + id);
    session.button("Delete…").click();
    session.inDialog("Cancel").click();
    assertThat(fixture.api().get("/services/usermanagement/api/users/" + id).status())
        .isEqualTo(200);

    session.button("Delete…").click();
    session.inDialog("Delete").click();
    assertThat(session.heading("Leaf users")).isVisible();
    assertThat(fixture.api().get("/services/usermanagement/api/users/" + id).status())
        .isEqualTo(404);
  }

  @Test
  void createsALeafUserAndSaysWhatIsMissing() {
    session.signIn().signedIn();
    session.at("/users");
    session.button("New Leaf user").click();
    session.field("Name").fill("Ingrid Solberg");
    session.inDialog("Create").click();
    assertThat(session.dialog()).containsText("Email is required");
    session.field("Email").fill("ingrid@example.com");
    session.inDialog("Create").click();

    assertThat(session.heading("Ingrid Solberg")).isVisible();
    assertThat(session.text("No credentials yet")).isVisible();
  }

  @Test
  void changesASettingOfOneLeafUserAndTakesItBack() {
    String id = fixture.user("Hollis & Daughters");
    session.signIn().signedIn();
    session.at("/users/" + id + "/settings");
    session.field("New organizations").selectOption("ALL");
    Locator card = session.page().locator(".settings .card").first();
    assertThat(card).containsText("Set for this Leaf user");
    assertThat(fixture.api().get("/services/config/api/configs/" + id).json().toString())
        .contains("\"organizationDataSync\":\"ALL\"");

    card.getByRole(AriaRole.BUTTON).click();
    assertThat(card).containsText("Inherited");
  }

  @Test
  void makesALinkForAGrower() {
    String id = fixture.user("O'Brien Brothers");
    session.signIn().signedIn();
    session.at("/connect");
    session.button("Add an app key").click();
    session.field("Name").fill("acme-agronomy");
    session.field("Client key").fill("0oa1example");
    session.field("Client secret").fill("not-a-real-secret");
    session.inDialog("Add").click();
    assertThat(session.row("acme-agronomy")).isVisible();
    assertThat(session.page().locator("body")).not().containsText("not-a-real-secret");

    session.at("/users/" + id);
    session.button("Send a link…").click();
    session.inDialog("Create link").click();
    assertThat(session.dialog()).containsText(Pattern.compile("/connect/[\\w-]{43}"));
    session.inDialog("Close").click();
    session.link("Connect").click();
    assertThat(session.row("O'Brien Brothers")).containsText("Active");
  }

  @Test
  void makesAWebhookTriesItAndSendsAgain() {
    try (Receiver receiver = Receiver.start()) {
      session.signIn().signedIn();
      session.at("/webhooks");
      session.button("New webhook").click();
      session.field("Name").fill("Field map");
      session.field("URL").fill(receiver.uri("/hook").toString());
      session.inDialog("Create").click();
      assertThat(session.dialog()).containsText("whsec_");
      session.inDialog("Close").click();
      assertThat(session.heading("Field map")).isVisible();

      session.button("Send a test").click();
      assertThat(session.dialog()).containsText("Test succeeded");
      session.inDialog("Close").click();
      fixture.addUser("A new user");
      fixture.attach("A new user", 7);
      String place = session.page().url().replaceAll(".*#", "");
      awaitDelivery(place, "organization.seen");
      session.at(place);
      assertThat(session.row("organization.seen").first()).containsText("Send again");
      session.row("organization.seen").first().getByRole(AriaRole.BUTTON).click();
      assertThat(session.text("1 event queued")).isVisible();
    }
  }

  /// The page shows the deliveries up to the time at which it was opened.
  private static void awaitDelivery(String place, String eventType) {
    String attempts = "/services/headland/api" + place + "/attempts?limit=100";
    Concurrency.await(() -> fixture.api().get(attempts).body().contains(eventType));
  }

  @Test
  void countsRetriesInTheBacklogOfAWebhook() {
    String path =
        "/services/headland/api/webhooks/"
            + fixture
                .api()
                .post(
                    "/services/headland/api/webhooks",
                    "{\"name\": \"Unreachable\", \"url\": \"http://127.0.0.1:9/events\"}")
                .id();
    fixture.addUser("Has events");
    fixture.attach("Has events", 8);
    fixture.awaitRuns("Has events");
    session.signIn().signedIn();

    // Further events may follow while the page is read.
    Concurrency.await(
        () -> {
          int waiting = fixture.api().get(path).json().path("waiting").intValue();
          session.at("/webhooks").awaitIdle();
          String backlog = session.row("Unreachable").getByRole(AriaRole.CELL).last().textContent();
          return waiting > 0
              && Pattern.compile("\\s" + waiting + "\\s*" + waiting + " to retry\\s")
                  .matcher(backlog)
                  .find();
        });

    attemptsFitWithLongTypesAndTimes(path.substring(path.lastIndexOf('/')));
    fixture.api().delete(path);
  }

  private void attemptsFitWithLongTypesAndTimes(String webhook) {
    session
        .page()
        .route(
            "**/attempts*",
            route -> {
              APIResponse response = route.fetch();
              route.fulfill(
                  new Route.FulfillOptions()
                      .setResponse(response)
                      .setBody(
                          response
                              .text()
                              .replaceAll("organization\\.seen", "credential.status_changed")
                              .replaceAll("(\"at\":\")[^\"]*", "$12026-01-01T00:00:00Z")
                              .replaceAll(
                                  "(\"nextAttemptAt\":\")[^\"]*", "$12026-01-01T00:00:00Z")));
            });
    session.page().clock().setFixedTime("2026-01-01T00:25:00Z");
    session.at("/webhooks" + webhook).awaitIdle();

    assertThat(session.row("credential.status_changed").first()).containsText("25 minutes ago");
    session.window().fitsItsWidth();
  }

  @Test
  void showsWhatGrowersTypedAsText() {
    String name = "<img src=x onerror=alert(1)> & Söhne";
    String id = fixture.addUser(name);
    session.signIn().signedIn();
    session.at("/users/" + id);

    assertThat(session.heading(name)).isVisible();
  }

  @Test
  void tellsWhatTheServerSaysAndLetsHerTryAgain() {
    session.signIn().signedIn();
    session.at("/users/01980000-0000-7000-8000-000000000000");

    assertThat(session.heading("Leaf user not found")).isVisible();
    assertThat(session.page().getByRole(AriaRole.ALERT)).containsText("Request ");
  }

  @Test
  void showsEveryRefusedActionAboveTheContentOfThePage() {
    session.signIn().signedIn();
    session.at("/users/" + fixture.user("Jane Smith"));
    session.page().route("**/app-keys/**", route -> route.abort());
    session.button("Send a link…").click();
    assertThat(session.page().getByRole(AriaRole.ALERT)).containsText("Could not connect");

    session.at("/settings").awaitIdle();
    session.page().route("**/services/config/**", route -> route.abort());
    session.field("New organizations").selectOption("SELECTED_ONLY");
    assertThat(session.page().getByRole(AriaRole.ALERT)).containsText("Could not connect");
    assertThat(session.field("New organizations")).isEnabled();
  }

  @Test
  void leadsToTheSignInWhenTheTokenHasExpired() {
    MovableClock clock = new MovableClock();
    try (ServerFixture server =
        ServerFixture.start(URI.create("http://127.0.0.1:9/"), clock, config -> config)) {
      session = ConsoleSession.of(browser, Size.DESK, ColorScheme.LIGHT, server.baseUri());
      session.signIn().signedIn();
      // The requests of the first page would find the expired token before the click.
      session.awaitIdle();
      clock.advance(Duration.ofHours(25));
      session.link("Settings").click();

      session.heading("Sign in").waitFor();
      clock.advance(Duration.ofMinutes(1));
      session.field("Password").fill(ServerFixture.OWNER_PASSWORD);
      session.button("Sign in").click();
      assertThat(session.heading("Settings")).isVisible();
    }
  }
}
