package io.headland.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.platform.config.HeadlandConfig.LeafConfig;
import io.headland.server.platform.config.HttpConfig;
import io.headland.server.platform.config.HttpConfig.ProxyConfig;
import io.headland.server.platform.config.Network;
import io.headland.server.platform.files.FolderFiles;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.tasks.BackgroundLoops;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The server behind the proxies of Debian: nginx as it proxies without further configuration, and
/// the configurations of `docs/deploy` with their addresses and files replaced.
@Timeout(60)
class ProxyIT {
  private static final ExpectedFile ANY =
      new ExpectedFile("", "", () -> new ProblemException(Problem.of(400, "Not expected.")));

  private static final String BATCHES = "/services/operations/api/batch";
  private static final String UPLOAD = "/services/headland/api/uploads/1";
  private static final Path DEPLOY = Path.of("../docs/deploy");
  private static final int BODY = 1_000_000;
  private static final int MEBIBYTE = 1024 * 1024;

  @TempDir Path folder;
  private final CountDownLatch firstEventRead = new CountDownLatch(1);
  private final AtomicLong stored = new AtomicLong();
  private final CountDownLatch appends = new CountDownLatch(2);
  private HttpServer server;
  private FolderFiles files;

  @BeforeEach
  void start() {
    Routes routes =
        new Routes()
            .open("GET", "/health/live", _ -> Response.ok(Map.of("status", "UP")))
            .open("GET", "/metrics", _ -> Response.text("text/plain", "secret"))
            .open(
                "GET",
                "/address",
                call -> Response.text("text/plain", call.clientAddress().getHostAddress()))
            .owned(
                "POST", "/length", (_, call) -> Response.ok(Map.of("length", call.bytes().length)))
            .owned(
                "POST",
                "/file",
                (_, call) -> Response.ok(Map.of("length", call.file(8 * MEBIBYTE).bytes().length)))
            .owned("POST", BATCHES, (_, call) -> received(call))
            .owned("PATCH", UPLOAD, (_, call) -> appended(call))
            .open("GET", "/events", _ -> Response.stream("text/event-stream", this::twoEvents));
    UuidGenerator ids = new UuidGenerator(Clock.systemUTC(), new Random(1));
    files = FolderFiles.open(folder.resolve("files"), ids);
    server =
        HttpServer.start(
            new HttpConfig("127.0.0.1", 0, Duration.ofSeconds(1), "")
                .with(new ProxyConfig(List.of(Network.parse("127.0.0.1")), "")),
            new LeafConfig(false),
            routes,
            _ -> Optional.of(new ApiOwnerId(new UUID(0, 1))),
            new SimpleMeterRegistry(),
            ids,
            new BackgroundLoops(new SimpleMeterRegistry()));
  }

  private Response received(Request call) {
    try (ReceivedFile file = call.receive(new FileUploads(files, 32L * MEBIBYTE, 0), ANY)) {
      return Response.ok(Map.of("length", file.size()));
    }
  }

  private Response appended(Request call) {
    try {
      call.receive(
          new FileUploads(files, 32L * MEBIBYTE, 0),
          new ExpectedBytes(ANY, 0, 32L * MEBIBYTE, Optional.empty()),
          (_, size) -> stored.addAndGet(size));
      return Response.noContent();
    } finally {
      appends.countDown();
    }
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    files.close();
  }

