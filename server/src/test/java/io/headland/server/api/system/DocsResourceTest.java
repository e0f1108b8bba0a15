package io.headland.server.api.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.platform.config.HeadlandConfig.LeafConfig;
import io.headland.server.platform.config.HttpConfig;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.http.HttpServer;
import io.headland.server.platform.http.OpenApiDocument;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.tasks.BackgroundLoops;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The contract and its page, over a socket.
class DocsResourceTest {
  private static HttpServer server;
  private static ApiClient api;

  @BeforeAll
  static void start() {
    Routes routes = new Routes();
    new DocsResource().addTo(routes);
    server =
        HttpServer.start(
            new HttpConfig("127.0.0.1", 0, Duration.ofSeconds(1), ""),
            new LeafConfig(false),
            routes,
            _ -> Optional.empty(),
            new SimpleMeterRegistry(),
            new UuidGenerator(Clock.systemUTC(), new Random(1)),
            new BackgroundLoops(new SimpleMeterRegistry()));
    api = ApiClient.of(server.baseUri());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void servesTheContractAsItIsWritten() {
    ApiResponse response = api.get("/openapi.yaml");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header("Content-Type")).hasValue("application/yaml");
    assertThat(response.header("Cache-Control")).hasValue("no-cache");
    assertThat(OpenApiDocument.parse(response.body()).root())
        .isEqualTo(OpenApiDocument.load().root());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/docs", "/docs/"})
  void servesThePage(String path) {
    ApiResponse page = api.get(path);

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(page.body()).contains("<title>Headland API</title>").doesNotContain("${");
  }

  @Test
  void allowsNoScriptInThePageAndNothingFromElsewhere() {
    ApiResponse page = api.get("/docs");

    assertThat(page.header("Content-Security-Policy").orElseThrow())
        .contains(
            "default-src 'none'",
            "script-src 'self';",
            "connect-src 'self'",
            "frame-ancestors 'none'")
        .doesNotContain("unsafe", "http:", "https:", "*");
    assertThat(page.body()).doesNotContain("://").doesNotContainPattern("<script(?![^>]* src=)");
    assertThat(api.get("/docs/initializer.js").body()).doesNotContain("://");
  }

  @Test
  void servesEveryFileOfThePage() {
    List<String> wanted =
        Pattern.compile("(?:src|href)=\"([^\"]+)\"")
            .matcher(api.get("/docs").body())
            .results()
            .map(MatchResult::group)
            .map(
                attribute ->
                    attribute.substring(attribute.indexOf('"') + 1, attribute.length() - 1))
            .toList();

    assertThat(wanted).hasSize(6);
    assertThat(wanted).allSatisfy(target -> assertThat(api.get(target).status()).isEqualTo(200));
  }

  @ParameterizedTest
  @CsvSource({
    "initializer.js, text/javascript; charset=utf-8, no-cache",
    "page.css, text/css; charset=utf-8, no-cache",
    "swagger-ui-bundle.js, text/javascript; charset=utf-8, 'public, max-age=31536000, immutable'",
    "swagger-ui.css, text/css; charset=utf-8, 'public, max-age=31536000, immutable'",
    "favicon-32x32.png, image/png, 'public, max-age=31536000, immutable'"
  })
  void servesAnAssetWithItsTypeAndHowLongToKeepIt(String name, String type, String cacheControl) {
    ApiResponse asset = api.get("/docs/" + name);

    assertThat(asset.status()).isEqualTo(200);
    assertThat(asset.body()).isNotEmpty();
    assertThat(asset.header("Content-Type")).hasValue(type);
    assertThat(asset.header("Cache-Control")).hasValue(cacheControl);
  }

  @Test
  void asksForWhatIsKeptForLongByItsVersion() {
    assertThat(api.get("/docs").body())
        .containsPattern("swagger-ui-bundle\\.js\\?\\d+\\.\\d+\\.\\d+\"")
        .containsPattern("swagger-ui\\.css\\?\\d+\\.\\d+\\.\\d+\"")
        .containsPattern("favicon-32x32\\.png\\?\\d+\\.\\d+\\.\\d+\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "index.html",
        "swagger-initializer.js",
        "..%2fopenapi.yaml",
        "%2e%2e%2fdb",
        "..%5copenapi.yaml",
        "swagger-ui.js",
        "initializer.js%00.png",
        "META-INF",
        "a/b"
      })
  void servesNothingElse(String name) {
    assertThat(api.get("/docs/" + name).status()).isIn(400, 404);
  }

  @Test
  void offersOnlyReading() {
    ApiResponse response = api.post("/docs", "{}");

    assertThat(response.status()).isEqualTo(405);
    assertThat(response.header("Allow")).hasValue("GET, HEAD");
  }
}
