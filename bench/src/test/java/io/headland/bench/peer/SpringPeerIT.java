package io.headland.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headland.bench.world.Database;
import io.headland.bench.world.Keys;
import io.headland.bench.world.Scale;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The application of Spring Boot is built as for a measurement; without Maven Central there is
/// nothing to test.
class SpringPeerIT {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final Keys KEYS = new Keys(Scale.SMALL);

  @TempDir private Path dir;

  /// The start of the process also sends a PATCH, and fails if no row was written.
  @Test
  void hasTheOrganizationsOfTheServer() throws IOException, InterruptedException, SQLException {
    List<String> progress = new ArrayList<>();
    Optional<Path> jar = PeerBuild.in(PROJECT, progress::add).jar(Peer.SPRING);
    assumeTrue(jar.isPresent(), () -> String.join("\n", progress));
    try (Database database = Database.start(dir.resolve("database"));
        PeerProcess peer =
            PeerProcess.start(
                Peer.SPRING, jar.orElseThrow(), dir.resolve("log"), database, 4, KEYS);
        HttpClient client = HttpClient.newHttpClient()) {
      Keys.Place place = KEYS.random(random());

      JsonNode one = json(client, peer, peer.requests().get(random()));
      JsonNode page = json(client, peer, peer.requests().list(random()));

      assertThat(one.path("providerOrgId").asString()).isEqualTo(place.organization());
      assertThat(one.path("leafUserId").asString()).isEqualTo(place.leafUser());
      assertThat(one.path("status").asString()).isEqualTo("SELECTED");
      assertThat(page.path("content"))
          .hasSize(Scale.ORGANIZATIONS)
          .contains(one)
          .allSatisfy(
              organization ->
                  assertThat(organization.path("leafUserId").asString())
                      .isEqualTo(place.leafUser()));
      assertThat(page.path("page").path("totalElements").asLong()).isEqualTo(Scale.ORGANIZATIONS);
    }
  }

  private static SplittableRandom random() {
    return new SplittableRandom(3);
  }

  private static JsonNode json(HttpClient client, PeerProcess peer, byte[] request)
      throws IOException, InterruptedException {
    String path = new String(request, StandardCharsets.US_ASCII).split(" ", 3)[1];
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + peer.port() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(response.body());
  }
}
