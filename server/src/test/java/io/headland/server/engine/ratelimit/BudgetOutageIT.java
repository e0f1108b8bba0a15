package io.headland.server.engine.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.usage.CallCountStore;
import io.headland.server.platform.jdbc.Database;
import io.headland.server.platform.jdbc.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The database fails: no call is made without a permit, and no count is lost.
class BudgetOutageIT {
  private static final AccountKey ACCOUNT = Accounts.of(1, 1);
  private static final String KEY = "a-client-key";

  private static boolean answers(Database database) {
    try (Connection connection = database.dataSource().getConnection()) {
      return connection.isValid(1);
    } catch (SQLException _) {
      return false;
    }
  }

  @Test
  void holdsBackWhileTheDatabaseIsAwayAndGoesOnAfterwards() throws Exception {
    ManualTime time = new ManualTime();
    try (TestDatabase.PrivateServer postgres = TestDatabase.startPrivateServer();
        Database database = Database.open(postgres.target(), 2, Duration.ofMillis(500))) {
      database.migrate();
      Owners.add(database, new UUID(0, 1));
      ProviderBudget limited = Nodes.with(database, time, new Rate(50));
      ProviderBudget unlimited = Nodes.without(database, time);
      assertThat(limited.admit(ACCOUNT, KEY)).isZero();
      assertThat(unlimited.admit(ACCOUNT, KEY)).isZero();
      limited.recordCall(ACCOUNT, KEY, Nodes.answer(time, 200, Map.of()));

      postgres.stop();
      // A closed bucket is known for a short time; a permit is not available.
      assertThat(limited.admit(ACCOUNT, KEY)).isPositive();
      time.advance(Duration.ofSeconds(2));
      assertThat(limited.admit(ACCOUNT, KEY)).isPositive();
      assertThat(unlimited.admit(ACCOUNT, KEY)).isPositive();
      limited.recordCall(ACCOUNT, KEY, Nodes.answer(time, 429, Map.of("Retry-After", "3")));
      limited.close();

      postgres.start();
      Concurrency.await(() -> answers(database));
      time.advance(Duration.ofSeconds(2));
      assertThat(limited.admit(ACCOUNT, KEY)).isEqualTo(Duration.ofSeconds(1));
      time.advance(Duration.ofSeconds(2));
      assertThat(limited.admit(ACCOUNT, KEY)).isZero();
      assertThat(unlimited.admit(ACCOUNT, KEY)).isZero();

      limited.flush();
      assertThat(
              new CallCountStore(database.jdbi())
                  .list(ACCOUNT.owner(), LocalDate.parse("2026-11-22")))
          .singleElement()
          .satisfies(use -> assertThat(use.callsToday()).isEqualTo(2))
          .satisfies(use -> assertThat(use.throttledThisMonth()).isEqualTo(1));
    }
  }
}
