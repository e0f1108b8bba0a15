package io.headland.server.api.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.headland.server.ConfigChange;
import io.headland.server.ServerFixture;
import io.headland.server.api.connect.HttpBrowser.Stop;
import io.headland.server.browser.BrowserFixture;
import io.headland.server.platform.config.HttpConfig.ProxyConfig;
import io.headland.server.platform.config.Network;
import io.headland.server.platform.http.ProxyProcess;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Servers behind an nginx that shares its host with others: one whose prefix nginx removes and
/// names in `X-Forwarded-Prefix`, and one that gets the paths as clients send them.
class PathPrefixIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern ADDRESS = Pattern.compile("(?:href|src)=\"([^\"#][^\"]*)\"");

  @TempDir static Path folder;
  private static ServerFixture removed;
  private static ServerFixture kept;
  private static ProxyProcess nginx;

  @BeforeAll
  static void start() throws IOException {
    int port = ProxyProcess.freePort();
    removed =
        ServerFixture.startWithoutProvider(
            config ->
                ConfigChange.with(
                    config,
                    config.http().with(new ProxyConfig(List.of(Network.parse("127.0.0.1")), ""))));
    kept =
        ServerFixture.startWithoutProvider(
            config ->
                ConfigChange.with(
                    config,
                    config
                        .http()
                        .with(new ProxyConfig(List.of(), "/kept"))
                        .withPublicUrl("http://127.0.0.1:" + port + "/kept")));
    Path config =
        Files.writeString(
            folder.resolve("nginx.conf"),
            """
            daemon off;
            pid nginx.pid;
            error_log stderr;
            events {}
            http {
              access_log off;
              server {
                listen 127.0.0.1:%d;
                location /removed/ {
                  proxy_pass %s/;
                  proxy_set_header X-Forwarded-Prefix /removed;
                  proxy_set_header X-Forwarded-Host $http_host;
                  proxy_set_header X-Forwarded-Proto $scheme;
                }
                location /kept/ { proxy_pass %s; }
              }
            }
            """
                .formatted(port, removed.baseUri(), kept.baseUri()));
    nginx =
        ProxyProcess.start(
            folder,
            port,
            List.of(
                "/usr/sbin/nginx",
                "-p",
                folder.toString(),
                "-c",
                config.toString(),
                "-e",
                "stderr"));
  }

  @AfterAll
  static void stop() {
    nginx.close();
    removed.close();
    kept.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/removed", "/kept"})
  void linksOfTheApiHaveThePrefix(String prefix) throws Exception {
    String token = signIn(prefix);
    HttpResponse<String> created =
        post(
            prefix + "/services/usermanagement/api/users",
            token,
            "{\"name\": \"Jane Smith\", \"email\": \"jane@example.com\"}");

    String location = created.headers().firstValue("Location").orElseThrow();
    assertThat(location).startsWith(prefix + "/services/usermanagement/api/users/");
    assertThat(get(location, token).statusCode()).isEqualTo(200);
    HttpResponse<String> list = get(prefix + "/services/usermanagement/api/users?size=1", token);
    assertThat(list.headers().firstValue("Link").orElseThrow())
        .startsWith("<" + prefix + "/services/usermanagement/api/users?")
        .doesNotContain("</services");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/removed", "/kept"})
  void everythingThatThePagesLoadHasThePrefix(String prefix) throws Exception {
    for (String page : List.of("/console", "/docs")) {
      HttpResponse<String> answer = get(prefix + page, "");
      assertThat(answer.statusCode()).isEqualTo(200);
      List<String> addresses =
          ADDRESS.matcher(answer.body()).results().map(found -> found.group(1)).toList();
      assertThat(addresses).hasSizeGreaterThan(3).allMatch(path -> path.startsWith(prefix + "/"));
      for (String path : addresses) {
        assertThat(get(path, "").statusCode()).as(path).isEqualTo(200);
      }
    }
    assertThat(get(prefix + "/openapi.yaml", "").body())
        .contains("\nservers:\n  - url: " + prefix + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/removed", "/kept"})
  void growersConnectBelowThePrefix(String prefix) throws Exception {
    String token = signIn(prefix);
    assertThat(
            post(
                    prefix + "/services/usermanagement/api/app-keys/JohnDeere/acme",
                    token,
                    "{\"clientKey\": \"key\", \"clientSecret\": \"secret\"}")
                .statusCode())
        .isEqualTo(201);
    JsonNode link =
        json(
            post(
                prefix + "/services/widgets/api/magic-link/authentication",
                token,
                "{\"externalId\": \"1\", \"name\": \"Jane\", \"provider\": \"JohnDeere\"}"));
    String address = link.path("link").stringValue();
    assertThat(address).startsWith(base(prefix) + "/connect/");

    HttpBrowser grower = new HttpBrowser();
    Stop welcome = grower.get(address);
    assertThat(welcome.status()).isEqualTo(200);
    assertThat(welcome.header("Set-Cookie")).contains("; Path=" + prefix + "/connect;");
    assertThat(ADDRESS.matcher(welcome.body()).results().map(found -> found.group(1)))
        .isNotEmpty()
        .allMatch(path -> path.startsWith(prefix + "/connect/"));
    Stop start = grower.get(welcome.link("Continue to John Deere"));
    assertThat(start.leadsOn()).isTrue();
    assertThat(start.header("Location"))
        .contains(
            "redirect_uri="
                + URLEncoder.encode(base(prefix) + "/connect/callback", StandardCharsets.UTF_8));
  }

  @Test
  void theConsoleAndTheDocumentationWorkBelowThePrefix() {
    try (BrowserFixture browser = BrowserFixture.start()) {
      Page page = browser.open(BrowserFixture.Size.DESK).page();
      page.navigate(base("/removed") + "/console");
      page.getByLabel("Email").fill(ServerFixture.OWNER_EMAIL);
      page.getByLabel("Password").fill(ServerFixture.OWNER_PASSWORD);
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
      page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Accounts")).waitFor();
      page.navigate(base("/kept") + "/docs");
      page.getByText("/services/usermanagement/api/users").first().waitFor();
      assertThat(page.url()).startsWith(base("/kept"));
    }
  }

  @Test
  void whatIsForOperatorsIsNotBelowThePrefix() throws Exception {
    assertThat(get("/kept/metrics", "").statusCode()).isEqualTo(404);
    assertThat(get("/kept/health/ready", "").statusCode()).isEqualTo(404);
    assertThat(get("/kept/../metrics", "").statusCode()).isNotEqualTo(200);
    assertThat(kept.anonymous().get("/health/ready").status()).isEqualTo(200);
    assertThat(kept.anonymous().get("/metrics").status()).isEqualTo(200);
    assertThat(status(kept.baseUri().resolve("/console"))).isEqualTo(404);
    assertThat(status(kept.baseUri().resolve("/keptconsole"))).isEqualTo(404);
    assertThat(status(kept.baseUri().resolve("/kept/console"))).isEqualTo(200);
  }

  private static String base(String prefix) {
    return "http://127.0.0.1:" + nginx.port() + prefix;
  }

  private static String signIn(String prefix) throws Exception {
    return json(post(
            prefix + "/api/authenticate",
            "",
            "{\"username\": \"%s\", \"password\": \"%s\"}"
                .formatted(ServerFixture.OWNER_EMAIL, ServerFixture.OWNER_PASSWORD)))
        .path("id_token")
        .stringValue();
  }

  private static HttpResponse<String> get(String path, String token) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(base(path))), token);
  }

  private static HttpResponse<String> post(String path, String token, String json)
      throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(base(path)))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)),
        token);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, String token)
      throws Exception {
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static int status(URI address) throws Exception {
    return HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
        .statusCode();
  }

  private static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }
}
