package io.headland.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.headland.server.ServerFixture;
import io.headland.simulator.control.SettableClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a client does wrong, it gets one problem document that says what. [ApiClient] sees to
/// the shape of each of them, and that none shows the innards of the program.
class ErrorsIT {
  private static final String USERS = "/services/usermanagement/api/users";
  private static final String MISSING = USERS + "/01a00000-0000-7000-8000-000000000001";
  private static final String SECRET = "top-secret-4711";
  private static final int MEBIBYTE = 1024 * 1024;
  private static final OpenApiDocument DOCUMENT = OpenApiDocument.load();

  private static SettableClock clock;
  private static ServerFixture server;
  private static ApiClient anonymous;
  private static ApiClient owner;

  @BeforeAll
  static void start() {
    clock = new SettableClock(Clock.systemUTC());
    server = ServerFixture.start(URI.create("http://127.0.0.1:9/"), clock, config -> config);
    anonymous = server.anonymous();
    owner = server.owner();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static List<Operation> securedOperations() {
    return DOCUMENT.operations().stream().filter(Operation::secured).toList();
  }

  /// A file is no JSON: uploads are tested apart.
  static List<Operation> operationsWithBody() {
    return DOCUMENT.operations().stream()
        .filter(
            operation ->
                DOCUMENT
                    .resolve(operation.node().path("requestBody"))
                    .path("content")
                    .has("application/json"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api",
        "/services",
        "/services/usermanagement/api",
        "/services/usermanagement/api/users/a/b/c/d/e/f",
        "/openapi.yaml/more",
        "/health",
        "/favicon.ico",
        "/actuator/env"
      })
  void knowsNoOtherPath(String path) {
    assertThat(owner.get(path).status()).isEqualTo(404);
  }

  static List<Arguments> wrongMethods() {
    return DOCUMENT.operations().stream()
        .map(operation -> operation.template().toString())
        .distinct()
        .map(path -> path.replace("{credentialKind}", "raven-credentials"))
        .map(path -> path.replace("{kind}", "provider"))
        .map(path -> path.replaceAll("\\{[^}]+}", "x"))
        .<Arguments>map(
            path ->
                argumentSet(
                    path,
                    path,
                    List.of("DELETE", "PUT", "POST", "PATCH", "GET").stream()
                        .filter(method -> !DOCUMENT.methodsAt(path).contains(method))
                        .findFirst()
                        .orElseThrow()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("wrongMethods")
  void saysWhichMethodsAPathOffers(String path, String method) {
    ApiResponse response = owner.send(method, path, BodyPublishers.noBody());

    assertThat(response.status()).isEqualTo(405);
    assertThat(response.header("Allow").orElseThrow().split(", ?", -1))
        .containsAll(DOCUMENT.methodsAt(path));
  }

  @ParameterizedTest
  @MethodSource("securedOperations")
  void wantsAToken(Operation operation) {
    String path = operation.template().with(OwnerResources.ofUnknown().inPaths());

    assertThat(send(anonymous, operation, path).status()).isEqualTo(401);
    assertThat(send(anonymous.as("not.a.token"), operation, path).status()).isEqualTo(401);
    assertThat(send(anonymous.as(SECRET), operation, path).body()).doesNotContain(SECRET);
  }

  @Test
  void acceptsASlashAtTheEndOfAPath() {
    assertThat(owner.get(USERS + "/").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/services//usermanagement/api/users",
        "/services/usermanagement/api/users/%2e%2e/configs",
        "/services/usermanagement/api/users/..%2fconfigs",
        "/services/usermanagement/api/users/%00",
        "/services/usermanagement/api/users;x=1"
      })
  void refusesAPathThatHasASecondSpelling(String path) {
    assertThat(owner.get(path).status()).isEqualTo(400);
  }

  @Test
  void wantsTheTokenInItsHeaderAndInItsForm() {
    String token = anyToken();

    assertThat(anonymous.get(USERS + "?access_token=" + token).status()).isEqualTo(401);
    for (String header : List.of("Basic " + token, token, "Bearer", "Bearer ", "Bearer  , x")) {
      assertThat(
              anonymous
                  .send("GET", USERS, BodyPublishers.noBody(), "Authorization", header)
                  .status())
          .as(header)
          .isEqualTo(401);
    }
    assertThat(
            anonymous
                .send("GET", USERS, BodyPublishers.noBody(), "Authorization", "bearer " + token)
                .status())
        .isEqualTo(200);
  }

  @Test
  void rejectsAChangedToken() {
    String token = anyToken();
    String[] parts = token.split("\\.", -1);
    // {"alg":"none"}
    String unsigned = "eyJhbGciOiJub25lIn0." + parts[1] + ".";

    assertThat(anonymous.as(unsigned).get(USERS).status()).isEqualTo(401);
    assertThat(anonymous.as(parts[0] + "." + parts[1] + ".AAAA").get(USERS).status())
        .isEqualTo(401);
    // A lenient decoder ignores padding and characters that are not of its alphabet.
    for (String end : List.of("A", "=", "===", "!", "!!!!")) {
      assertThat(anonymous.as(token + end).get(USERS).status()).as(end).isEqualTo(401);
    }
  }

  @Test
  void takesNoTokenThatHasExpired() {
    ApiClient holder = anonymous.as(anyToken());
    assertThat(holder.get(USERS).status()).isEqualTo(200);

    clock.advance(Duration.ofHours(25));

    assertThat(holder.get(USERS).status()).isEqualTo(401);
    owner = server.owner();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"username\": \"owner@example.com\", \"password\": \"" + SECRET + "\"}",
        "{\"username\": \"nobody@example.com\", \"password\": \"" + SECRET + "\"}"
      })
  void doesNotRevealWhichEmailsExist(String login) {
    ApiResponse response = anonymous.post("/api/authenticate", login);

    assertThat(response.status()).isEqualTo(401);
    assertThat(response.json().path("detail").stringValue()).isEqualTo("Bad credentials");
    assertThat(response.body()).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @MethodSource("securedOperations")
  void looksForNothingThatNoDatabaseKeeps(Operation operation) {
    Map<String, String> values = new HashMap<>(OwnerResources.ofUnknown().inPaths());
    for (String name :
        List.of("providerOrgId", "appName", "clientEnvironment", "magicLinkId", "leafUserId")) {
      values.replace(name, "%00");
    }
    ApiResponse response = send(owner, operation, operation.template().with(values));

    assertThat(response.status()).isLessThan(500);
  }

  @ParameterizedTest
  @MethodSource("operationsWithBody")
  void wantsJson(Operation operation) {
    String path = operation.template().with(OwnerResources.ofUnknown().inPaths());
    for (String broken :
        List.of(
            "{",
            "{\"password\": \"" + SECRET,
            SECRET,
            "{} {}",
            "[]",
            "null",
            "\"text\"",
            "\u0000")) {
      ApiResponse response = owner.sendJson(operation.method(), path, broken);

      // The order in which the Leaf user and the body are checked is not specified.
      assertThat(response.status()).as(broken).isIn(400, 404);
      assertThat(response.body()).as(broken).doesNotContain(SECRET);
    }
  }

  @Test
  void saysWhatIsWrongWithABody() {
    assertThat(owner.post(USERS).status()).isEqualTo(400);
    assertThat(owner.post(USERS, "{\"name\":").json().path("detail").stringValue())
        .startsWith("JSON parse error");
    assertThat(owner.post(USERS, "{\"name\": [7]}").json().path("fieldErrors").valueStream())
        .extracting(error -> error.path("field").stringValue())
        .contains("name", "email");
    assertThat(owner.post(USERS, "{\"name\": \" \", \"email\": \"\\u0000\"}").status())
        .isEqualTo(400);
    assertThat(owner.post(USERS, "{\"name\": null}").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @MethodSource("operationsWithBody")
  void wantsNothingButJson(Operation operation) {
    String path = operation.template().with(OwnerResources.ofUnknown().inPaths());
    for (String type :
        List.of("text/xml", "multipart/form-data; boundary=x", "text/plain", "nonsense")) {
      ApiResponse response =
          owner.send(operation.method(), path, BodyPublishers.ofString("{}"), "Content-Type", type);

      assertThat(response.status()).as(type).isIn(415, 404);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=utf-8",
        "APPLICATION/JSON",
        "application/merge-patch+json",
        "application/x-www-form-urlencoded"
      })
  void takesJsonUnderEachOfItsNames(String type) {
    String json = "{\"name\": \"Jane Smith\", \"email\": \"jane@example.com\"}";

    assertThat(
            owner.send("POST", USERS, BodyPublishers.ofString(json), "Content-Type", type).status())
        .isEqualTo(201);
    assertThat(owner.send("POST", USERS, BodyPublishers.ofString(json)).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @MethodSource("operationsWithBody")
  void takesNoBodyOverAMebibyte(Operation operation) {
    String path = operation.template().with(OwnerResources.ofUnknown().inPaths());
    byte[] large = large(MEBIBYTE + 1);

    ApiResponse measured =
        owner.send(
            operation.method(),
            path,
            BodyPublishers.ofByteArray(large),
            "Content-Type",
            "application/json");
    ApiResponse chunked =
        owner.send(
            operation.method(),
            path,
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)),
            "Content-Type",
            "application/json");

    assertThat(measured.status()).isIn(413, 404);
    assertThat(chunked.status()).isIn(413, 404);
  }

  @Test
  void drawsTheLineAtAMebibyte() {
    assertThat(
            owner
                .patch(
                    "/services/config/api/configs",
                    new String(large(MEBIBYTE), StandardCharsets.UTF_8))
                .errorKey())
        .isEqualTo("configurationTooLarge");
    assertThat(
            owner
                .patch(
                    "/services/config/api/configs",
                    new String(large(MEBIBYTE + 1), StandardCharsets.UTF_8))
                .status())
        .isEqualTo(413);
    assertThat(owner.patch("/services/config/api/configs", "{\"note\": \"\"}").status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "1-1-1-1-1",
        "undefined",
        "null",
        "01a00000-0000-7000-8000-00000000000g",
        "01a00000-0000-7000-8000-000000000001%20",
        "%27%20or%201=1",
        "{id}",
        "%F0%9F%9A%9C"
      })
  void findsNothingUnderAnIdThatIsNone(String id) {
    String encoded = id.replace("{", "%7B").replace("}", "%7D");

    assertThat(owner.get(USERS + "/" + encoded).status()).isEqualTo(404);
    assertThat(owner.delete(USERS + "/" + encoded).status()).isEqualTo(404);
    assertThat(owner.get(USERS + "/" + encoded + "/john-deere-credentials").status())
        .isEqualTo(404);
    assertThat(owner.get(USERS + "/" + encoded + "/JohnDeere/organizations").status())
        .isEqualTo(404);
    assertThat(owner.get("/services/config/api/configs/" + encoded).status()).isEqualTo(404);
    assertThat(owner.get("/services/headland/api/sync-runs/" + encoded).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "page=-1",
        "page=x",
        "page=1.5",
        "page=99999999999",
        "size=0",
        "size=-5",
        "size=many",
        "sort=height",
        "sort=asc",
        "sort=,",
        "sort=name&sort=height",
        "sort=name,sideways",
        "sort=name,asc,desc",
        "sort=name;drop%20table%20leaf_user",
        "after=%00",
        "after=garbage",
        "before=garbage"
      })
  void refusesAPageThatIsNone(String query) {
    assertThat(owner.get(USERS + "?" + query).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"page=-1", "size=0", "size=many"})
  void refusesAPageOfSyncRunsThatIsNone(String query) {
    String runs = "/services/headland/api/sync-runs";
    String leafUser = "leafUserId=01a00000-0000-7000-8000-000000000001";

    assertThat(owner.get(runs + "?" + leafUser).total()).isZero();
    assertThat(owner.get(runs + "?" + leafUser + "&" + query).status()).isEqualTo(400);
    assertThat(owner.get(runs).status()).isEqualTo(400);
    assertThat(owner.get(runs + "?leafUserId=x").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CNHI", "trimble", "johndeere", "JOHN_DEERE", "x"})
  void knowsNoOtherProvider(String provider) {
    for (String path : List.of("/organizations/" + provider, "/" + provider + "/organizations")) {
      ApiResponse response = owner.get(MISSING + path);

      assertThat(response.status()).as(path).isEqualTo(400);
      assertThat(response.errorKey()).as(path).isEqualTo("providerNotSupported");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: x\r\nBroken header\r\n\r\n",
        "GET /services/\u0001 HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "NONSENSE\r\n\r\n"
      })
  void answersWhatIsHardlyHttpWithAProblem(String request) throws IOException {
    String response = raw(request);

    assertThat(response).startsWith("HTTP/1.1 4");
    assertThat(response.toLowerCase(Locale.ROOT))
        .contains("content-type: application/problem+json", "x-request-id: ");
    assertThat(response).doesNotContain("Exception", "jetty", "at io.");
  }

  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.baseUri().getPort())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static ApiResponse send(ApiClient client, Operation operation, String path) {
    return client.send(operation.method(), path, BodyPublishers.noBody());
  }

  private static String anyToken() {
    String login =
        "{\"username\": \"%s\", \"password\": \"%s\"}"
            .formatted(ServerFixture.OWNER_EMAIL, ServerFixture.OWNER_PASSWORD);
    return anonymous.post("/api/authenticate", login).json().path("id_token").stringValue();
  }

  /// A JSON object of exactly this many bytes.
  private static byte[] large(int size) {
    String frame = "{\"note\":\"\"}";
    return ("{\"note\":\"" + "x".repeat(size - frame.length()) + "\"}")
        .getBytes(StandardCharsets.UTF_8);
  }
}
