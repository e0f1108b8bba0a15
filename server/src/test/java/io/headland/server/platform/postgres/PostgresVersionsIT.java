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
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The server over the PostgreSQL versions of this machine. All other tests run over the embedded
/// version.
class PostgresVersionsIT {
  private static final String USERS = "/services/usermanagement/api/users";

  @TempDir Path folder;

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("io.headland.server.platform.jdbc.InstalledPostgres#installations")
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
