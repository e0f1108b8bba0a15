package io.headland.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.headland.server.browser.BrowserFixture.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every page of the console with realistic data: accessibility, narrow and wide windows, light and
/// dark colour scheme. Stores a picture of each.
class ConsoleAppearanceIT {
  /// Of a delivery on a phone, in pixels.
  private static final double MAX_HEIGHT = 200;

  private static final int[] WIDTHS = {1440, 820, 390};

  private static ConsoleFixture fixture;
  private static BrowserFixture browser;
  private static Map<String, String> places;

  @BeforeAll
  static void start() {
    fixture = ConsoleFixture.start();
    fixture.simulateSomeDays();
    places = places();
    browser = BrowserFixture.start();
  }

  @AfterAll
  static void stop() {
    browser.close();
    fixture.close();
  }

  private static Map<String, String> places() {
    String jane = "/users/" + fixture.user("Jane Smith");
    String cooperative = "/users/" + fixture.user("Prairie Land Cooperative") + "/JohnDeere";
    String blocked = fixture.organizations("Jane Smith", "BLOCKED").getFirst();
    String run = fixture.lastRun("Jane Smith").path("id").stringValue();
    Map<String, String> all = new LinkedHashMap<>();
    all.put("accounts", "/");
    all.put("accounts-broken", "/?health=BROKEN");
    all.put("users", "/users");
    all.put("users-none", "/users?search=absent");
    all.put("user", jane);
    all.put("user-new", "/users/" + fixture.user("Hollis & Daughters"));
    all.put(
        "user-long", "/users/" + fixture.user("Maria da Conceição Albuquerque de Souza e Silva"));
    all.put("user-missing", "/users/01980000-0000-7000-8000-000000000000");
    all.put("user-settings", jane + "/settings");
    all.put("organizations", jane + "/JohnDeere");
    all.put("organizations-many", cooperative);
    all.put("fields", jane + "/JohnDeere/fields");
    all.put("fields-none", jane + "/Trimble/fields");
    all.put("runs", jane + "/JohnDeere/runs");
    all.put("run", jane + "/JohnDeere/runs/" + run);
    all.put("counts", jane + "/JohnDeere/counts");
    all.put("calls", jane + "/JohnDeere/calls");
    all.put("why", jane + "/JohnDeere/why?providerOrgId=" + blocked);
    all.put("connect", "/connect");
    all.put("webhooks", "/webhooks");
    all.put("webhook", "/webhooks/" + fixture.webhook());
    all.put("events", "/events");
    all.put("settings", "/settings");
    all.put("system", "/system");
    all.put("missing", "/nowhere");
    return all;
  }

  @Test
  void everyPageIsSoundAndFits() {
    // With a touch screen, on which some buttons are larger, from the beginning.
    ConsoleSession session =
        ConsoleSession.of(browser, Size.PHONE, ColorScheme.LIGHT, fixture.server().baseUri());
    session.window().become(Size.DESK, ColorScheme.LIGHT);
    session.at("/sign-in");
    session.heading("Sign in").waitFor();
    checkWideAndNarrow(session, "sign-in");
    session.signIn().signedIn();
    places.forEach(
        (name, place) -> {
          session.at(place).awaitIdle();
          checkWideAndNarrow(session, name);
        });
    assertThat(session.requestedAddresses()).isNotEmpty();
    session.requestedOnlyThese();
    session.neverPutTheTokenInAnAddress();
    session.page().context().close();
  }

  @Test
  void theDeliveriesOfAFailingWebhookAreShortOnAPhoneAndShownInParts() {
    ConsoleSession session =
        ConsoleSession.of(browser, Size.PHONE, ColorScheme.LIGHT, fixture.server().baseUri());
    session.signIn().signedIn();
    session.at("/webhooks/" + fixture.webhook()).awaitIdle();
    Locator rows = session.page().locator("tbody tr");

    assertThat(rows).hasCount(20);
    assertThat(rows.all())
        .allSatisfy(row -> assertThat(row.boundingBox().height).isLessThan(MAX_HEIGHT));
    session.button("Show more").click();
    assertThat(rows).hasCount(40);
    session.closeWithoutComplaints();
  }

  @Test
  void longListsAndTabsFitEveryWidth() {
    ConsoleSession session =
        ConsoleSession.of(browser, Size.DESK, ColorScheme.LIGHT, fixture.server().baseUri());
    session.signIn().signedIn();
    for (String name : List.of("webhook", "organizations", "user", "calls")) {
      session.at(Objects.requireNonNull(places.get(name), name)).awaitIdle();
      for (int width : WIDTHS) {
        session.window().resize(width, 900);
        session.window().picture("console-" + name + '-' + width);
        session.window().fitsItsWidth();
      }
    }
    session.closeWithoutComplaints();
  }

  private static void checkWideAndNarrow(ConsoleSession session, String name) {
    BrowserPage window = session.window();
    look(window, "console-" + name + "-desk-light", window::isSound);
    window.become(Size.PHONE, ColorScheme.DARK);
    look(window, "console-" + name + "-phone-dark", window::hasContrast);
    window.become(Size.DESK, ColorScheme.LIGHT);
  }

  private static void look(BrowserPage window, String picture, Runnable accessible) {
    window.picture(picture);
    try {
      accessible.run();
      window.fitsItsWidth();
    } catch (AssertionError e) {
      throw new AssertionError(picture + ": " + e.getMessage(), e);
    }
  }
}