  /// The second event is written after the client has read the first: a proxy that collects the
  /// response would never end.
  private void twoEvents(OutputStream out) throws IOException, InterruptedException {
    out.write("data: 1\n\n".getBytes(StandardCharsets.UTF_8));
    out.flush();
    firstEventRead.await();
    out.write("data: 2\n\n".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void answersThroughNginxThatSpeaksHttp10() throws Exception {
    int port = ProxyProcess.freePort();
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
              server { listen 127.0.0.1:%d; location / { proxy_pass %s; } }
            }
            """
                .formatted(port, server.baseUri()));
    try (ProxyProcess proxy = nginx(config, port)) {
      assertThat(get(client(), "http", proxy, "/health/live").statusCode()).isEqualTo(200);
      assertThat(post(client(), "http", proxy).body()).isEqualTo("{\"length\":" + BODY + "}");
    }
  }

  @Test
  void worksBehindNginxAsDocumented() throws Exception {
    int port = ProxyProcess.freePort();
    createCertificate();
    Path config =
        Files.writeString(
            folder.resolve("nginx.conf"),
            "daemon off;\npid nginx.pid;\nerror_log stderr;\n"
                + documented("nginx.conf", "listen 443", "listen 127.0.0.1:" + port)
                    .replace("events {}\n\nhttp {", "events {}\n\nhttp {\naccess_log off;"));
    try (ProxyProcess proxy = nginx(config, port)) {
      checkAll(proxy);
      assertThat(Files.readString(folder.resolve("output")).lines())
          .noneMatch(line -> line.contains("temporary file") && line.contains("PATCH"));
    }
  }

  @Test
  void worksBehindHaproxyAsDocumented() throws Exception {
    int port = ProxyProcess.freePort();
    createCertificate();
    Path config =
        Files.writeString(
            folder.resolve("haproxy.cfg"),
            documented("haproxy.cfg", "bind :443", "bind 127.0.0.1:" + port));
    try (ProxyProcess proxy =
        ProxyProcess.start(
            folder, port, List.of("/usr/sbin/haproxy", "-db", "-f", config.toString()))) {
      checkAll(proxy);
    }
  }

  @Test
  void worksBehindCaddyAsDocumented() throws Exception {
    int port = ProxyProcess.freePort();
    createCertificate();
    Path config =
        Files.writeString(
            folder.resolve("Caddyfile"),
            documented(
                    "Caddyfile",
                    "https://headland.example.com {",
                    "https://localhost:" + port + " {\n\tbind 127.0.0.1")
                .replace("admin off", "admin off\n\tauto_https disable_redirects"));
    try (ProxyProcess proxy =
        ProxyProcess.start(
            folder,
            port,
            List.of(
                "/usr/bin/caddy",
                "run",
                "--adapter",
                "caddyfile",
                "--config",
                config.toString()))) {
      checkAll(proxy);
    }
  }

  private void checkAll(ProxyProcess proxy) throws Exception {
    HttpClient client = client();
    assertThat(get(client, "https", proxy, "/health/live").body()).isEqualTo("{\"status\":\"UP\"}");
    assertThat(post(client, "https", proxy).body()).isEqualTo("{\"length\":" + BODY + "}");
    assertThat(upload(client, proxy, "/file", 6 * MEBIBYTE).body())
        .isEqualTo("{\"length\":" + 6 * MEBIBYTE + "}");
    assertThat(upload(client, proxy, BATCHES, 20 * MEBIBYTE).body())
        .isEqualTo("{\"length\":" + 20 * MEBIBYTE + "}");
    checkUploadsInSeveralRequests(client, proxy);
    assertThat(get(client, "https", proxy, "/metrics").statusCode()).isEqualTo(404);
    assertThat(get(client, "https", proxy, "/metrics/").body()).doesNotContain("secret");
    assertThat(get(client, "https", proxy, "/health/..%2fmetrics").body()).doesNotContain("secret");
    assertThat(get(client, "https", proxy, "/metrics;x").body()).doesNotContain("secret");
    assertThat(addressOf("127.0.0.2", proxy)).isEqualTo("127.0.0.2");
    HttpResponse<java.io.InputStream> events =
        client.send(
            HttpRequest.newBuilder(uri("https", proxy, "/events")).build(),
            BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("data: 1");
      firstEventRead.countDown();
      assertThat(lines.readLine()).isEmpty();
      assertThat(lines.readLine()).isEqualTo("data: 2");
    }
  }

  /// A proxy that received the whole body first would lose the bytes of an interrupted request.
  private void checkUploadsInSeveralRequests(HttpClient client, ProxyProcess proxy)
      throws Exception {
    HttpResponse<Void> whole =
        client.send(
            HttpRequest.newBuilder(uri("https", proxy, UPLOAD))
                .header("Content-Type", "application/offset+octet-stream")
                .header("Authorization", "Bearer token")
                .method("PATCH", BodyPublishers.ofByteArray(new byte[20 * MEBIBYTE]))
                .build(),
            BodyHandlers.discarding());
    assertThat(whole.statusCode()).isEqualTo(204);
    assertThat(stored.getAndSet(0)).isEqualTo(20L * MEBIBYTE);
    try (Socket socket = sslContext().getSocketFactory().createSocket("localhost", proxy.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          """
          PATCH %s HTTP/1.1
          Host: localhost
          Authorization: Bearer token
          Content-Type: application/offset+octet-stream
          Content-Length: %d

          """
              .formatted(UPLOAD, 20 * MEBIBYTE)
              .replace("\n", "\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.write(new byte[12 * MEBIBYTE]);
      out.flush();
      Concurrency.await(() -> stored.get() == 8L * MEBIBYTE);
    }
    appends.await();
    assertThat(stored.get()).isBetween(8L * MEBIBYTE, 12L * MEBIBYTE);
  }

  /// What the server takes for the address of a client that claims to have another one.
  private static String addressOf(String address, ProxyProcess proxy) throws Exception {
    try (HttpClient client = clients().localAddress(InetAddress.ofLiteral(address)).build()) {
      return client
          .send(
              HttpRequest.newBuilder(uri("https", proxy, "/address"))
                  .header("X-Forwarded-For", "203.0.113.1")
                  .header("Forwarded", "for=203.0.113.1")
                  .build(),
              BodyHandlers.ofString())
          .body();
    }
  }

  private ProxyProcess nginx(Path config, int port) {
    return ProxyProcess.start(
        folder,
        port,
        List.of(
            "/usr/sbin/nginx", "-p", folder.toString(), "-c", config.toString(), "-e", "stderr"));
  }

  /// A configuration of `docs/deploy` for this machine.
  private String documented(String name, String listen, String replacement) throws IOException {
    String config = Files.readString(DEPLOY.resolve(name));
    assertThat(config).contains(listen, "127.0.0.1:8080", "/etc/ssl/headland");
    return config
        .replace(listen, replacement)
        .replace("127.0.0.1:8080", "127.0.0.1:" + server.baseUri().getPort())
        .replace("/etc/ssl/", folder + "/");
  }

  private void createCertificate() throws IOException, InterruptedException {
    Process openssl =
        new ProcessBuilder(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-keyout",
                "headland.key",
                "-out",
                "headland.pem")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("openssl.log").toFile())
            .start();
    assertThat(openssl.waitFor()).isZero();
    Files.writeString(
        folder.resolve("headland-with-key.pem"),
        Files.readString(folder.resolve("headland.pem"))
            + Files.readString(folder.resolve("headland.key")));
  }

  private static HttpResponse<String> get(
      HttpClient client, String scheme, ProxyProcess proxy, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(scheme, proxy, path)).build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(HttpClient client, String scheme, ProxyProcess proxy)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(scheme, proxy, "/length"))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer token")
            .POST(BodyPublishers.ofByteArray(new byte[BODY]))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpResponse<String> upload(
      HttpClient client, ProxyProcess proxy, String path, int length) throws Exception {
    String start = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n";
    return client.send(
        HttpRequest.newBuilder(uri("https", proxy, path))
            .header("Content-Type", "multipart/form-data; boundary=b")
            .header("Authorization", "Bearer token")
            .POST(BodyPublishers.ofString(start + "x".repeat(length) + "\r\n--b--\r\n"))
            .build(),
        BodyHandlers.ofString());
  }

  private static URI uri(String scheme, ProxyProcess proxy, String path) {
    return URI.create(scheme + "://localhost:" + proxy.port() + path);
  }

  /// Trusts any certificate: the one of this test is self-signed.
  private static HttpClient client() throws GeneralSecurityException {
    return clients().build();
  }

  private static HttpClient.Builder clients() throws GeneralSecurityException {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(sslContext());
  }

  private static SSLContext sslContext() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustEveryCertificate()}, null);
    return context;
  }

  private static final class TrustEveryCertificate extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
