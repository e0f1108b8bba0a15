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
import tools.jackson.databind.JsonNode;

/// The records that support staff manage and search in the console, in a browser, with a complete
/// server.
class ConsoleRecordsIT {
  private static ConsoleWorld world;
  private static BrowserFixture browser;
  private ConsoleVisit visit;

  @BeforeAll
  static void start() {
    world = ConsoleWorld.start();
    world.api().patch("/services/config/api/configs", "{\"customDataSync\": false}");
    browser = BrowserFixture.start();
  }

  @AfterAll
  static void stop() {
    browser.close();
    world.close();
  }

  @BeforeEach
  void sitDown() {
    visit = ConsoleVisit.of(browser, Size.DESK, ColorScheme.LIGHT, base());
  }

  @AfterEach
  void nothingWasRefusedByThePolicyAndNobodyElseWasAsked() {
    assertThat(visit.window().complaints()).isEmpty();
    visit.askedOnlyThese();
  }

  private static URI base() {
    return world.server().baseUri();
  }

  @Test
  void letsInWithTheRightPasswordAloneAndGoesOnWhereSheWantedTo() {
    visit.at("/users?search=jane");
    visit.heading("Sign in").waitFor();

    visit.signInAs(ServerFixture.OWNER_EMAIL, "wrong");
    assertThat(visit.page().getByRole(AriaRole.ALERT))
        .containsText("The email or the password is incorrect.");

    visit.signInAs(ServerFixture.OWNER_EMAIL, ServerFixture.OWNER_PASSWORD);
    assertThat(visit.link("Jane Smith")).isVisible();
    assertThat(visit.link("Walter Okafor")).not().isVisible();
    visit.neverPutTheTokenInAnAddress();
  }

  @Test
  void findsALeafUserWhileSheTypes() {
    visit.signIn().signedIn();
    visit.link("Leaf users").click();
    visit.page().getByPlaceholder("Name, email or identifier").pressSequentially("okaf");

    assertThat(visit.row("Walter Okafor")).isVisible();
    assertThat(visit.row("Jane Smith")).not().isVisible();
    visit.page().getByPlaceholder("Name, email or identifier").fill("nobody at all");
    assertThat(visit.text("No Leaf users found")).isVisible();
  }

  @Test
  void deletesALeafUserOnlyAfterAsking() {
    String id = world.addUser("Mistake");
    visit.signIn().signedIn();
    visit.at("/users/" + id);
    visit.button("Delete…").click();
    visit.inDialog("Cancel").click();
    assertThat(world.api().get("/services/usermanagement/api/users/" + id).status()).isEqualTo(200);

    visit.button("Delete…").click();
    visit.inDialog("Delete").click();
    assertThat(visit.heading("Leaf users")).isVisible();
    assertThat(world.api().get("/services/usermanagement/api/users/" + id).status()).isEqualTo(404);
  }

  @Test
  void createsALeafUserAndSaysWhatIsMissing() {
    visit.signIn().signedIn();
    visit.at("/users");
    visit.button("New Leaf user").click();
    visit.field("Name").fill("Ingrid Solberg");
    visit.inDialog("Create").click();
    assertThat(visit.dialog()).containsText("Email is required");
    visit.field("Email").fill("ingrid@example.com");
    visit.inDialog("Create").click();

    assertThat(visit.heading("Ingrid Solberg")).isVisible();
    assertThat(visit.text("No credentials yet")).isVisible();
  }

  @Test
  void changesASettingOfOneLeafUserAndTakesItBack() {
    String id = world.user("Hollis & Daughters");
    visit.signIn().signedIn();
    visit.at("/users/" + id + "/settings");
    visit.field("New organizations").selectOption("ALL");
    Locator card = visit.page().locator(".settings .card").first();
    assertThat(card).containsText("Set for this Leaf user");
    assertThat(world.api().get("/services/config/api/configs/" + id).json().toString())
        .contains("\"organizationDataSync\":\"ALL\"");

    card.getByRole(AriaRole.BUTTON).click();
    assertThat(card).containsText("Inherited");
  }

  @Test
  void makesALinkForAGrower() {
    String id = world.user("O'Brien Brothers");
    visit.signIn().signedIn();
    visit.at("/connect");
    visit.button("Add an app key").click();
    visit.field("Name").fill("acme-agronomy");
    visit.field("Client key").fill("0oa1example");
    visit.field("Client secret").fill("not-a-real-secret");
    visit.inDialog("Add").click();
    assertThat(visit.row("acme-agronomy")).isVisible();
    assertThat(visit.page().locator("body")).not().containsText("not-a-real-secret");

    visit.at("/users/" + id);
    visit.button("Send a link…").click();
    visit.inDialog("Create link").click();
    assertThat(visit.dialog()).containsText(Pattern.compile("/connect/[\\w-]{43}"));
    visit.inDialog("Close").click();
    visit.link("Connect").click();
    assertThat(visit.row("O'Brien Brothers")).containsText("Active");
  }

