package io.headland.server.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.api.organization.GrowerAccount;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.jdbc.InstalledPostgres;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The server over the PostgreSQL versions of this machine. All other tests run over the embedded
/// version.
class PostgresVersionsIT {
  private static final Path OF_DEBIAN = Path.of("/usr/lib/postgresql");
  private static final String USERS = "/services/usermanagement/api/users";

  @TempDir Path folder;

  /// The folders with `bin`: those of Debian, and those that a property lists.
  static Stream<Path> installations() throws IOException {
    Stream<Path> listed =
        Arrays.stream(System.getProperty("headland.postgres.homes", "").split(",", -1))
            .filter(home -> !home.isBlank())
            .map(Path::of);
    if (!Files.isDirectory(OF_DEBIAN)) {
      return listed;
    }
    try (Stream<Path> versions = Files.list(OF_DEBIAN)) {
      List<Path> installed =
          versions.filter(home -> Files.isExecutable(home.resolve("bin/initdb"))).sorted().toList();
      return Stream.concat(installed.stream(), listed);
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("installations")
  void migratesAndServes(Path home) throws Exception {
    try (InstalledPostgres postgres = InstalledPostgres.start(home, folder);
        Simulator simulator =
            Simulator.start(
                SimulatorOptions.defaults().withPort(0).withSeed(7).withOrganizations(4));
        ServerFixture server =
            ServerFixture.restart(postgres.target(), simulator.baseUri(), config -> config)) {
      ApiClient api = server.owner();
      GrowerAccount account = GrowerAccount.attached(api, simulator.demoCredentials());
      ApiResponse user = api.post(USERS, "{\"name\": \"A grower\", \"email\": \"g@example.com\"}");

      assertThat(user.status()).isEqualTo(201);
      assertThat(api.get(USERS).total()).isEqualTo(2);
      assertThat(account.idsWith("SELECTED")).isNotEmpty();
      assertThat(account.sync().status()).isIn(200, 202);
      Concurrency.await(
          () -> api.get("/services/headland/api/events?size=1").json().toString().contains("id"));
      assertThat(api.get("/services/fields/api/fields").status()).isEqualTo(200);
      assertThat(server.anonymous().get("/health/ready").status()).isEqualTo(200);
    }
  }
}
