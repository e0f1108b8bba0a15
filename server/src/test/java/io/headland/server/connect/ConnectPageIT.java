package io.headland.server.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.headland.server.Crowd;
import io.headland.server.browser.BrowserFixture;
import io.headland.server.browser.Window;
import io.headland.server.connect.ConnectWorld.Link;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The stories of growers, in a browser.
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

  private static ConnectWorld world;
  private static BrowserFixture browser;

  @BeforeAll
  static void start() {
    world = ConnectWorld.start();
    browser = BrowserFixture.start();
  }

  @AfterAll
  static void stop() {
    browser.close();
    world.close();
  }

  @Test
  void connectsJohnDeereFromTheLinkToTheFirstField() {
    Link link = world.linkTo("JohnDeere", "deere-story", ACME);
    Window window = window(BrowserFixture.Size.PHONE);
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

    assertThat(world.statuses(link, "JohnDeere").values()).contains("SELECTED", "PREVIEW");
    Crowd.await(() -> world.fields(link) > 0);
  }

  @Test
  void connectsTrimbleFromTheLinkToTheFirstField() {
    world
        .simulator()
        .control()
        .trimble()
        .organizations("demo.trimble")
        .forEach(one -> world.simulator().control().trimble().unauthorize(one.id()));
    Link link = world.linkTo("Trimble", "trimble-story", ACME);
    Window window = window(BrowserFixture.Size.DESK);
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

    Crowd.await(() -> world.fields(link) > 0);
  }

  static Window window(BrowserFixture.Size size) {
    Window window = browser.window(size);
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

  static void sound(Window window, String picture) {
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