  @Test
  void makesAWebhookTriesItAndSendsAgain() {
    try (Receiver receiver = Receiver.start()) {
      visit.signIn().signedIn();
      visit.at("/webhooks");
      visit.button("New webhook").click();
      visit.field("Name").fill("Field map");
      visit.field("URL").fill(receiver.uri("/hook").toString());
      visit.inDialog("Create").click();
      assertThat(visit.dialog()).containsText("whsec_");
      visit.inDialog("Close").click();
      assertThat(visit.heading("Field map")).isVisible();

      visit.button("Send a test").click();
      assertThat(visit.dialog()).containsText("Test succeeded");
      visit.inDialog("Close").click();
      world.addUser("Somebody new");
      world.attach("Somebody new", 7);
      visit.at(visit.page().url().replaceAll(".*#", ""));
      assertThat(visit.row("organization.seen").first()).containsText("Send again");
      visit.row("organization.seen").first().getByRole(AriaRole.BUTTON).click();
      assertThat(visit.text("1 event queued")).isVisible();
    }
  }

  @Test
  void countsRetriesInTheBacklogOfAWebhook() {
    String path =
        "/services/headland/api/webhooks/"
            + world
                .api()
                .post(
                    "/services/headland/api/webhooks",
                    "{\"name\": \"Unreachable\", \"url\": \"http://127.0.0.1:9/events\"}")
                .id();
    world.addUser("Has events");
    world.attach("Has events", 8);
    world.awaitRuns("Has events");
    Concurrency.await(
        () -> {
          JsonNode webhook = world.api().get(path).json();
          return webhook.path("waiting").intValue() > 0 && webhook.path("behind").intValue() == 0;
        });
    int waiting = world.api().get(path).json().path("waiting").intValue();
    visit.signIn().signedIn();
    visit.at("/webhooks").settle();

    assertThat(visit.row("Unreachable")).containsText(waiting + " to retry");
    assertThat(visit.row("Unreachable").getByRole(AriaRole.CELL).last())
        .hasText(Pattern.compile("\\s" + waiting + "\\s*" + waiting + " to retry\\s"));
    attemptsFitWithLongTypesAndTimes(path.substring(path.lastIndexOf('/')));
    world.api().delete(path);
  }

  private void attemptsFitWithLongTypesAndTimes(String webhook) {
    visit
        .page()
        .route(
            "**/attempts*",
            route -> {
              APIResponse answer = route.fetch();
              route.fulfill(
                  new Route.FulfillOptions()
                      .setResponse(answer)
                      .setBody(
                          answer
                              .text()
                              .replaceAll("organization\\.seen", "credential.status_changed")
                              .replaceAll("(\"at\":\")[^\"]*", "$12026-01-01T00:00:00Z")
                              .replaceAll(
                                  "(\"nextAttemptAt\":\")[^\"]*", "$12026-01-01T00:00:00Z")));
            });
    visit.page().clock().setFixedTime("2026-01-01T00:25:00Z");
    visit.at("/webhooks" + webhook).settle();

    assertThat(visit.row("credential.status_changed").first()).containsText("25 minutes ago");
    visit.window().fitsItsWidth();
  }

  @Test
  void showsWhatGrowersTypedAsText() {
    String name = "<img src=x onerror=alert(1)> & Söhne";
    String id = world.addUser(name);
    visit.signIn().signedIn();
    visit.at("/users/" + id);

    assertThat(visit.heading(name)).isVisible();
  }

  @Test
  void tellsWhatTheServerSaysAndLetsHerTryAgain() {
    visit.signIn().signedIn();
    visit.at("/users/01980000-0000-7000-8000-000000000000");

    assertThat(visit.heading("Leaf user not found")).isVisible();
    assertThat(visit.page().getByRole(AriaRole.ALERT)).containsText("Request ");
  }

  @Test
  void showsEveryRefusedActionAboveTheContentOfThePage() {
    visit.signIn().signedIn();
    visit.at("/users/" + world.user("Jane Smith"));
    visit.page().route("**/app-keys/**", route -> route.abort());
    visit.button("Send a link…").click();
    assertThat(visit.page().getByRole(AriaRole.ALERT)).containsText("Could not connect");

    visit.at("/settings").settle();
    visit.page().route("**/services/config/**", route -> route.abort());
    visit.field("New organizations").selectOption("SELECTED_ONLY");
    assertThat(visit.page().getByRole(AriaRole.ALERT)).containsText("Could not connect");
    assertThat(visit.field("New organizations")).isEnabled();
  }

  @Test
  void leadsToTheSignInWhenTheTokenHasExpired() {
    MovableClock clock = new MovableClock();
    try (ServerFixture server =
        ServerFixture.start(URI.create("http://127.0.0.1:9/"), clock, config -> config)) {
      visit = ConsoleVisit.of(browser, Size.DESK, ColorScheme.LIGHT, server.baseUri());
      visit.signIn().signedIn();
      clock.advance(Duration.ofHours(25));
      visit.link("Settings").click();

      visit.heading("Sign in").waitFor();
      clock.advance(Duration.ofMinutes(1));
      visit.field("Password").fill(ServerFixture.OWNER_PASSWORD);
      visit.button("Sign in").click();
      assertThat(visit.heading("Settings")).isVisible();
    }
  }
}
