package io.headland.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import io.headland.server.CuttingProxy;
import io.headland.server.ServerFixture;
import io.headland.server.api.batch.Archives;
import io.headland.server.browser.BrowserFixture.Size;
import io.headland.server.core.machinefile.DeereSample;
import io.headland.server.core.machinefile.MachineFileSamples;
import io.headland.server.core.machinefile.OperationType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Uploads of machine files in the console, from the file to the operation.
class ConsoleUploadIT {
  private static final Instant LATER = Instant.parse("2024-10-02T15:00:00Z");

  private static final String UPLOADS = "**/services/headland/api/uploads";

  @TempDir private static Path folder;
  private static ServerFixture server;
  private static BrowserFixture browser;
  private static FieldSeasons seasons;
  private ConsoleSession session;

  @BeforeAll
  static void start() {
    server = ServerFixture.startWithoutProvider();
    seasons = FieldSeasons.create(server.owner(), folder);
    browser = BrowserFixture.start();
  }

  @AfterAll
  static void stop() {
    browser.close();
    server.close();
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
  void anUploadBecomesAnOperationOfItsFieldWithTheTotalsOfItsPoints() throws IOException {
    DeereSample sample = FieldSeasons.sample(OperationType.HARVESTED, LATER, 12);
    Path archive = sample.write(folder.resolve("harvest-2024.zip"));
    session.link("Machine files").click();
    choose("Jane Smith", archive);

    Locator upload = uploads("harvest-2024.zip");
    assertThat(upload).containsText("1 file processed");
    upload.getByText("harvest-2024.zip").click();
    assertThat(session.heading("harvest-2024.zip")).isVisible();
    session.page().locator("tbody a.name").first().click();
    assertThat(session.page().locator(".file-steps")).containsText("Remove invalid points");
    assertThat(session.page().locator(".file-steps")).containsText("points, none dropped");

    session.page().locator(".links a.name").click();
    assertThat(session.heading("Harvest, Corn")).isVisible();
    session.awaitIdle();
    assertThat(session.page().locator(".map .status")).hasText(Pattern.compile("^[\\d,]+ points$"));
    double bushels = sample.totals().wetKilograms() / 0.45359237 / 56;
    assertThat(amount(session.row("Wet volume").first()))
        .isCloseTo(bushels, within(bushels * 1e-3));
    assertThat(session.row("Dry volume").first()).containsText("bu");
    double hectares = sample.totals().squareMetres() / 10_000;
    assertThat(amount(session.row("Area").first())).isCloseTo(hectares, within(0.01));

    session.page().locator(".trail a", new Page.LocatorOptions().setHasText("North 40")).click();
    assertThat(session.heading("North 40")).isVisible();
    assertThat(session.heading("2024")).isVisible();
    assertThat(session.row("2 Oct 2024")).containsText("Harvest");
  }

  /// The number in the second cell of a row.
  private static double amount(Locator row) {
    String text = row.locator("td").first().innerText();
    return Double.parseDouble(text.replaceAll("[^\\d.]", ""));
  }

  private void choose(String user, Path archive) {
    session.field("Leaf user").fill(user);
    session
        .page()
        .locator(".user-choice .found button")
        .filter(new Locator.FilterOptions().setHasText(user))
        .first()
        .click();
    session.page().setInputFiles("#archives", archive);
  }

  private Locator uploads(String name) {
    return session
        .page()
        .locator(".uploads li")
        .filter(new Locator.FilterOptions().setHasText(name));
  }

  @Test
  void showsHowMuchOfAnUploadIsSentAndCancelsIt() throws IOException {
    Path archive =
        FieldSeasons.sample(OperationType.PLANTED, LATER, 30).write(folder.resolve("slow.zip"));
    session.at("/machine-files");
    session
        .page()
        .route(
            UPLOADS + "/*",
            route -> {
              if (!route.request().method().equals("PATCH")) {
                route.resume();
              }
            });
    choose("Jane Smith", archive);

    assertThat(uploads("slow.zip").locator("progress")).isVisible();
    assertThat(uploads("slow.zip")).containsText("Uploading");
    session.link("Settings").click();
    session.heading("Settings").waitFor();
    session.link("Machine files").click();
    assertThat(uploads("slow.zip")).containsText("sent");
    session.button("Cancel the upload of slow.zip").click();
    assertThat(session.page().locator(".uploads")).hasCount(0);

    choose("Jane Smith", archive);
    assertThat(uploads("slow.zip")).containsText("Uploading");
    session.button("Sign out").click();
    session.signIn().signedIn();
    session.link("Machine files").click();
    session.heading("Machine files").waitFor();
    assertThat(session.page().locator(".uploads")).hasCount(0);
  }

  @Test
  void anUploadContinuesAfterALostConnectionAndAfterThePageWasLoadedAgain() throws IOException {
    byte[] content = new byte[3_000_000];
    new Random(3).nextBytes(content);
    Path archive = folder.resolve("interrupted.zip");
    MachineFileSamples.zip(archive, Map.of("notes.bin", content));
    try (CuttingProxy proxy = CuttingProxy.to(server.baseUri())) {
      ConsoleSession second = ConsoleSession.of(browser, Size.DESK, ColorScheme.LIGHT, proxy.uri());
      second.signIn().signedIn();
      second.at("/machine-files?leafUserId=" + seasons.user());
      second.page().locator(".user-choice .given").waitFor();
      second.page().onDialog(Dialog::accept);
      Locator upload = second.page().locator(".uploads li");
      // The state of the upload is not received, so that the page stays as it is.
      second.page().route(UPLOADS + "/*", ConsoleUploadIT::abortGet);
      // A browser may repeat a request on another connection without a notice to the page.
      proxy.cutAfter(1_500_000);
      second.page().setInputFiles("#archives", archive);
      assertThat(upload).containsText("Interrupted");
      assertThat(upload).containsText("continues when the server can be reached");
      assertThat(proxy.cuts()).isPositive();
      proxy.letPass();
      long before = proxy.passed();

      second.page().reload();
      second.page().locator(".user-choice .given").waitFor();
      second.page().setInputFiles("#archives", archive);
      assertThat(upload).containsText("Interrupted");
      second.page().unroute(UPLOADS + "/*");

      assertThat(upload).containsText("No valid files found");
      assertThat(proxy.passed() - before).isBetween(1_400_000L, 2_900_000L);
      String id = Archives.upload(server.owner(), seasons.user(), Files.readAllBytes(archive)).id();
      assertThat(upload.locator("a.name")).hasAttribute("href", Pattern.compile(id));
      second.page().context().close();
    }
  }

  private static void abortGet(Route route) {
    if (route.request().method().equals("GET")) {
      route.abort();
    } else {
      route.resume();
    }
  }

  @Test
  void showsWhyAnUploadFailed() throws IOException {
    Path empty = folder.resolve("notes-of-a-test.zip");
    MachineFileSamples.zip(empty, Map.of("notes.txt", new byte[] {4, 5}));
    Path text = Files.writeString(folder.resolve("harvest.txt"), "no archive");
    session.at("/machine-files/uploads?leafUserId=" + seasons.user());
    session.page().locator(".user-choice .given").waitFor();
    session.page().setInputFiles("#archives", new Path[] {empty, text});

    assertThat(uploads("notes-of-a-test.zip")).containsText("No valid files found");
    assertThat(uploads("harvest.txt")).containsText("The file is not a zip archive.");
    assertThat(session.row("notes-of-a-test.zip")).containsText("No valid files found");
    session
        .page()
        .route(
            UPLOADS + "?*",
            route ->
                route.fulfill(
                    new Route.FulfillOptions()
                        .setStatus(507)
                        .setContentType("application/problem+json")
                        .setBody(
                            "{\"title\": \"Full\", \"detail\": \"There is not enough disk"
                                + " space.\"}")));
    session.page().setInputFiles("#archives", empty);
    assertThat(uploads("There is not enough disk space.")).isVisible();
  }

  @Test
  void acceptsFilesThatAreDropped() throws IOException {
    session.at("/machine-files?leafUserId=" + seasons.user());
    session.page().locator(".user-choice .given").waitFor();
    JSHandle data =
        session
            .page()
            .evaluateHandle(
                "() => { const data = new DataTransfer();"
                    + " data.items.add(new File(['no archive'], 'dropped.csv')); return data; }");
    session.page().locator(".drop").dispatchEvent("drop", Map.of("dataTransfer", data));

    assertThat(uploads("dropped.csv")).containsText("The file is not a zip archive.");
  }
}
