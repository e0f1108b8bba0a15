package io.headland.server.api.connect;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import io.headland.server.api.connect.ConnectFixture.Link;
import io.headland.server.browser.BrowserFixture;
import io.headland.server.browser.BrowserPage;
import io.headland.simulator.SimulatorOptions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The choice among hundreds of organizations, in a browser. The pages have no scripts.
class ConnectManyIT {
  private static final String NO_NAME = "Organization without a name";

  private static ConnectFixture fixture;
  private static BrowserFixture browser;

  @BeforeAll
  static void start() {
    fixture =
        ConnectFixture.start(SimulatorOptions.defaults().withOrganizations(300).withFields(1));
    fixture
        .api()
        .patch("/services/config/api/configs", "{\"organizationDataSync\": \"SELECTED_ONLY\"}");
    browser = BrowserFixture.start();
  }

  @AfterAll
  static void stop() {
    browser.close();
    fixture.close();
  }

  @Test
  void keepsSaveInTheWindowAndListsOrganizationsWithoutANameLast() {
    for (BrowserFixture.Size size : BrowserFixture.Size.values()) {
      BrowserPage window = browser.open(size);
      Page page = window.page();
      connect(page, fixture.linkTo("JohnDeere", "many-" + size, "{\"companyName\": \"Acme\"}"));

      assertThat(page.getByRole(AriaRole.SWITCH).count()).isGreaterThan(200);
      List<String> names = page.locator(".organizations .name").allInnerTexts();
      int first = names.indexOf(NO_NAME);
      assertThat(first).isPositive();
      assertThat(names.subList(first, names.size())).containsOnly(NO_NAME);
      assertSaveIsInTheWindow(page);
      page.mouse().wheel(0, 4_000);
      assertSaveIsInTheWindow(page);
      page.evaluate("window.scrollTo(0, document.body.scrollHeight)");
      assertSaveIsInTheWindow(page);
      window.isSound();
      window.fitsItsWidth();
      window.view("connect-many-" + size);
    }
  }

  @Test
  void findsOneKeepsTheOtherChoicesAndSaves() {
    Link link = fixture.linkTo("JohnDeere", "search", "{\"companyName\": \"Acme\"}");
    Page page = browser.open(BrowserFixture.Size.PHONE).page();
    connect(page, link);
    Locator first = page.getByRole(AriaRole.SWITCH).first();
    String chosen = first.getAttribute("value");
    first.check();
    String other = page.locator(".organizations input[name=listed]").nth(40).getAttribute("value");

    page.getByLabel("Search organizations").fill(other);
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.SWITCH)).hasCount(1);
    assertThat(page.getByRole(AriaRole.STATUS))
        .containsText("Your choices for the others are kept");
    page.getByRole(AriaRole.SWITCH).check();
    ConnectPageIT.press(page, AriaRole.BUTTON, "Save");
    ConnectPageIT.heading(page, "All set");

    assertThat(fixture.read(link).path("usageCount").intValue()).isEqualTo(1);
    assertThat(page.locator(".shared li")).hasCount(2);
    assertThat(page.locator(".shared")).containsText(chosen.substring(0, 6));
    assertThat(page.locator(".shared")).containsText(other.substring(0, 6));
  }

  @Test
  void selectsAllAndNoneOfThoseThatAreListed() {
    Page page = browser.open(BrowserFixture.Size.DESK).page();
    connect(page, fixture.linkTo("JohnDeere", "all", "{\"companyName\": \"Acme\"}"));
    Locator on = page.locator("input[role=switch]:checked");

    ConnectPageIT.press(page, AriaRole.BUTTON, "Select all");
    assertThat(page.locator("input[role=switch]:not(:checked)")).hasCount(0);
    int all = on.count();
    page.getByLabel("Search organizations").fill("a");
    ConnectPageIT.press(page, AriaRole.BUTTON, "Search");
    int listed = page.getByRole(AriaRole.SWITCH).count();
    assertThat(listed).isLessThan(all);
    ConnectPageIT.press(page, AriaRole.BUTTON, "Select none listed");
    assertThat(on).hasCount(0);
    page.getByLabel("Search organizations").fill("");
    ConnectPageIT.press(page, AriaRole.BUTTON, "Search");
    assertThat(on).hasCount(all - listed);

    page.getByLabel("Search organizations").fill("no organization has this name");
    ConnectPageIT.press(page, AriaRole.BUTTON, "Search");
    assertThat(page.getByRole(AriaRole.SWITCH)).hasCount(0);
    assertSaveIsInTheWindow(page);
  }

  private static void assertSaveIsInTheWindow(Page page) {
    Locator save = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save"));
    BoundingBox box = save.boundingBox();
    assertThat(box.y).isNotNegative();
    assertThat(box.y + box.height).isLessThanOrEqualTo(page.viewportSize().height);
  }

  private static void connect(Page page, Link link) {
    page.navigate(link.address());
    ConnectPageIT.press(page, AriaRole.LINK, "Continue to John Deere");
    ConnectPageIT.signIn(page, "demo.grower");
    ConnectPageIT.press(page, AriaRole.BUTTON, "Allow access");
    page.getByText("Not now").or(page.getByText("Choose what to share")).first().waitFor();
    if (page.getByText("Not now").count() > 0) {
      page.getByText("Not now").click();
    }
    ConnectPageIT.heading(page, "Choose what to share");
  }
}
