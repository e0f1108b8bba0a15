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

  private static ConsoleWorld world;
  private static BrowserFixture browser;
  private static String jane;
  private static String revoked;
  private ConsoleVisit visit;

  @BeforeAll
  static void start() {
    world = LargeWorlds.withDefaultSettings();
    jane = "/users/" + world.user("Jane Smith");
    revoked = "/users/" + world.user("Red River Grain");
    browser = BrowserFixture.start();
  }

  @AfterAll
  static void stop() {
    browser.close();
    world.close();
  }

  @BeforeEach
  void signIn() {
    URI base = world.server().baseUri();
    visit = ConsoleVisit.of(browser, Size.DESK, ColorScheme.LIGHT, base).signIn().signedIn();
  }

  @AfterEach
  void nothingWasRefusedByThePolicy() {
    assertThat(visit.window().complaints()).isEmpty();
  }

  @Test
  void everyPageFitsEveryWidthAndIsSound() {
    places()
        .forEach(
            (name, place) -> {
              visit.window().resize(1440, 900);
              visit.at(place).settle();
              visit.window().isSound();
              for (int width : new int[] {1440, 820, 390}) {
                visit.window().resize(width, 900);
                visit.window().view("console-defaults-" + name + '-' + width);
                visit.window().fitsItsWidth();
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
    String run = world.lastRun("Jane Smith").path("id").stringValue();
    places.put("run", jane + "/JohnDeere/runs/" + run);
    places.put("counts", jane + "/JohnDeere/counts");
    return places;
  }

  @Test
  void namesOfFieldsAreReadableAtEveryWidth() {
    visit.at(jane + "/JohnDeere/fields").settle();
    Locator names = visit.page().locator(".fields .pick");
    assertThat(names).hasCount(50);
    for (int width : WIDTHS) {
      visit.window().resize(width, 900);
      for (int index : new int[] {0, 1, 25, 49}) {
        BoundingBox box = names.nth(index).boundingBox();
        assertThat(box.width).as("Width of a name at " + width).isGreaterThan(200);
        assertThat(box.height).as("Height of a name at " + width).isLessThan(TWO_LINES);
      }
    }
  }

  @Test
  void explainsWhyTheMapIsEmptyAndEnablesTheFieldsOfAnOrganization() {
    visit.at(jane + "/JohnDeere/fields").settle();
    assertThat(visit.page().locator(".map"))
        .containsText("Their boundaries are fetched once they are enabled.");
    visit.page().locator(".tree .node .pick").nth(1).click();
    Locator enable =
        visit
            .page()
            .locator(".map")
            .getByRole(
                AriaRole.BUTTON,
                new Locator.GetByRoleOptions().setName("Enable all of this organization and sync"));
    enable.click();
    assertThat(visit.dialog()).containsText("Enable 9 fields?");
    visit.inDialog("Enable and sync").click();
    world.awaitLongRun("Jane Smith");

    // Some fields have no boundary at the provider.
    Locator status = visit.page().locator(".map .status");
    Locator shapes = visit.page().locator(".canvas path.shape:not(.dot)");
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
    world.awaitLongRun("Jane Smith");
    visit.at(jane + "/JohnDeere/fields").settle();
    Locator tree = visit.page().locator(".tree");
    tree.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Contents of"))
        .nth(3)
        .click();
    Locator grower = tree.locator(".beneath .pick").first();
    assertThat(grower).containsText(Pattern.compile("\\d+ farms? · ID .+"));
    visit.at(jane + "/JohnDeere/fields?grower=" + growerWithPreviews()).settle();
    visit.button("Enable all of this grower and sync").click();
    visit.inDialog("Enable and sync").click();
    assertThat(visit.page().locator(".selection")).not().containsText("preview");
    world.awaitLongRun("Jane Smith");

    assertThat(visit.page().locator(".canvas path.shape:not(.dot)"))
        .not()
        .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(LONG));
  }

  /// The id of a grower with several previews: some growers have no fields.
  private static long growerWithPreviews() {
    String user = "/services/fields/api" + jane;
    return world
        .api()
        .get(user + "/growers?size=100")
        .json()
        .valueStream()
        .mapToLong(grower -> grower.path("id").longValue())
        .filter(id -> world.api().get(user + "/fields?status=PREVIEW&growerId=" + id).total() > 2)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void startsASyncFromTheFieldsPage() {
    visit.at(jane + "/JohnDeere/fields").settle();
    world.awaitLongRun("Jane Smith");
    String before = world.lastRun("Jane Smith").path("id").stringValue();
    visit.button("Sync now").first().click();

    assertThat(visit.text("The sync has started")).isVisible();
    Concurrency.await(() -> !world.lastRun("Jane Smith").path("id").stringValue().equals(before));
  }

  @Test
  void showsARunThatEndedBeforeThePageLookedAgain() {
    world.awaitLongRun("Jane Smith");
    visit.at(jane + "/JohnDeere/fields").settle();
    String before = world.lastRun("Jane Smith").path("id").stringValue();
    visit
        .page()
        .route(
            "**/sync-runs?*",
            route -> {
              Concurrency.await(
                  () -> !world.lastRun("Jane Smith").path("id").stringValue().equals(before));
              world.awaitLongRun("Jane Smith");
              route.resume();
            });
    visit.button("Sync now").first().click();

    assertThat(visit.text("Sync completed."))
        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(LONG));
  }

  @Test
  void filtersOrganizationsInTheTree() {
    visit.at(jane + "/JohnDeere/fields").settle();
    Locator nodes = visit.page().locator(".tree .node");
    String name = nodes.nth(5).locator(".pick").innerText().lines().findFirst().orElseThrow();
    int all = nodes.count();
    visit.field("Filter organizations").fill(name);

    assertThat(nodes.count()).isBetween(2, all - 1);
    assertThat(nodes.nth(1)).containsText(name);
  }

  @Test
  void findsOrganizationsByNameAndStatus() {
    visit.at(jane + "/JohnDeere").settle();
    String id = world.organizations("Jane Smith", "SELECTED").getLast();
    visit.field("Search organizations").fill(id);
    assertThat(visit.page().locator("tbody tr")).hasCount(1);
    assertThat(visit.row(id)).isVisible();

    visit.at(jane + "/JohnDeere").settle();
    visit.page().locator(".chip", new Page.LocatorOptions().setHasText("Blocked")).click();
    assertThat(visit.row("Selected")).hasCount(0);
    assertThat(visit.row("Blocked").first()).isVisible();
  }

  @Test
  void offersOneRepairForARevokedCredential() {
    visit.at(revoked + "/JohnDeere").settle();
    Locator notice =
        visit.page().locator(".notice", new Page.LocatorOptions().setHasText("Credential revoked"));

    assertThat(notice).hasCount(1);
    assertThat(notice.getByRole(AriaRole.BUTTON)).hasText("Send a link…");
    assertThat(visit.row("Credential revoked")).hasCount(50);
    assertThat(
            visit
                .page()
                .locator("tbody")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Repair…")))
        .hasCount(0);
  }

  @Test
  void marksAccountsThatCouldNotBeRefreshed() {
    assertThat(visit.page().locator(".freshness")).containsText("Updated");
    visit.page().route("**/services/headland/api/accounts*", route -> route.abort());
    refresh();
    assertThat(visit.page().locator(".freshness.stale")).containsText("Could not refresh");
    assertThat(visit.row("Jane Smith")).isVisible();

    visit.page().unroute("**/services/headland/api/accounts*");
    visit.button("Refresh").click();
    assertThat(visit.page().locator(".freshness.stale")).hasCount(0);
  }

  /// As if the tab became visible again.
  private void refresh() {
    visit.page().evaluate("document.dispatchEvent(new Event('visibilitychange'))");
  }

  @Test
  void marksTheDataOfAnAccountWhoseLastSyncFailed() {
    assertThat(visit.row("Red River Grain")).containsText("Not updated by the last sync");
    assertThat(visit.row("Jane Smith")).not().containsText("Not updated by the last sync");
  }

  @Test
  void signsInEveryTabAndSignsOutOfAll() {
    ConsoleVisit second = visit.anotherTab().at("/users");
    second.heading("Leaf users").waitFor();
    second.button("Sign out").click();
    second.heading("Sign in").waitFor();
    visit.heading("Sign in").waitFor();
    assertThat(visit.page().evaluate("localStorage.getItem('headland.session')")).isNull();

    second.signIn().signedIn();
    visit.heading("Accounts").waitFor();
    assertThat(second.window().complaints()).isEmpty();
  }
}
