package io.headland.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.headland.server.ServerFixture;
import io.headland.server.browser.BrowserFixture.Size;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The work of support staff with accounts in the console, in a browser, with a complete server and
/// simulated providers.
class ConsoleIT {
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
  void selectsSeveralAndSeesTheirFields() {
    String id = world.attach("Jane Smith", 0);
    visit.signIn().signedIn();
    visit.at("/users/" + id + "/JohnDeere");
    visit.settle();
    tick(0);
    tick(1);
    visit.button("Select…").click();
    assertThat(visit.dialog()).containsText(Pattern.compile("Adds \\d+ growers?, \\d+ farms?"));
    visit.inDialog("Select").click();

    assertThat(visit.row("Selected")).hasCount(2);
    assertThat(visit.page().locator(".run-line"))
        .containsText(Pattern.compile("\\d+ fields added"));
    visit.link("Fields").click();
    assertThat(visit.page().locator(".fields li")).not().hasCount(0);
    assertThat(visit.page().locator(".canvas path.shape")).not().hasCount(0);
  }

  @Test
  void saysWhatDeselectingHides() {
    String id = world.attach("Ben Carter", 3);
    world.select("Ben Carter", 1);
    visit.signIn().signedIn();
    visit.at("/users/" + id + "/JohnDeere");
    visit.row("Selected").getByRole(AriaRole.SWITCH).click();
    assertThat(visit.dialog()).containsText(Pattern.compile("Hides .*\\d+ fields"));
    visit.inDialog("Deselect").click();

    assertThat(visit.row("Selected")).hasCount(0);
  }

  @Test
  void repairsABlockedOrganization() {
    String id = world.attach("Walter Okafor", 2);
    String org = world.organizations("Walter Okafor", "BLOCKED").getFirst();
    visit.signIn().signedIn();
    visit.at("/users/" + id + "/JohnDeere");
    Locator row = visit.row(org);
    assertThat(row).containsText("Not connected");
    row.getByRole(AriaRole.BUTTON).click();
    assertThat(visit.dialog()).containsText("/connections/");
    Locator out = visit.dialog().getByRole(AriaRole.LINK);
    assertThat(out).hasAttribute("rel", Pattern.compile("noopener"));
    assertThat(out).hasAttribute("href", Pattern.compile("^https?://"));

    world.simulator().control().connect(org);
    visit.inDialog("Sync now").click();

    assertThat(visit.row(org)).containsText("Preview");
  }

  @Test
  void followsASyncWhileItRuns() {
    String id = world.attach("Lucía Fernández", 5);
    visit.signIn().signedIn();
    visit.at("/users/" + id + "/JohnDeere");
    visit.settle();
    slowProvider(Duration.ofMillis(400));
    visit.field("Select all rows on this page").click();
    visit.button("Select…").click();
    visit.inDialog("Select").click();

    assertThat(visit.role(AriaRole.PROGRESSBAR, "Progress of the sync")).isVisible();
    assertThat(visit.page().locator(".run-line")).containsText("Running");
    slowProvider(Duration.ZERO);
    assertThat(visit.page().locator(".run-line"))
        .containsText(Pattern.compile("\\d+ fields added"));
    visit.link("Details of the last sync").click();
    assertThat(visit.heading("Changes")).isVisible();
    assertThat(visit.row("Fields").first()).isVisible();
  }

  @Test
  void needsNoMouse() {
    world.attach("Anneke van der Merwe", 6);
    visit.at("/sign-in");
    visit.heading("Sign in").waitFor();
    visit.press("Tab");
    visit.page().keyboard().type(ServerFixture.OWNER_EMAIL);
    visit.press("Tab");
    visit.page().keyboard().type(ServerFixture.OWNER_PASSWORD);
    visit.press("Enter");
    visit.signedIn();
    visit.tabTo("Leaf users");
    visit.press("Enter");
    visit.heading("Leaf users").waitFor();
    assertThat(visit.focused()).isEqualTo("Leaf users");
    visit.tabTo("");
    visit.page().keyboard().type("anneke");
    visit.row("Anneke").waitFor();
    assertThat(visit.row("Ben Carter")).hasCount(0);
    visit.tabTo("Anneke van der Merwe");
    visit.press("Enter");
    visit.heading("Anneke van der Merwe").waitFor();
    visit.link("John Deere").waitFor();
    visit.tabTo("John Deere");
    visit.press("Enter");
    visit.button("Deselect…").waitFor();
    visit.settle();
    String name = visit.page().getByRole(AriaRole.SWITCH).first().getAttribute("aria-label");
    visit.tabTo(name);
    visit.press("Space");
    visit.dialog().waitFor();
    visit.tabTo("Select");
    visit.press("Enter");

    assertThat(visit.row("Selected")).hasCount(1);
    assertThat(visit.focused()).isEqualTo(name);
  }

  private void tick(int index) {
    visit
        .page()
        .getByRole(AriaRole.CHECKBOX)
        .filter(new Locator.FilterOptions())
        .and(visit.page().locator("tbody input:enabled"))
        .nth(index)
        .check();
  }

  private static void slowProvider(Duration latency) {
    world.simulator().control().changeSwitches(switches -> switches.withLatency(latency));
  }
}
