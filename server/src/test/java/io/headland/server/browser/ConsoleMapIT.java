package io.headland.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.headland.server.browser.BrowserFixture.Size;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The map of an account with more fields than one page of a list has.
class ConsoleMapIT {
  @Test
  void showsTheBoundariesOfTheWholeSelectionAndNotOnlyOfOnePage() {
    try (ConsoleFixture fixture = LargeWorlds.withBoundaries(90);
        BrowserFixture browser = BrowserFixture.start()) {
      long total = fixture.api().get("/services/fields/api/fields?size=100").total();
      assertThat(total).isGreaterThan(100);
      ConsoleSession session =
          ConsoleSession.of(browser, Size.DESK, ColorScheme.LIGHT, fixture.server().baseUri());
      session.signIn().signedIn();
      session.at("/users/" + fixture.user("Jane Smith") + "/JohnDeere/fields").awaitIdle();
      Locator outlines = session.page().locator(".canvas path.shape:not(.dot)");
      Locator status = session.page().locator(".map .status");

      assertThat(status).hasText(Pattern.compile("^\\d+ boundaries$"));
      int all = Integer.parseInt(status.innerText().replaceAll("\\D", ""));
      assertThat(all).isGreaterThan(100);
      assertThat(outlines).hasCount(all);
      assertThat(session.page().locator(".fields li")).hasCount(50);

      session.page().locator(".tree .node .pick").nth(1).click();
      assertThat(status).not().hasText(all + " boundaries");
      assertThat(status).hasText(Pattern.compile("^\\d+ boundaries$"));
      assertThat(outlines).hasCount(Integer.parseInt(status.innerText().replaceAll("\\D", "")));
      assertThat(session.window().complaints()).isEmpty();
    }
  }
}
