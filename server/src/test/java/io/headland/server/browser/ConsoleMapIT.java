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
    try (ConsoleWorld world = LargeWorlds.withBoundaries(90);
        BrowserFixture browser = BrowserFixture.start()) {
      long total = world.api().get("/services/fields/api/fields?size=100").total();
      assertThat(total).isGreaterThan(100);
      ConsoleVisit visit =
          ConsoleVisit.of(browser, Size.DESK, ColorScheme.LIGHT, world.server().baseUri());
      visit.signIn().signedIn();
      visit.at("/users/" + world.user("Jane Smith") + "/JohnDeere/fields").settle();
      Locator outlines = visit.page().locator(".canvas path.shape:not(.dot)");
      Locator status = visit.page().locator(".map .status");

      assertThat(status).hasText(Pattern.compile("^\\d+ boundaries$"));
      int all = Integer.parseInt(status.innerText().replaceAll("\\D", ""));
      assertThat(all).isGreaterThan(100);
      assertThat(outlines).hasCount(all);
      assertThat(visit.page().locator(".fields li")).hasCount(50);

      visit.page().locator(".tree .node .pick").nth(1).click();
      assertThat(status).not().hasText(all + " boundaries");
      assertThat(status).hasText(Pattern.compile("^\\d+ boundaries$"));
      assertThat(outlines).hasCount(Integer.parseInt(status.innerText().replaceAll("\\D", "")));
      assertThat(visit.window().complaints()).isEmpty();
    }
  }
}
