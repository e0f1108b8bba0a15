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
  void selectsSeveralAndSeesTheirFields() {
    String id = fixture.attach("Jane Smith", 0);
    session.signIn().signedIn();
    session.at("/users/" + id + "/JohnDeere");
    session.awaitIdle();
    tick(0);
    tick(1);
    session.button("Select…").click();
    assertThat(session.dialog()).containsText(Pattern.compile("Adds \\d+ growers?, \\d+ farms?"));
    session.inDialog("Select").click();

    assertThat(session.row("Selected")).hasCount(2);
    assertThat(session.page().locator(".run-line"))
        .containsText(Pattern.compile("\\d+ fields added"));
    session.link("Fields").click();
    assertThat(session.page().locator(".fields li")).not().hasCount(0);
    assertThat(session.page().locator(".canvas path.shape")).not().hasCount(0);
  }

  @Test
  void saysWhatDeselectingHides() {
    String id = fixture.attach("Ben Carter", 3);
    fixture.select("Ben Carter", 1);
    session.signIn().signedIn();
    session.at("/users/" + id + "/JohnDeere");
    session.row("Selected").getByRole(AriaRole.SWITCH).click();
    assertThat(session.dialog()).containsText(Pattern.compile("Hides .*\\d+ fields"));
    session.inDialog("Deselect").click();

    assertThat(session.row("Selected")).hasCount(0);
  }

  @Test
  void repairsABlockedOrganization() {
    String id = fixture.attach("Walter Okafor", 2);
    String org = fixture.organizations("Walter Okafor", "BLOCKED").getFirst();
    session.signIn().signedIn();
    session.at("/users/" + id + "/JohnDeere");
    Locator row = session.row(org);
    assertThat(row).containsText("Not connected");
    row.getByRole(AriaRole.BUTTON).click();
    assertThat(session.dialog()).containsText("/connections/");
    Locator out = session.dialog().getByRole(AriaRole.LINK);
    assertThat(out).hasAttribute("rel", Pattern.compile("noopener"));
    assertThat(out).hasAttribute("href", Pattern.compile("^https?://"));

    fixture.simulator().control().connect(org);
    session.inDialog("Sync now").click();

    assertThat(session.row(org)).containsText("Preview");
  }

  @Test
  void followsASyncWhileItRuns() {
    String id = fixture.attach("Lucía Fernández", 5);
    session.signIn().signedIn();
    session.at("/users/" + id + "/JohnDeere");
    session.awaitIdle();
    slowProvider(Duration.ofMillis(400));
    session.field("Select all rows on this page").click();
    session.button("Select…").click();
    session.inDialog("Select").click();

    assertThat(session.role(AriaRole.PROGRESSBAR, "Progress of the sync")).isVisible();
    assertThat(session.page().locator(".run-line")).containsText("Running");
    slowProvider(Duration.ZERO);
    assertThat(session.page().locator(".run-line"))
        .containsText(Pattern.compile("\\d+ fields added"));
    session.link("Details of the last sync").click();
    assertThat(session.heading("Changes")).isVisible();
    assertThat(session.row("Fields").first()).isVisible();
  }

  @Test
  void needsNoMouse() {
    fixture.attach("Anneke van der Merwe", 6);
    session.at("/sign-in");
    session.heading("Sign in").waitFor();
    session.press("Tab");
    session.page().keyboard().type(ServerFixture.OWNER_EMAIL);
    session.press("Tab");
    session.page().keyboard().type(ServerFixture.OWNER_PASSWORD);
    session.press("Enter");
    session.signedIn();
    session.tabTo("Leaf users");
    session.press("Enter");
    session.heading("Leaf users").waitFor();
    assertThat(session.focused()).isEqualTo("Leaf users");
    session.tabTo("");
    session.page().keyboard().type("anneke");
    session.row("Anneke").waitFor();
    assertThat(session.row("Ben Carter")).hasCount(0);
    session.tabTo("Anneke van der Merwe");
    session.press("Enter");
    session.heading("Anneke van der Merwe").waitFor();
    session.link("John Deere").waitFor();
    session.tabTo("John Deere");
    session.press("Enter");
    session.button("Deselect…").waitFor();
    session.awaitIdle();
    String name = session.page().getByRole(AriaRole.SWITCH).first().getAttribute("aria-label");
    session.tabTo(name);
    session.press("Space");
    session.dialog().waitFor();
    session.tabTo("Select");
    session.press("Enter");

    assertThat(session.row("Selected")).hasCount(1);
    assertThat(session.focused()).isEqualTo(name);
  }

  private void tick(int index) {
    session
        .page()
        .getByRole(AriaRole.CHECKBOX)
        .filter(new Locator.FilterOptions())
        .and(session.page().locator("tbody input:enabled"))
        .nth(index)
        .check();
  }

  private static void slowProvider(Duration latency) {
    fixture.simulator().control().changeSwitches(switches -> switches.withLatency(latency));
  }
}
