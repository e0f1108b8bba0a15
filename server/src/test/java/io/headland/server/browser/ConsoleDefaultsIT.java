package io.headland.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import io.headland.server.Concurrency;
import io.headland.server.browser.BrowserFixture.Size;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The console as a new installation shows it: default settings, 300 organizations, all fields
/// previews without boundaries.
class ConsoleDefaultsIT {
  /// A line of text of the list of fields is 24 px high.
  private static final int TWO_LINES = 60;

  /// Maximum time in milliseconds for a sync of all organizations and its display on a slow
  /// machine.
  private static final double LONG = 120_000;

  private static final int[] WIDTHS = {1440, 1280, 1024, 820, 390};

  private static ConsoleFixture fixture;
  private static BrowserFixture browser;
  private static String jane;
  private static String revoked;
  private ConsoleSession session;

  @BeforeAll
  static void start() {
    fixture = LargeWorlds.withDefaultSettings();
    jane = "/users/" + fixture.user("Jane Smith");
    revoked = "/users/" + fixture.user("Red River Grain");
    browser = BrowserFixture.start();
  }

  @AfterAll
  static void stop() {
    browser.close();
    fixture.close();
  }

  @BeforeEach
  void signIn() {
    URI base = fixture.server().baseUri();
    session = ConsoleSession.of(browser, Size.DESK, ColorScheme.LIGHT, base).signIn().signedIn();
  }

  @AfterEach
  void nothingWasRefusedByThePolicy() {
    assertThat(session.window().complaints()).isEmpty();
  }

  @Test
  void everyPageFitsEveryWidthAndIsSound() {
    places()
        .forEach(
            (name, place) -> {
              session.window().resize(1440, 900);
              session.at(place).awaitIdle();
              session.window().isSound();
              for (int width : new int[] {1440, 820, 390}) {
                session.window().resize(width, 900);
                session.window().view("console-defaults-" + name + '-' + width);
                session.window().fitsItsWidth();
              }
            });
  }

  /// The pages that show organizations, fields or counts of a large account.
  private static Map<String, String> places() {
    Map<String, String> places = new LinkedHashMap<>();
    places.put("accounts", "/");
    places.put("organizations", jane + "/JohnDeere");
    places.put("organizations-blocked", jane + "/JohnDeere?status=BLOCKED");
    places.put("organizations-revoked", revoked + "/JohnDeere");
    places.put("fields", jane + "/JohnDeere/fields");
    String run = fixture.lastRun("Jane Smith").path("id").stringValue();
    places.put("run", jane + "/JohnDeere/runs/" + run);
    places.put("counts", jane + "/JohnDeere/counts");
    return places;
  }

  @Test
  void namesOfFieldsAreReadableAtEveryWidth() {
    session.at(jane + "/JohnDeere/fields").awaitIdle();
    Locator names = session.page().locator(".fields .pick");
    assertThat(names).hasCount(50);
    for (int width : WIDTHS) {
      session.window().resize(width, 900);
      for (int index : new int[] {0, 1, 25, 49}) {
        BoundingBox box = names.nth(index).boundingBox();
        assertThat(box.width).as("Width of a name at " + width).isGreaterThan(200);
        assertThat(box.height).as("Height of a name at " + width).isLessThan(TWO_LINES);
      }
    }
  }

  @Test
  void explainsWhyTheMapIsEmptyAndEnablesTheFieldsOfAnOrganization() {
    session.at(jane + "/JohnDeere/fields").awaitIdle();
    assertThat(session.page().locator(".map"))
        .containsText("Their boundaries are fetched once they are enabled.");
    session.page().locator(".tree .node .pick").nth(1).click();
    Locator enable =
        session
            .page()
            .locator(".map")
            .getByRole(
                AriaRole.BUTTON,
                new Locator.GetByRoleOptions().setName("Enable all of this organization and sync"));
    enable.click();
    assertThat(session.dialog()).containsText("Enable 9 fields?");
    session.inDialog("Enable and sync").click();
    fixture.awaitLongRun("Jane Smith");

    // Some fields have no boundary at the provider.
    Locator status = session.page().locator(".map .status");
    Locator shapes = session.page().locator(".canvas path.shape:not(.dot)");
    // The map may be reloaded between two checks, and the status is empty meanwhile.
    Concurrency.await(
        Duration.ofMillis((long) LONG),
        () -> {
          String shown = status.innerText().strip();
          return shown.matches("[6-9] boundaries") && shown.equals(shapes.count() + " boundaries");
        });
    assertThat(enable).hasCount(0);
  }

