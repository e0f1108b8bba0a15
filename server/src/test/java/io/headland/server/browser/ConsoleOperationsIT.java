package io.headland.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.api.batch.Archives;
import io.headland.server.browser.BrowserFixture.Size;
import io.headland.server.core.machinefile.MachineFileSamples;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The pages of machine files, fields and operations in the console.
class ConsoleOperationsIT {
  private static final int[] WIDTHS = {1440, 820, 390};

  /// Pages with elements of their own, whose colours are checked in the dark scheme too.
  private static final List<String> DARK =
      List.of("upload-failed", "machine-file", "operation-harvest");

  @TempDir private static Path folder;
  private static ServerFixture server;
  private static BrowserFixture browser;
  private static FieldSeasons seasons;
  private ConsoleSession session;

  @BeforeAll
  static void start() throws IOException {
    server = ServerFixture.startWithoutProvider();
    ApiClient api = server.owner();
    seasons = FieldSeasons.create(api, folder);
    seasons.upload();
    Archives.upload(api, seasons.user(), notes());
    Concurrency.await(() -> !failedUploads(api).isEmpty());
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

  private static JsonNode failedUploads(ApiClient api) {
    return api.get(Archives.BATCHES + "?status=FAILED").json();
  }

  private static byte[] notes() throws IOException {
    return Files.readAllBytes(
        MachineFileSamples.zip(
            folder.resolve("notes.zip"), Map.of("notes.txt", new byte[] {1, 2, 3})));
  }

  @Test
  void coloursThePointsByAChosenPropertyAndDownloadsThem() throws IOException {
    session.at("/operations/" + seasons.latest("harvested")).awaitIdle();
    assertThat(session.page().locator("#legend")).hasText("Dry yield in bu/ac");
    assertThat(session.page().locator(".legend li")).hasCount(7);
    String dryYield = colours();
    session.field("Colour by").selectOption("harvestMoisture");
    assertThat(session.page().locator("#legend")).hasText("Moisture in %");
    assertThat(session.page().locator(".legend li")).hasCount(5);
    assertThat(colours()).isNotEqualTo(dryYield);

    Download download = session.page().waitForDownload(() -> session.button("GeoJSON").click());
    assertThat(Json.MAPPER.readTree(Files.readAllBytes(download.path())).path("features").size())
        .isGreaterThan(1_000);
  }

  /// The pixels of the canvas with the points.
  private String colours() {
    return (String) session.page().evaluate("document.querySelector('canvas.points').toDataURL()");
  }

  @Test
  void showsTheDroppedPointsOnRequest() {
    session.at("/operations/" + seasons.latest("harvested")).awaitIdle();
    assertThat(session.page().locator(".legend li").first()).isVisible();
    String kept = colours();

    Locator choice = session.page().getByLabel("Dropped points");
    choice.check();
    session.awaitIdle();
    assertThat(choice).isEnabled();
    assertThat(choice).isChecked();
    assertThat(colours()).isNotEqualTo(kept);

    choice.uncheck();
    assertThat(choice).isEnabled();
    assertThat(colours()).isEqualTo(kept);

    choice.check();
    session.window().picture("console-operation-dropped");
  }

  @Test
  void thinsPointsOutWhileTheyAreRead() {
    Object result =
        session
            .page()
            .evaluate(
                """
                async () => {
                  const script = document.querySelector('script[type=module]').src;
                  const {readPoints} = await import(new URL('api/points.js', script));
                  const feature = (i) => JSON.stringify({type: 'Feature',
                    geometry: {type: 'Point', coordinates: [i / 1000, 1]}, properties: {speed: i}});
                  const text = `{"type":"FeatureCollection","features":[${
                    Array.from({length: 1000}, (_, i) => feature(i)).join(',')}]}`;
                  const read = async (limit, size) => {
                    const parts = text.match(new RegExp(`.{1,${size}}`, 'gs'));
                    const body = new ReadableStream({pull(to) {
                      const part = parts.shift();
                      part ? to.enqueue(new TextEncoder().encode(part)) : to.close();
                    }});
                    const {points, total} = await readPoints(new Response(body), {limit, onProgress: () => {}});
                    return [points.length, total, points.at(-1).properties.speed];
                  };
                  const none = await readPoints(new Response('{"type":"FeatureCollection","features":[]}'),
                    {limit: 10, onProgress: () => {}});
                  return [await read(5000, 7), await read(5000, 100000), await read(100, 333), none.total];
                }
                """);

    assertThat(result)
        .isEqualTo(
            List.of(List.of(1000, 1000, 999), List.of(1000, 1000, 999), List.of(63, 1000, 992), 0));
  }

  @Test
  void nounsAfterNumbersAreSingularOrPlural() {
    Object texts =
        session
            .page()
            .evaluate(
                """
                async () => {
                  const script = document.querySelector('script[type=module]').src;
                  const load = (name) => import(new URL(`labels/${name}.js`, script));
                  const {countOf} = await load('numbers');
                  const {pointsText, reasonText, rejectedText} = await load('machine-files');
                  const {changesText, fieldDataText} = await load('changes');
                  const rejected = (points) => [{reason: 'outlier', points}, {reason: 'speed', points}];
                  return [0, 1, 2000].flatMap((number) => [
                    countOf(number, 'boundary', 'boundaries'),
                    rejectedText({rejected: rejected(number)}),
                    pointsText({kept: number, rejected: rejected(number)}),
                    changesText({records: {boundaries: {added: number}}, organizations: {blocked: number}}),
                    fieldDataText({growers: number, farms: number, fields: number, hectares: 0}),
                  ]).concat([reasonText('outlier')]);
                }
                """);

    assertThat(texts)
        .isEqualTo(
            List.of(
                "no boundaries",
                "0 outliers, 0 while standing still",
                "no points, none dropped",
                "",
                "no data",
                "1 boundary",
                "1 outlier, 1 while standing still",
                "1 point kept, 2 dropped",
                "1 organization blocked, 1 boundary added",
                "1 grower, 1 farm, 1 field",
                "2,000 boundaries",
                "2,000 outliers, 2,000 while standing still",
                "2,000 points kept, 4,000 dropped",
                "2,000 organizations blocked, 2,000 boundaries added",
                "2,000 growers, 2,000 farms, 2,000 fields",
                "outlier"));
  }

  @Test
  void namesOfUploadsAreNotBrokenOnATablet() {
    session.window().resize(740, 900);
    session.at("/machine-files/uploads?leafUserId=" + seasons.user()).awaitIdle();

    Object lines =
        session
            .page()
            .evaluate(
                """
                [...document.querySelectorAll('tbody a.name')].map(name => {
                  const range = document.createRange();
                  range.selectNodeContents(name);
                  return [name.textContent, range.getClientRects().length];
                })
                """);
    assertThat((List<?>) lines)
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each).isEqualTo(List.of("harvest.zip", 1)));
    session.window().fitsItsWidth();
  }

  @Test
  void offersToLoadThePointsOfLargeOperations() {
    String operation = seasons.latest("planted");
    session
        .page()
        .route(
            "**/files/*/status",
            route ->
                route.fulfill(
                    new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody(
                            "{\"standardGeojson\": {\"status\": \"processed\", \"message\": \"ok\","
                                + " \"points\": {\"kept\": 2000000, \"rejected\": []}}}")));
    session.at("/operations/" + operation).awaitIdle();

    assertThat(session.text("This operation has 2,000,000 points.")).isVisible();
    session.button("Load points").click();
    assertThat(session.page().locator(".legend li").first()).isVisible();
  }

  @Test
  void pagesWithoutDataSayWhatToDo() {
    ApiClient api = server.newOwner("empty@example.com");
    FieldSeasons field = FieldSeasons.create(api, folder);
    session.at("/sign-in");
    session.page().evaluate("localStorage.clear()");
    session.at("/sign-in").signInAs("empty@example.com", ServerFixture.OWNER_PASSWORD).signedIn();

    session.at("/machine-files").awaitIdle();
    assertThat(session.text("No machine files yet")).isVisible();
    session.at("/machine-files/uploads").awaitIdle();
    assertThat(session.text("No uploads yet")).isVisible();
    session.at("/users/" + field.user() + "/fields/" + field.field()).awaitIdle();
    assertThat(session.text("No operations yet")).isVisible();
    session.at("/operations/" + seasons.latest("planted"));
    assertThat(session.heading("Operation not found")).isVisible();
  }

  @Test
  void everyPageFitsEveryWidthAndIsSound() {
    places()
        .forEach(
            (name, place) -> {
              session.window().resize(1440, 900);
              session.at(place).awaitIdle();
              awaitPoints(name);
              session.window().isSound();
              for (int width : WIDTHS) {
                session.window().resize(width, 900);
                session.window().picture("console-" + name + '-' + width);
                session.window().fitsItsWidth();
              }
              if (DARK.contains(name)) {
                session.window().become(Size.DESK, ColorScheme.DARK);
                session.window().picture("console-" + name + "-dark");
                session.window().hasContrast();
                session.window().become(Size.DESK, ColorScheme.LIGHT);
              }
            });
  }

  private void awaitPoints(String name) {
    if (name.startsWith("operation")) {
      session.page().locator(".legend li").first().waitFor();
    }
  }

  private static Map<String, String> places() {
    ApiClient api = server.owner();
    String failed = failedUploads(api).get(0).path("id").stringValue();
    String file =
        api.get("/services/operations/api/operations/" + seasons.latest("harvested"))
            .json()
            .at("/files/0")
            .stringValue();
    Map<String, String> places = new LinkedHashMap<>();
    places.put("machine-files", "/machine-files");
    places.put("uploads", "/machine-files/uploads?leafUserId=" + seasons.user());
    places.put("upload-failed", "/machine-files/uploads/" + failed);
    places.put("machine-file", "/machine-files/" + file);
    places.put("field", "/users/" + seasons.user() + "/fields/" + seasons.field());
    places.put("operation-harvest", "/operations/" + seasons.latest("harvested"));
    places.put("operation-planting", "/operations/" + seasons.latest("planted"));
    places.put("operation-application", "/operations/" + seasons.latest("applied"));
    return places;
  }
}
