package io.headland.server.platform.paging;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.headland.server.ServerFixture;
import io.headland.server.browser.BrowserFixture;
import io.headland.server.browser.BrowserFixture.Size;
import io.headland.server.browser.BrowserPage;
import org.junit.jupiter.api.Test;

/// The page that describes the API, as a browser shows it.
final class DocsPageIT {
  @Test
  void showsEveryOperationUnderItsStrictPolicy() {
    try (ServerFixture server = ServerFixture.startWithoutProvider();
        BrowserFixture browser = BrowserFixture.start()) {
      BrowserPage window = browser.open(Size.DESK);
      Page page = window.page();
      page.navigate(server.baseUri().resolve("/docs").toString());
      assertThat(page.getByText("/services/usermanagement/api/users", EXACT).first()).isVisible();
      window.picture("docs");
      assertThat(window.complaints()).isEmpty();
    }
  }

  private static final Page.GetByTextOptions EXACT = new Page.GetByTextOptions().setExact(true);
}
