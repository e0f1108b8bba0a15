package io.headland.server.platform.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ConfigChange;
import io.headland.server.ServerFixture;
import io.headland.server.platform.config.DatabaseConfig;
import io.headland.server.platform.config.HeadlandConfig;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.postgres.ReplicatedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/// The primary is killed while many write, and its standby is promoted.
class FailoverIT {
  private static final String USERS = "/services/usermanagement/api/users";
  private static final int WRITERS = Integer.getInteger("headland.failover.writers", 20);

  @TempDir Path folder;

  @Test
  void everyAcknowledgedWriteIsOnThePromotedStandbyAndServiceResumesWithoutARestart(
      TestReporter reporter) {
    try (ReplicatedPostgres postgres = ReplicatedPostgres.start(folder)) {
      Queue<UUID> acknowledged = new ConcurrentLinkedQueue<>();
      Queue<Integer> others = new ConcurrentLinkedQueue<>();
      var goOn = new AtomicBoolean(true);
      var lastAcknowledged = new AtomicLong();
      try (ServerFixture server =
              ServerFixture.restart(
                  postgres.target(),
                  ServerFixture.NO_PROVIDER,
                  config -> over(config, postgres.target()));
          ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
        ApiClient api = server.owner();
        for (int i = 0; i < WRITERS; i++) {
          writers.execute(
              () -> {
                while (goOn.get()) {
                  ApiResponse response =
                      api.post(USERS, "{\"name\": \"A grower\", \"email\": \"g@example.com\"}");
                  if (response.status() == 201) {
                    lastAcknowledged.set(System.nanoTime());
                    acknowledged.add(UUID.fromString(response.id()));
                  } else {
                    others.add(response.status());
                  }
                }
              });
        }
        Concurrency.await(() -> acknowledged.size() > 5 * WRITERS);
        postgres.killPrimary();
        Concurrency.await(() -> !others.isEmpty());
        long last = lastAcknowledged.get();
        int before = acknowledged.size();
        postgres.promoteStandby();
        Concurrency.await(() -> acknowledged.size() > before);
        reporter.publishEntry(
            "milliseconds between acknowledged writes",
            Long.toString((lastAcknowledged.get() - last) / 1_000_000));
        Concurrency.await(() -> acknowledged.size() > before + 5 * WRITERS);
        Concurrency.await(() -> server.anonymous().get("/health/ready").status() == 200);
        goOn.set(false);
      }

      assertThat(others).containsOnly(503);
      assertThat(postgres.storedUsers()).containsAll(new ArrayList<>(acknowledged));
      reporter.publishEntry("acknowledged writes", Integer.toString(acknowledged.size()));
    }
  }

  private static HeadlandConfig over(HeadlandConfig config, JdbcTarget target) {
    return ConfigChange.with(
        config,
        new DatabaseConfig(
            target.url(), target.user(), target.password(), 8, Duration.ofSeconds(2)));
  }
}
