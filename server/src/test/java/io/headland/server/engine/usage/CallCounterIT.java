package io.headland.server.engine.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.usage.CallCountStore;
import io.headland.server.core.usage.CallCountStore.ApplicationUse;
import io.headland.server.engine.ratelimit.Accounts;
import io.headland.server.engine.ratelimit.ManualTime;
import io.headland.server.engine.ratelimit.Nodes;
import io.headland.server.engine.ratelimit.Owners;
import io.headland.server.engine.ratelimit.ProviderBudget;
import io.headland.server.engine.ratelimit.Rate;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.jdbc.Database;
import io.headland.server.platform.jdbc.TestDatabase;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Counts of calls, added up over nodes.
class CallCounterIT {
  private static final AccountKey ACCOUNT = Accounts.of(1, 1);
  private static final AccountKey OTHER_OWNER = Accounts.of(2, 2);
  private static final String KEY = "a-client-key-of-some-length";
  private static final LocalDate TODAY = LocalDate.parse("2026-11-22");

  private final Database database = TestDatabase.create();
  private final CallCountStore store = new CallCountStore(database.jdbi());
  private final ManualTime time = new ManualTime();

  @BeforeEach
  void addOwners() {
    Owners.add(database, ACCOUNT.owner().value());
    Owners.add(database, OTHER_OWNER.owner().value());
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void losesNothingWhenNodesAddAtTheSameTime() throws Exception {
    List<ProviderBudget> nodes =
        List.of(Nodes.without(database, time), Nodes.without(database, time));
    Concurrency.allAtOnce(
        16,
        i -> {
          for (int call = 0; call < 250; call++) {
            AccountKey account = call % 5 == 0 ? OTHER_OWNER : ACCOUNT;
            nodes.get(i % 2).recordCall(account, KEY, Nodes.answer(time, 200, Map.of()));
            if (call % 50 == i) {
              nodes.get(i % 2).flush();
            }
          }
          return i;
        });
    nodes.forEach(ProviderBudget::close);

    assertThat(use(ACCOUNT).callsToday()).isEqualTo(16 * 200);
    assertThat(use(OTHER_OWNER).callsToday()).isEqualTo(16 * 50);
  }

  @Test
  void countsByDayAndMonthAndRemembersTheLast429() {
    ProviderBudget node = Nodes.without(database, time);
    node.recordCall(ACCOUNT, KEY, Nodes.answer(time, 429, Map.of()));
    node.recordRefresh(ACCOUNT, KEY, Nodes.answer(time, 200, Map.of()));
    time.advance(Duration.ofDays(1));
    node.recordCall(ACCOUNT, KEY, Nodes.answer(time, 503, Map.of()));
    node.close();

    ApplicationUse tomorrow = store.list(ACCOUNT.owner(), TODAY.plusDays(1)).getFirst();
    assertThat(tomorrow)
        .extracting(
            ApplicationUse::callsToday,
            ApplicationUse::callsThisMonth,
            ApplicationUse::throttledThisMonth)
        .containsExactly(1L, 3L, 1L);
    assertThat(tomorrow.lastThrottledAt()).contains(ManualTime.START);
    ApplicationUse nextMonth = store.list(ACCOUNT.owner(), TODAY.plusMonths(1)).getFirst();
    assertThat(nextMonth.callsThisMonth()).isZero();
    assertThat(nextMonth.lastThrottledAt()).contains(ManualTime.START);
  }

  /// A caller that reads the counts after a flush finds those that another thread had begun to add.
  @Test
  void aFlushWaitsForTheCountsThatAreBeingAdded() throws Exception {
    ProviderBudget node = Nodes.without(database, time);
    node.recordCall(ACCOUNT, KEY, Nodes.answer(time, 200, Map.of()));
    Thread first = new Thread(node::flush);
    Thread second = new Thread(node::flush);
    database
        .jdbi()
        .useTransaction(
            handle -> {
              handle.execute("lock table call_count in exclusive mode");
              first.start();
              Concurrency.await(this::isAddingWaiting);
              second.start();
              Concurrency.await(
                  () -> second.getState() == Thread.State.BLOCKED || !second.isAlive());
              assertThat(second.isAlive()).isTrue();
            });
    second.join();

    assertThat(use(ACCOUNT).callsToday()).isEqualTo(1);
    first.join();
  }

  private boolean isAddingWaiting() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select exists (select
                                         from pg_locks
                                        where relation = 'call_count'::regclass
                                          and not granted)
                        """)
                    .mapTo(Boolean.class)
                    .one());
  }

  @Test
  void storesNoKey() {
    ProviderBudget node = Nodes.with(database, time, new Rate(5));
    node.recordCall(ACCOUNT, KEY, Nodes.answer(time, 429, Map.of()));
    node.close();

    List<String> stored =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            """
                            select c.*::text from call_count c
                             union all
                            select c.*::text from application_throttle c
                            """)
                        .mapTo(String.class)
                        .list());
    assertThat(stored).hasSize(2).noneMatch(row -> row.contains(KEY));
  }

  @Test
  void forgetsWhatAnApiOwnerMadeWhoHasGone() {
    ProviderBudget node = Nodes.without(database, time);
    node.recordCall(Accounts.of(9, 9), KEY, Nodes.answer(time, 200, Map.of()));
    node.recordCall(ACCOUNT, KEY, Nodes.answer(time, 200, Map.of()));
    node.close();

    assertThat(use(ACCOUNT).callsToday()).isEqualTo(1);
    assertThat(store.list(new ApiOwnerId(new UUID(0, 9)), TODAY)).isEmpty();
  }

  @Test
  void withoutALimitNoBucketIsTouched() throws Exception {
    ProviderBudget unlimited = Nodes.without(database, time);
    for (int call = 0; call < 1_000; call++) {
      assertThat(unlimited.admit(ACCOUNT, KEY)).isZero();
    }
    assertThat(buckets()).isZero();

    assertThat(Nodes.with(database, time, new Rate(5)).admit(ACCOUNT, KEY)).isZero();
    assertThat(buckets()).isEqualTo(1);
  }

  private int buckets() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("select count(*) from rate_limit_bucket")
                    .mapTo(Integer.class)
                    .one());
  }

  private ApplicationUse use(AccountKey account) {
    return store.list(account.owner(), TODAY).getFirst();
  }
}