  @Test
  void enablesOneGrowerThroughTheTree() {
    fixture.awaitLongRun("Jane Smith");
    session.at(jane + "/JohnDeere/fields").awaitIdle();
    Locator tree = session.page().locator(".tree");
    tree.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Contents of"))
        .nth(3)
        .click();
    Locator grower = tree.locator(".beneath .pick").first();
    assertThat(grower).containsText(Pattern.compile("\\d+ farms? · ID .+"));
    session.at(jane + "/JohnDeere/fields?grower=" + growerWithPreviews()).awaitIdle();
    session.button("Enable all of this grower and sync").click();
    session.inDialog("Enable and sync").click();
    assertThat(session.page().locator(".selection")).not().containsText("preview");
    fixture.awaitLongRun("Jane Smith");

    assertThat(session.page().locator(".canvas path.shape:not(.dot)"))
        .not()
        .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(LONG));
  }

  /// The id of a grower with several previews: some growers have no fields.
  private static long growerWithPreviews() {
    String user = "/services/fields/api" + jane;
    return fixture
        .api()
        .get(user + "/growers?size=100")
        .json()
        .valueStream()
        .mapToLong(grower -> grower.path("id").longValue())
        .filter(id -> fixture.api().get(user + "/fields?status=PREVIEW&growerId=" + id).total() > 2)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void startsASyncFromTheFieldsPage() {
    session.at(jane + "/JohnDeere/fields").awaitIdle();
    fixture.awaitLongRun("Jane Smith");
    String before = fixture.lastRun("Jane Smith").path("id").stringValue();
    session.button("Sync now").first().click();

    assertThat(session.text("The sync has started")).isVisible();
    Concurrency.await(() -> !fixture.lastRun("Jane Smith").path("id").stringValue().equals(before));
  }

  @Test
  void showsARunThatEndedBeforeThePageLookedAgain() {
    fixture.awaitLongRun("Jane Smith");
    session.at(jane + "/JohnDeere/fields").awaitIdle();
    String before = fixture.lastRun("Jane Smith").path("id").stringValue();
    session
        .page()
        .route(
            "**/sync-runs?*",
            route -> {
              Concurrency.await(
                  () -> !fixture.lastRun("Jane Smith").path("id").stringValue().equals(before));
              fixture.awaitLongRun("Jane Smith");
              route.resume();
            });
    session.button("Sync now").first().click();

    assertThat(session.text("Sync completed."))
        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(LONG));
  }

  @Test
  void filtersOrganizationsInTheTree() {
    session.at(jane + "/JohnDeere/fields").awaitIdle();
    Locator nodes = session.page().locator(".tree .node");
    String name = nodes.nth(5).locator(".pick").innerText().lines().findFirst().orElseThrow();
    int all = nodes.count();
    session.field("Filter organizations").fill(name);

    assertThat(nodes.count()).isBetween(2, all - 1);
    assertThat(nodes.nth(1)).containsText(name);
  }

  @Test
  void findsOrganizationsByNameAndStatus() {
    session.at(jane + "/JohnDeere").awaitIdle();
    String id = fixture.organizations("Jane Smith", "SELECTED").getLast();
    session.field("Search organizations").fill(id);
    assertThat(session.page().locator("tbody tr")).hasCount(1);
    assertThat(session.row(id)).isVisible();

    session.at(jane + "/JohnDeere").awaitIdle();
    session.page().locator(".chip", new Page.LocatorOptions().setHasText("Blocked")).click();
    assertThat(session.row("Selected")).hasCount(0);
    assertThat(session.row("Blocked").first()).isVisible();
  }

  @Test
  void offersOneRepairForARevokedCredential() {
    session.at(revoked + "/JohnDeere").awaitIdle();
    Locator notice =
        session
            .page()
            .locator(".notice", new Page.LocatorOptions().setHasText("Credential revoked"));

    assertThat(notice).hasCount(1);
    assertThat(notice.getByRole(AriaRole.BUTTON)).hasText("Send a link…");
    assertThat(session.row("Credential revoked")).hasCount(50);
    assertThat(
            session
                .page()
                .locator("tbody")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Repair…")))
        .hasCount(0);
  }

  @Test
  void marksAccountsThatCouldNotBeRefreshed() {
    // Also the second list of the page: only a refresh of loaded values keeps them when it fails.
    session.awaitIdle();
    assertThat(session.page().locator(".freshness")).containsText("Updated");
    session.page().route("**/services/headland/api/accounts*", route -> route.abort());
    refresh();
    assertThat(session.page().locator(".freshness.stale")).containsText("Could not refresh");
    assertThat(session.row("Jane Smith")).isVisible();

    session.page().unroute("**/services/headland/api/accounts*");
    session.button("Refresh").click();
    assertThat(session.page().locator(".freshness.stale")).hasCount(0);
  }

  /// As if the tab became visible again.
  private void refresh() {
    session.page().evaluate("document.dispatchEvent(new Event('visibilitychange'))");
  }

  @Test
  void marksTheDataOfAnAccountWhoseLastSyncFailed() {
    assertThat(session.row("Red River Grain")).containsText("Not updated by the last sync");
    assertThat(session.row("Jane Smith")).not().containsText("Not updated by the last sync");
  }

  @Test
  void signsInEveryTabAndSignsOutOfAll() {
    ConsoleSession second = session.anotherTab().at("/users");
    second.heading("Leaf users").waitFor();
    second.button("Sign out").click();
    second.heading("Sign in").waitFor();
    session.heading("Sign in").waitFor();
    assertThat(session.page().evaluate("localStorage.getItem('headland.session')")).isNull();

    second.signIn().signedIn();
    session.heading("Accounts").waitFor();
    assertThat(second.window().complaints()).isEmpty();
  }
}
