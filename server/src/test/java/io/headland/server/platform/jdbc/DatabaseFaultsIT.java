package io.headland.server.platform.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ConfigChange;
import io.headland.server.ServerFixture;
import io.headland.server.platform.config.DatabaseConfig;
import io.headland.server.platform.config.DatabaseConfig.DatabaseLimits;
import io.headland.server.platform.config.DatabaseConfig.StandbyConfig;
import io.headland.server.platform.config.HeadlandConfig;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.http.OpenApiDocument;
import io.headland.server.platform.http.OperationWalk;
import io.headland.server.platform.http.OwnerResources;
import io.headland.server.platform.postgres.StallingTunnel;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Faults of a real PostgreSQL under a real server, which reaches it through a tunnel.
class DatabaseFaultsIT {
  private static final String USERS = "/services/usermanagement/api/users";
  private static final String USER = "{\"name\": \"A grower\", \"email\": \"g@example.com\"}";
  private static final int CALLERS = 16;

  private static TestDatabase.PrivateServer postgres;
  private static StallingTunnel tunnel;
  private static ServerFixture server;
  private static ApiClient api;
  private static Jdbi direct;

  @BeforeAll
  static void start() {
    postgres = TestDatabase.startPrivateServer();
    JdbcTarget target = postgres.target();
    int port = URI.create(target.url().substring("jdbc:".length())).getPort();
    tunnel = StallingTunnel.open(port);
    direct = Jdbi.create(target.url(), target.user(), target.password().reveal());
    String url = target.url().replace(":" + port + "/", ":" + tunnel.port() + "/");
    server =
        ServerFixture.restart(target, ServerFixture.NO_PROVIDER, config -> withLimits(config, url));
    api = server.owner();
  }

  @AfterAll
  static void stop() {
    server.close();
    tunnel.close();
    postgres.close();
  }

  @Test
  void everyOutageOfTheTableIsAnswered503() {
    for (String[] line : DatabaseOutageTest.table()) {
      fail("leaf_user", line[0]);
      ApiResponse response = create();
      assertThat(response.status()).as(line[0]).isEqualTo(503);
      assertThat(response.header("Retry-After")).isPresent();
      assertThat(response.body()).contains("The database ").contains("(SQLSTATE " + line[0] + ")");
    }
    fail("leaf_user", "22012");
    assertThat(create().status()).isEqualTo(500);
    direct.useHandle(handle -> handle.execute("drop trigger fail on leaf_user"));
    Concurrency.await(() -> create().status() == 201);
  }

  @Test
  void noOperationFailsOtherwiseWhileTheDatabaseIsStopped() throws Exception {
    List<OperationWalk.Step> steps =
        new OperationWalk(OpenApiDocument.load())
            .steps(OwnerResources.ofUnknown()).stream()
                .filter(OperationWalk.Step::isFirst)
                .toList();
    postgres.stop();
    try {
      List<ApiResponse> answers = Concurrency.allAtOnce(steps.size(), i -> steps.get(i).send(api));
      for (int i = 0; i < steps.size(); i++) {
        ApiResponse response = answers.get(i);
        assertThat(response.status() < 500 || response.status() == 503)
            .as(steps.get(i) + " was answered " + response.status())
            .isTrue();
        assertThat(response.status() != 503 || response.header("Retry-After").isPresent())
            .as(steps.get(i) + " has Retry-After")
            .isTrue();
      }
      assertThat(answers.stream().filter(response -> response.status() == 503).count())
          .isGreaterThan(steps.size() / 2);
    } finally {
      postgres.start();
    }
    Concurrency.await(() -> create().status() == 201);
  }

  @Test
  void anEndedBackendIsReplacedAndAReusableOneIsKept() {
    try (Database pool = Database.open(postgres.target(), 1, Duration.ofSeconds(20))) {
      for (String[] line : DatabaseOutageTest.table()) {
        int before = backend(pool);
        assertThat(raise(pool, line[0])).as(line[0]).isTrue();
        boolean evicted = backend(pool) != before;
        assertThat(evicted).as(line[0]).isEqualTo(line[2].equals("evict"));
      }
    }
  }

  @Test
  void aReadOnlyDatabaseIsAnOutageForWritersAndForReadiness() {
    configure("default_transaction_read_only", "on");
    Concurrency.await(() -> create().status() == 503);
    assertThat(create().body()).contains("The database is read-only (SQLSTATE 25006).");
    assertThat(api.get(USERS).status()).isEqualTo(200);
    Concurrency.await(() -> ready().status() == 503);
    assertThat(ready().body()).contains("read-only");

    reset("default_transaction_read_only");
    Concurrency.await(() -> create().status() == 201);
    Concurrency.await(() -> ready().status() == 200);
  }

