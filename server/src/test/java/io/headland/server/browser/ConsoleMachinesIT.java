package io.headland.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.headland.server.Concurrency;
import io.headland.server.ConfigChange;
import io.headland.server.ServerFixture;
import io.headland.server.browser.BrowserFixture.Size;
import io.headland.server.engine.sync.FieldDataAccount;
import io.headland.server.platform.config.MachineFileConfig;
import io.headland.server.platform.http.ApiClient;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.johndeere.world.OperationForms;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The page of machines in the console.
class ConsoleMachinesIT {
  private static final int[] WIDTHS = {1440, 820, 390};

  private static Simulator simulator;
  private static ServerFixture server;
  private static BrowserFixture browser;
  private static String user;
  private static String organization;
  private ConsoleSession session;

  @BeforeAll
  static void start() {
    simulator =
        Simulator.start(SimulatorOptions.defaults().withSeed(7).withOrganizations(4).withUsers(12));
    simulator
        .control()
        .changeSwitches(
            switches ->
                switches
                    .withOperationForms(switches.operationForms().withSeasons(1))
                    .withExportForms(switches.exportForms().withPendingCalls(0)));
    server =
        ServerFixture.start(
            simulator.baseUri(),
            Clock.systemUTC(),
            config -> ConfigChange.with(config, new MachineFileConfig("", 64, 64, 128, true)));
    ApiClient api = server.owner();
    api.patch(
        "/services/config/api/configs",
        "{\"customDataSync\": false, \"organizationDataSync\": \"SELECTED_ONLY\","
            + " \"machinesAutoSync\": true, \"implementsAutoSync\": true, \"operationsProcessingRange\": 120}");
    FieldDataAccount account = FieldDataAccount.attach(server, api, simulator.credentials(0));
    user = account.grower().leafUserId();
    account.readOrganization();
    for (int year = 1955; year < 1975; year++) {
      api.post(
          machines(),
          "{\"name\": \"Museum tractor of %d\", \"make\": \"MASSEY FERGUSON\", \"model\": \"35\","
                  .formatted(year)
              + " \"category\": \"Tractor\", \"modelYear\": %d}".formatted(year));
    }
    Concurrency.await(() -> api.get(machines() + "?originType=PROVIDER_POOLED").total() >= 3);
    Concurrency.await(() -> !harvests().isEmpty());
    String field = harvests().get(0).at("/fields/0/id").stringValue();
    organization =
        api.get("/services/fields/api/users/" + user + "/fields/" + field)
            .json()
            .path("organizationId")
            .stringValue();
    browser = BrowserFixture.start();
  }

  private static JsonNode harvests() {
    return server
        .owner()
        .get("/services/operations/api/operations?operationType=harvested&leafUserId=" + user)
        .json();
  }

  private static String machines() {
    return "/services/beta/api/users/" + user + "/machines";
  }

  @AfterAll
  static void stop() {
    browser.close();
    server.close();
    simulator.close();
  }

  @BeforeEach
  void signIn() {
    session = ConsoleSession.of(browser, Size.DESK, ColorScheme.LIGHT, server.baseUri());
    session.signIn().signedIn();
  }

  @AfterEach
  void nothingWasRefusedByThePolicyAndNoOtherServerWasCalled() {
    session.closeWithoutComplaints();
  }

  @Test
  void listsTheMachinesOfAnOrganizationWithTheirOperations() {
    session.at("/users/" + user).awaitIdle();
    session.link("Machines").click();
    session.awaitIdle();
    assertThat(session.text("1–20 of")).isVisible();
    session.link("Next").click();
    assertThat(session.row("S770 Combine").first()).isVisible();

    session.field("Organization").selectOption(organization);
    session.awaitIdle();
    assertThat(session.page().locator("tbody tr")).hasCount(3);
    assertThat(session.row("S770 Combine")).containsText("John Deere S770");
    session.field("Show").selectOption("implements");
    session.awaitIdle();
    assertThat(session.row("1775NT Planter")).isVisible();
    assertThat(session.page().locator("tbody tr")).hasCount(2);
  }

  @Test
  void aMachineHasALinkToItsLastOperation() {
    session.at("/users/" + user + "/machines?organization=" + organization).awaitIdle();
    session.row("S770 Combine").getByText("Harvest").click();
    assertThat(session.page().locator("h1")).containsText("Harvest");
  }

  @Test
  void anOperationShowsTheTotalsOfTheProviderAndTheNamesOfItsMachines() {
    session.at("/operations/" + harvests().get(0).path("id").stringValue()).awaitIdle();

    Locator area = session.row("Area").first();
    Locator cells = area.locator("th, td");
    assertThat(cells).hasCount(4);
    assertThat(cells.nth(2)).hasText(cells.nth(1).textContent().strip());
    assertThat(area).containsText("0%");
    assertThat(session.row("Wet mass").first()).containsText("%");
    assertThat(session.row("S770 Combine")).containsText("John Deere");
    assertThat(session.row("Mean moisture").locator("th, td")).hasCount(4);
    assertThat(session.row("Mean moisture")).containsText("0%");
    session.window().picture("console-operation-provider");
  }

  @Test
  void withoutMachinesThePageNamesTheSettings() {
    String empty =
        server
            .owner()
            .post(
                "/services/usermanagement/api/users",
                "{\"name\": \"Jane Smith\", \"email\": \"jane@example.com\"}")
            .id();
    session.at("/users/" + empty + "/machines").awaitIdle();
    assertThat(session.text("No machines yet")).isVisible();
    session.page().locator(".empty a").click();
    assertThat(session.field("Machines")).isVisible();
  }

  @Test
  void fitsEveryWidthAndIsSound() {
    session.at("/users/" + user + "/machines").awaitIdle();
    session.window().isSound();
    for (int width : WIDTHS) {
      session.window().resize(width, 900);
      session.window().picture("console-machines-" + width);
      session.window().fitsItsWidth();
    }
  }

  @Test
  void namesTheScopesThatTheCredentialLacks() {
    simulator
        .control()
        .changeSwitches(
            switches ->
                switches.withOperationForms(
                    switches.operationForms().withScopes(OperationForms.Scopes.WITHHELD)));
    FieldDataAccount account =
        FieldDataAccount.attach(server, server.owner(), simulator.credentials(1));
    account.readOrganization();
    String pages = "/users/" + account.grower().leafUserId() + "/JohnDeere/";
    String run = account.lastRunOnceOver().path("id").stringValue();
    session.at(pages + "runs/" + run).awaitIdle();
    for (int width : WIDTHS) {
      session.window().resize(width, 900);
      assertThat(session.text("lacks scopes")).containsText("ag2, eq1");
      session.window().picture("console-missing-scopes-" + width);
      session.window().fitsItsWidth();
    }
    session.window().isSound();
    session.page().getByText("Send a link").click();
    assertThat(session.text("App key required")).isVisible();
  }
}
