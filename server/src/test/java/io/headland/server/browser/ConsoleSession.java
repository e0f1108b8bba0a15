package io.headland.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.headland.server.ServerFixture;
import io.headland.server.browser.BrowserFixture.Size;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// A user of the console.
///
/// @param requestedAddresses every address that the browser requested
record ConsoleSession(BrowserPage window, URI server, List<String> requestedAddresses) {
  static ConsoleSession of(BrowserFixture browser, Size size, ColorScheme scheme, URI server) {
    BrowserPage window = browser.open(size, scheme);
    List<String> requestedAddresses = new ArrayList<>();
    window.page().onRequest(request -> requestedAddresses.add(request.url()));
    return new ConsoleSession(window, server, requestedAddresses);
  }

  Page page() {
    return window.page();
  }

  /// Opens a page by its address, as with a bookmark: everything is loaded again.
  ConsoleSession at(String place) {
    page().navigate("about:blank");
    page().navigate(server.resolve("/console") + "#" + place);
    return this;
  }

  ConsoleSession signIn() {
    at("/sign-in");
    return signInAs(ServerFixture.OWNER_EMAIL, ServerFixture.OWNER_PASSWORD);
  }

  ConsoleSession signInAs(String email, String password) {
    field("Email").fill(email);
    field("Password").fill(password);
    button("Sign in").click();
    return this;
  }

  ConsoleSession signedIn() {
    heading("Accounts").waitFor();
    return this;
  }

  Locator heading(String name) {
    return role(AriaRole.HEADING, name);
  }

  Locator button(String name) {
    return role(AriaRole.BUTTON, name);
  }

  Locator link(String name) {
    return role(AriaRole.LINK, name);
  }

  Locator field(String label) {
    return page().getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  Locator dialog() {
    return page().getByRole(AriaRole.DIALOG);
  }

  Locator inDialog(String button) {
    return dialog()
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true));
  }

  Locator text(String text) {
    return page().getByText(text).first();
  }

  /// The row of a table that contains a text.
  Locator row(String text) {
    return page().getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(text));
  }

  Locator role(AriaRole role, String name) {
    return page().getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true)).first();
  }

  /// Closes the window. The policy of the page must have blocked nothing, and no other server must
  /// have been called.
  void closeWithoutComplaints() {
    assertThat(window().complaints()).isEmpty();
    requestedOnlyThese();
    page().context().close();
  }

  /// Waits until no request of the page is in progress.
  void awaitIdle() {
    page().locator("main h1").waitFor();
    PlaywrightAssertions.assertThat(page().locator("main .line, main .block")).hasCount(0);
  }

  void press(String... keys) {
    for (String key : keys) {
      page().keyboard().press(key);
    }
  }

  /// The accessible name of the focused element.
  String focused() {
    return (String)
        page()
            .evaluate(
                "(document.activeElement.getAttribute('aria-label') ||"
                    + " document.activeElement.textContent || '').replace(/\\s+/g, ' ').trim()");
  }

  /// Another tab of the same browser, with the same storage.
  ConsoleSession anotherTab() {
    return new ConsoleSession(BrowserPage.in(page().context()), server, requestedAddresses);
  }

  /// Presses Tab until an element has the focus.
  void tabTo(String name) {
    for (int presses = 0; presses < 80; presses++) {
      press("Tab");
      if (focused().equals(name)) {
        return;
      }
    }
    throw new AssertionError("Tab did not reach " + name + ", the last was " + focused());
  }

  void requestedOnlyThese() {
    assertThat(requestedAddresses)
        .filteredOn(url -> !url.equals("about:blank"))
        .allMatch(url -> url.startsWith(server.toString()));
  }

  void neverPutTheTokenInAnAddress() {
    String token =
        (String)
            page()
                .evaluate(
                    "JSON.parse(localStorage.getItem('headland.session') ?? '{}').token ?? ''");
    assertThat(token).isNotEmpty();
    assertThat(requestedAddresses).noneMatch(url -> url.contains(token));
    assertThat(page().context().cookies()).isEmpty();
  }
}
