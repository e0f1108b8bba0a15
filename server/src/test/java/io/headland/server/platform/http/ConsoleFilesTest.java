package io.headland.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.api.console.ConsoleResource;
import io.headland.server.platform.config.HeadlandConfig.LeafConfig;
import io.headland.server.platform.config.HttpConfig;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.tasks.BackgroundLoops;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The files of the console, over a socket.
class ConsoleFilesTest {
  private static final Path FOLDER = Path.of("src/main/resources/console");

  private static HttpServer server;
  private static ApiClient api;

  @BeforeAll
  static void start() {
    Routes routes = new Routes();
    new ConsoleResource().addTo(routes);
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
  void servesEveryScriptOfItsFolder() throws IOException {
    assertThat(filesOf(FOLDER).filter(name -> name.endsWith(".js")))
        .isNotEmpty()
        .allSatisfy(
            name -> assertThat(api.get("/console/v/" + name).status()).as(name).isEqualTo(200));
  }

  @Test
  void servesEveryStyleSheetOfItsFolderInOneFile() throws IOException {
    String served = api.get("/console/v/style.css").body();

    for (String name : filesOf(FOLDER).filter(each -> each.endsWith(".css")).toList()) {
      assertThat(served).as(name).contains(Files.readString(FOLDER.resolve(name)));
    }
  }

  @Test
  void theRootLeadsToTheConsole() {
    ApiResponse root = api.get("/");

    assertThat(root.status()).isEqualTo(303);
    assertThat(root.header("Location")).hasValue("/console");
  }

  @Test
  void servesThePageAndEverythingThatItNames() {
    ApiResponse page = api.get("/console");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(page.header("Cache-Control")).hasValue("no-cache");
    List<String> named =
        Pattern.compile("(?:src|href)=\"(/console/[^\"]+)\"")
            .matcher(page.body())
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(named).hasSize(4);
    assertThat(named)
        .allSatisfy(
            target -> {
              ApiResponse file = api.get(target);
              assertThat(file.status()).isEqualTo(200);
              assertThat(file.header("Cache-Control"))
                  .hasValue("public, max-age=31536000, immutable");
            });
  }

  @Test
  void importsOnlyWhatIsServed() throws IOException {
    // Comments import types, which are not served.
    Pattern comments = Pattern.compile("(?s)/\\*\\*.*?\\*/");
    Pattern imports = Pattern.compile("(?:from |import\\(|import )'([^']+)'");
    for (String name : filesOf(FOLDER).filter(each -> each.endsWith(".js")).toList()) {
      Matcher found =
          imports.matcher(comments.matcher(Files.readString(FOLDER.resolve(name))).replaceAll(""));
      while (found.find()) {
        String wanted =
            Path.of("/console/v")
                .resolve(name)
                .resolveSibling(found.group(1))
                .normalize()
                .toString();
        assertThat(api.get(wanted).status()).as("%s imports %s", name, wanted).isEqualTo(200);
      }
    }
  }

  @Test
  void nounsAfterNumbersAreChosenByOneFunction() throws IOException {
    Pattern others =
        Pattern.compile(
            "=== 1 \\? ['`]|\\$\\{[^{}]*} (?:more |other )?(?:boundaries|calls|days|events|farms|fields|"
                + "files|growers|items|keys|machines|minutes|operations|organizations|outliers|"
                + "points|previews|results|rows|seconds)\\b");
    for (String name : filesOf(FOLDER).filter(each -> each.endsWith(".js")).toList()) {
      String script = Files.readString(FOLDER.resolve(name));

      assertThat(others.matcher(script).results().map(MatchResult::group))
          .as("%s: use countOf or nounFor of labels/numbers.js", name)
          .isEmpty();
    }
  }

  @Test
  void allowsNoScriptInThePageAndNothingFromElsewhere() {
    ApiResponse page = api.get("/console");

    assertThat(page.header("Content-Security-Policy").orElseThrow())
        .contains(
            "default-src 'none'",
            "script-src 'self';",
            "style-src 'self';",
            "connect-src 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'")
        .doesNotContain("unsafe", "http:", "https:", "*");
    assertThat(page.header("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(page.header("Referrer-Policy")).hasValue("no-referrer");
    assertThat(page.body())
        .doesNotContain("://", "style=", "onclick", "importmap")
        .doesNotContainPattern("<script(?![^>]* src=)");
  }

  @Test
  void namesNoOtherOriginAndMakesNoMarkupPastItsLibrary() throws IOException {
    for (String name : filesOf(FOLDER).filter(each -> each.matches(".*\\.(js|css)")).toList()) {
      assertThat(Files.readString(FOLDER.resolve(name)))
          .as(name)
          .doesNotContainPattern("https?://[a-z]")
          .doesNotContain("innerHTML", "unsafeHTML", "document.write", "eval(", " style=");
    }
  }

  @Test
  void isShortWhenTheCopyIsStillRight() {
    String tag = api.get("/console").header("ETag").orElseThrow();

    ApiResponse again = api.send("GET", "/console", BodyPublishers.noBody(), "If-None-Match", tag);

    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void packsWhatIsLarge() {
    ApiResponse packed =
        api.send(
            "GET", "/console/v/chart/chart.js", BodyPublishers.noBody(), "Accept-Encoding", "gzip");

    assertThat(packed.header("Content-Encoding")).hasValue("gzip");
    assertThat(packed.header("Vary")).hasValue("Accept-Encoding");
    assertThat(packed.header("Content-Length").map(Integer::valueOf).orElseThrow())
        .isLessThan(80_000);
  }

  @Test
  void isNotKeptUnderTheNameOfAnotherVersion() {
    assertThat(api.get("/console/earlier/main.js").header("Cache-Control")).hasValue("no-cache");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/v/index.html",
        "/console/v/files.txt",
        "/console/v/..%2f..%2fopenapi.yaml",
        "/console/v/%2e%2e/openapi.yaml",
        "/console/v/leaflet/leaflet-src.js",
        "/console/v/leaflet/dist/leaflet.js",
        "/console/v/main.js%00.css",
        "/console/v",
        "/console/v/a/b/c/d"
      })
  void servesNothingElse(String path) {
    assertThat(api.get(path).status()).isIn(400, 404);
  }

  private static Stream<String> filesOf(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .toList()
          .stream();
    }
  }
}
