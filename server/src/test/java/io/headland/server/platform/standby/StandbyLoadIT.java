package io.headland.server.platform.standby;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.api.field.Geometries;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.postgres.ReplicatedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/// The processor time that reads cost the primary, with and without a standby.
class StandbyLoadIT {
  private static final int FIELDS = 50;
  private static final int THREADS = 4;
  private static final int REQUESTS = Integer.getInteger("headland.standby.requests", 500);

  @TempDir Path folder;

  @Test
  void theStandbyExecutesReadsInsteadOfThePrimary(TestReporter reporter)
      throws InterruptedException {
    try (ReplicatedPostgres postgres = ReplicatedPostgres.startAsynchronous(folder);
        ServerFixture server =
            StandbyIT.server(postgres.primaryTarget(), postgres.standbyTarget())) {
      ApiClient api = server.owner();
      String fields = createFields(api);
      StandbyIT.awaitInUse(server);
      Duration with = processorTime(postgres, api, fields);
      assertThat(StandbyIT.reads(server, "repeated")).isZero();

      postgres.pauseReplay();
      Concurrency.await(() -> StandbyIT.reason(server).contains("lags behind"));
      Duration without = processorTime(postgres, api, fields);

      reporter.publishEntry("microseconds of the primary per read from it", perRequest(without));
      reporter.publishEntry("per read from the standby", perRequest(with));
      assertThat(with).isLessThan(without);
      postgres.resumeReplay();
    }
  }

  private static String createFields(ApiClient api) {
    String user =
        api.post(
                "/services/usermanagement/api/users",
                "{\"name\": \"Jane\", \"email\": \"jane@example.com\"}")
            .id();
    String fields = "/services/fields/api/users/" + user + "/fields";
    for (int i = 0; i < FIELDS; i++) {
      api.post(
          fields,
          "{\"name\": \"Field %d\", \"geometry\": %s}"
              .formatted(i, Geometries.rectangle(10 + i, 50, 0.01, 0.01)));
    }
    return fields + "?size=" + FIELDS;
  }

  /// Of the processes of the primary, for all requests after as many to warm up.
  private static Duration processorTime(ReplicatedPostgres postgres, ApiClient api, String list)
      throws InterruptedException {
    readAll(api, list);
    Duration before = postgres.primaryProcessorTime();
    readAll(api, list);
    return postgres.primaryProcessorTime().minus(before);
  }

  private static void readAll(ApiClient api, String list) throws InterruptedException {
    Concurrency.allAtOnce(
        THREADS,
        _ -> {
          for (int i = 0; i < REQUESTS / THREADS; i++) {
            assertThat(api.get(list).total()).isEqualTo(FIELDS);
          }
          return REQUESTS;
        });
  }

  private static String perRequest(Duration time) {
    return Long.toString(time.dividedBy(REQUESTS).toNanos() / 1_000);
  }
}
