package io.headland.server.api.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.headland.server.Concurrency;
import io.headland.server.api.connect.ConnectFixture.Link;
import io.headland.server.browser.BrowserFixture;
import io.headland.server.browser.BrowserPage;
import io.headland.simulator.fault.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// The sign-in of growers, in a browser.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConnectPageIT {
  private static final String ACME =
      """
      {"companyName": "Acme Agronomy", "companyLogo": "https://images.acme.example/logo.svg",
       "backgroundColor": "#E8F0E4", "showLeafUserName": true, "disconnectEnabled": true}
      """;
  private static final String LOGO =
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 24 24">
      <rect width="24" height="24" rx="6" fill="#1f5c3a"/>
      <path d="M6 17c0-6 4-10 12-10 0 7-4 11-9 10 2-3 4-5 6-6-4 1-6 4-7 7z" fill="#fff"/></svg>
      """;

  private static ConnectFixture fixture;
  private static BrowserFixture browser;

  @BeforeAll
  static void start() {
    fixture = ConnectFixture.start();
    browser = BrowserFixture.start();
  }

  @AfterAll
  static void stop() {
    browser.close();
    fixture.close();
  }

  /// Before other tests connect organizations of this user.
  @Test
  @Order(1)
  void connectsJohnDeereFromTheLinkToTheFirstField() {
    Link link = fixture.linkTo("JohnDeere", "deere-story", ACME);
    BrowserPage window = window(BrowserFixture.Size.PHONE);
    Page page = window.page();

    page.navigate(link.address());
    sound(window, "connect-1-welcome");
    press(page, AriaRole.LINK, "Continue to John Deere");
    signIn(page, "demo.grower");
    press(page, AriaRole.BUTTON, "Allow access");
    assertThat(page.title()).isEqualTo("Select organizations");
    page.locator("input[type=checkbox]:not([disabled])").first().check();
    press(page, AriaRole.BUTTON, "Connect");
    heading(page, "Choose what to share");
    sound(window, "connect-2-organizations");
    page.getByRole(AriaRole.SWITCH).first().check();
    page.getByRole(AriaRole.SWITCH).last().uncheck();
    sound(window, "connect-3-chosen");
    press(page, AriaRole.BUTTON, "Save");
    heading(page, "All set");
    sound(window, "connect-4-done");

    assertThat(fixture.statuses(link, "JohnDeere").values()).contains("SELECTED", "PREVIEW");
    Concurrency.await(() -> fixture.fields(link) > 0);
  }

  @Test
  void connectsTrimbleFromTheLinkToTheFirstField() {
    fixture
        .simulator()
        .control()
        .trimble()
        .organizations("demo.trimble")
        .forEach(one -> fixture.simulator().control().trimble().unauthorize(one.id()));
    Link link = fixture.linkTo("Trimble", "trimble-story", ACME);
    BrowserPage window = window(BrowserFixture.Size.DESK);
    Page page = window.page();

    page.navigate(link.address());
    sound(window, "connect-desk-1-welcome");
    press(page, AriaRole.LINK, "Continue to Trimble");
    signIn(page, "demo.trimble");
    press(page, AriaRole.BUTTON, "Allow access");
    assertThat(page.title()).isEqualTo("Third-party access");
    page.locator("input[type=checkbox]").first().check();
    press(page, AriaRole.BUTTON, "Authorize");
    heading(page, "Choose what to share");
    sound(window, "connect-desk-2-organizations");
    press(page, AriaRole.BUTTON, "Save");
    heading(page, "All set");
    sound(window, "connect-desk-3-done");

    Concurrency.await(() -> fixture.fields(link) > 0);
  }

  @Test
  void isWalkedByKeyboardAlone() {
    Link link = fixture.linkTo("JohnDeere", "keyboard-story", ACME);
    Page page = window(BrowserFixture.Size.DESK).page();

    page.navigate(link.address());
    tabTo(page, AriaRole.LINK, "Continue to John Deere", "Enter");
    heading(page, "Sign in");
    page.keyboard().press("Tab");
    page.keyboard().type("demo.grower");
    page.keyboard().press("Tab");
    page.keyboard().type("harvest");
    page.keyboard().press("Enter");
    tabTo(page, AriaRole.BUTTON, "Allow access", "Enter");
    heading(page, "Choose what to share|Select organizations");
    if (page.title().equals("Select organizations")) {
      tabTo(page, AriaRole.BUTTON, "Not now", "Enter");
    }
    heading(page, "Choose what to share");
    boolean before = page.getByRole(AriaRole.SWITCH).first().isChecked();
    page.keyboard().press("Tab");
    page.keyboard().press("Space");
    assertThat(page.getByRole(AriaRole.SWITCH).first().isChecked()).isNotEqualTo(before);
    tabTo(page, AriaRole.BUTTON, "Save", "Enter");
    heading(page, "All set|Saved");

    assertThat(fixture.statuses(link, "JohnDeere")).containsValue("PREVIEW");
  }

  @Test
  void offersProvidersOnADarkPageWithAPicture() {
    Link link =
        fixture.link(
            "provider",
            """
            {"externalId": "dark", "name": "Jane Smith", "settings":
              {"companyName": "Nightfield", "headerImage": "https://images.acme.example/wide.svg",
               "backgroundColor": "#12323f", "showLeafUserName": true}}
            """);
    BrowserPage phone = window(BrowserFixture.Size.PHONE);
    BrowserPage desk = window(BrowserFixture.Size.DESK);

    phone.page().navigate(link.address());
    sound(phone, "connect-providers-phone");
    desk.page().navigate(link.address());
    sound(desk, "connect-providers-desk");
  }

  @Test
  void showsWhyAnOrganizationIsMissingAndHowToRepairIt() {
    Link link = fixture.linkTo("JohnDeere", "blocked", ACME);
    String unconnected = fixture.connectAllButOne();
    BrowserPage window = window(BrowserFixture.Size.PHONE);
    Page page = window.page();

    connect(page, link, "Not now");
    heading(page, "Choose what to share");
    assertThat(page.locator("main").innerText()).contains("Not connected to Acme Agronomy");
    sound(window, "connect-blocked");
    page.getByText("Connect at John Deere").click();
    page.locator("input[value='" + unconnected + "']").check();
    press(page, AriaRole.BUTTON, "Connect");
    heading(page, "Choose what to share");
    assertThat(fixture.statuses(link, "JohnDeere")).doesNotContainValue("BLOCKED");
    press(page, AriaRole.LINK, "Disconnect John Deere");
    sound(window, "connect-disconnect");
    press(page, AriaRole.BUTTON, "Disconnect");
    heading(page, "Disconnected");
    sound(window, "connect-disconnected");
  }

  @Test
  void endsInAClearPageWhenSomethingIsInTheWay() {
    Link declined = fixture.linkTo("JohnDeere", "declined", ACME);
    Link expired = fixture.linkTo("JohnDeere", "expired", "{}");
    BrowserPage window = window(BrowserFixture.Size.PHONE);
    Page page = window.page();

    page.navigate(declined.address());
    press(page, AriaRole.LINK, "Continue to John Deere");
    signIn(page, "demo.grower");
    press(page, AriaRole.BUTTON, "Refuse");
    heading(page, "You did not allow access");
    sound(window, "connect-declined");

    page.navigate(declined.address());
    press(page, AriaRole.LINK, "Continue to John Deere");
    fixture
        .simulator()
        .control()
        .addFault(Fault.status(503).onPath("/oauth2/aus78tnlaysMraFhC1t7/v1/token").always());
    press(page, AriaRole.BUTTON, "Allow access");
    heading(page, "Could not connect to John Deere");
    sound(window, "connect-outage");
    fixture.simulator().control().clearFaults();

    page.navigate(fixture.server().baseUri() + "/connect/nothing");
    sound(window, "connect-unknown");
    fixture.clock().advance(Duration.ofMinutes(16));
    page.navigate(expired.address());
    heading(page, "This link has expired");
    sound(window, "connect-expired");
  }

  /// From the link through consent and the connection page with one of its buttons.
  private static void connect(Page page, Link link, String onConnectionPage) {
    page.navigate(link.address());
    press(page, AriaRole.LINK, "Continue to John Deere");
    signIn(page, "demo.grower");
    press(page, AriaRole.BUTTON, "Allow access");
    press(page, AriaRole.BUTTON, onConnectionPage);
  }

  /// Moves the focus to this control with the Tab key, and presses a key.
  private static void tabTo(Page page, AriaRole role, String name, String key) {
    Locator control =
        page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
    control.waitFor();
    for (int i = 0; i < 40; i++) {
      page.keyboard().press("Tab");
      if (control.evaluate("element => element === document.activeElement").equals(true)) {
        page.keyboard().press(key);
        return;
      }
    }
    throw new AssertionError("The keyboard does not reach " + name);
  }

  static BrowserPage window(BrowserFixture.Size size) {
    BrowserPage window = browser.open(size);
    window
        .page()
        .route(
            "https://images.acme.example/**",
            route ->
                route.fulfill(
                    new Route.FulfillOptions()
                        .setContentType("image/svg+xml")
                        .setBodyBytes(LOGO.getBytes(StandardCharsets.UTF_8))));
    return window;
  }

  static void sound(BrowserPage window, String picture) {
    window.isSound();
    window.fitsItsWidth();
    window.picture(picture);
  }

  static void press(Page page, AriaRole role, String name) {
    page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true)).click();
  }

  static void heading(Page page, String text) {
    page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(Pattern.compile(text)))
        .waitFor();
  }

  static void signIn(Page page, String userName) {
    page.getByLabel("User name").fill(userName);
    page.getByLabel("Password").fill("harvest");
    press(page, AriaRole.BUTTON, "Sign in");
  }
}
