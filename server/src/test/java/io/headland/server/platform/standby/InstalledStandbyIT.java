package io.headland.server.platform.standby;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.jdbc.InstalledPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Reads from a standby that `pg_basebackup` of the PostgreSQL versions of this machine created.
class InstalledStandbyIT {
  private static final String USERS = "/services/usermanagement/api/users";

  @TempDir Path folder;

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("io.headland.server.platform.jdbc.InstalledPostgres#installations")
  void listsAreReadFromTheStandbyAndFromThePrimaryAfterItsStop(Path home) throws Exception {
    try (InstalledPostgres primary =
        InstalledPostgres.start(home, Files.createDirectory(folder.resolve("primary")))) {
      InstalledPostgres standby =
          primary.startStandby(Files.createDirectory(folder.resolve("standby")));
      boolean isRunning = true;
      try (ServerFixture server = StandbyIT.server(primary.target(), standby.target())) {
        ApiClient api = server.owner();
        String user = api.post(USERS, "{\"name\": \"Jane\", \"email\": \"jane@example.com\"}").id();
        String farms = "/services/fields/api/users/" + user + "/farms";
        api.post(farms, "{\"name\": \"River Bend\"}");
        StandbyIT.awaitInUse(server);

        Concurrency.await(
            () -> {
              assertThat(api.get(farms).texts("name")).containsExactly("River Bend");
              return StandbyIT.reads(server, "standby") >= 10;
            });

        isRunning = false;
        standby.close();
        Concurrency.await(() -> StandbyIT.reason(server).contains("is not reachable"));
        assertThat(api.get(farms).texts("name")).containsExactly("River Bend");
      } finally {
        if (isRunning) {
          standby.close();
        }
      }
    }
  }
}