  @Test
  void aLockThatIsHeldForLongIsAnOutageOfThoseWhoWaitForIt() throws Exception {
    var locked = new CountDownLatch(1);
    var answered = new CountDownLatch(1);
    try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
      var lock =
          others.submit(
              () ->
                  direct.inTransaction(
                      handle -> {
                        handle.execute("lock table leaf_user in exclusive mode");
                        locked.countDown();
                        answered.await();
                        return true;
                      }));
      locked.await();
      ApiResponse response = create();
      answered.countDown();
      assertThat(response.status()).isEqualTo(503);
      assertThat(response.body()).contains("(SQLSTATE 57014)");
      assertThat(lock.get()).isTrue();
    }
    Concurrency.await(() -> create().status() == 201);
  }

  @Test
  void sessionsThatTheServerEndsAreReplaced() {
    configure("idle_session_timeout", "'50ms'");
    Concurrency.await(() -> api.get(USERS).status() == 200);
    reset("idle_session_timeout");
    Concurrency.await(() -> api.get(USERS).status() == 200 && create().status() == 201);
  }

  @Test
  void aStalledTunnelHoldsNoRequestForLongerThanTheTimeout() {
    Queue<ApiResponse> answers = new ConcurrentLinkedQueue<>();
    List<AtomicInteger> failures = new ArrayList<>();
    var goOn = new AtomicBoolean(true);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLERS; i++) {
        var failed = new AtomicInteger();
        failures.add(failed);
        callers.execute(
            () -> {
              while (goOn.get()) {
                ApiResponse response = api.get(USERS + "?size=1");
                answers.add(response);
                if (response.status() == 503) {
                  failed.incrementAndGet();
                }
              }
            });
      }
      Concurrency.await(() -> answers.size() > 5 * CALLERS);
      tunnel.stall();
      Concurrency.await(() -> failures.stream().allMatch(failed -> failed.get() > 0));
      Concurrency.await(() -> ready().status() == 503);
      tunnel.resume();
      Concurrency.await(() -> api.get(USERS).status() == 200 && ready().status() == 200);
      goOn.set(false);
    }

    assertThat(answers).allMatch(response -> List.of(200, 503).contains(response.status()));
    assertThat(answers)
        .filteredOn(response -> response.status() == 503)
        .allMatch(response -> response.header("Retry-After").isPresent());
  }

  private static HeadlandConfig withLimits(HeadlandConfig config, String url) {
    DatabaseConfig database = config.database();
    return ConfigChange.with(
        config,
        new DatabaseConfig(
            url,
            database.user(),
            database.password(),
            8,
            Duration.ofSeconds(2),
            new DatabaseLimits(
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1)),
            StandbyConfig.NONE));
  }

  private static ApiResponse create() {
    return api.post(USERS, USER);
  }

  private static ApiResponse ready() {
    return server.anonymous().get("/health/ready");
  }

  /// Every write of a table fails with a state from now on.
  private static void fail(String table, String state) {
    direct.useHandle(
        handle -> {
          handle.execute(
              """
              create or replace function fail() returns trigger language plpgsql as $$
              begin
                raise exception 'raised by the test' using errcode = '%s';
              end $$
              """
                  .formatted(state));
          handle.execute(
              "create or replace trigger fail before insert on %s for each row execute function fail()"
                  .formatted(table));
        });
  }

  private static boolean raise(Database pool, String state) {
    try {
      pool.jdbi()
          .useHandle(
              handle ->
                  handle.execute(
                      "do $$ begin raise exception 'x' using errcode = '%s'; end $$"
                          .formatted(state)));
      return false;
    } catch (RuntimeException e) {
      return DatabaseOutage.find(e).map(DatabaseOutage::sqlState).filter(state::equals).isPresent();
    }
  }

  private static int backend(Database pool) {
    return pool.withHandle(
        handle -> handle.createQuery("select pg_backend_pid()").mapTo(int.class).one());
  }

  private static void configure(String setting, String value) {
    direct.useHandle(
        handle -> {
          handle.execute("alter system set %s = %s".formatted(setting, value));
          handle.execute("select pg_reload_conf()");
        });
  }

  private static void reset(String setting) {
    direct.useHandle(
        handle -> {
          handle.execute("set default_transaction_read_only = off; set idle_session_timeout = 0");
          handle.execute("alter system reset " + setting);
          handle.execute("select pg_reload_conf()");
        });
  }
}
