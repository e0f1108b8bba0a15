package io.headland.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.jdbc.DatabaseOutage;
import io.headland.simulator.Simulator;
import io.headland.simulator.control.DemoCredentials;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;

/// Leaf users with one account each, for all users of a simulator, and their state. They are
/// identified by their names, which are the same in each installation.
public final class ManyAccounts {
  private static final String USERS = "/services/usermanagement/api/users";
  private static final int CALLERS_AT_A_TIME = 8;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final Duration MAX_WAIT = Duration.ofSeconds(60);

  private final Jdbi jdbi;
  private final List<DemoCredentials> credentials;
  private final List<String> leafUsers = new ArrayList<>();

  public ManyAccounts(Jdbi jdbi, Simulator simulator) {
    this.jdbi = jdbi;
    this.credentials = simulator.allCredentials();
  }

  /// Creates a Leaf user for every user of the simulator, with automatic sync of all organizations.
  public void createLeafUsers(ApiClient api) {
    api.patch(
        "/services/config/api/configs",
        "{\"customDataSync\": false, \"organizationDataSync\": \"ALL\"}");
    for (int i = 0; i < credentials.size(); i++) {
      ApiResponse user =
          api.post(USERS, "{\"name\": \"Grower %05d\", \"email\": \"g@example.com\"}".formatted(i));
      assertThat(user.status()).isEqualTo(201);
      leafUsers.add(user.id());
    }
  }

  public int size() {
    return credentials.size();
  }

  public String leafUser(int i) {
    return leafUsers.get(i);
  }

  /// Attaches all accounts, a few at a time. A caller repeats a request that fails or is answered
  /// as unavailable.
  ///
  /// @param node that the n-th attempt to attach the n-th account is sent to
  public void attachAll(Nodes node) throws InterruptedException {
    Semaphore callers = new Semaphore(CALLERS_AT_A_TIME);
    allAtOnce(
        i -> {
          callers.acquireUninterruptibly();
          try {
            for (int attempt = 0; !attach(node.of(i, attempt), i); attempt++) {
              LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            }
          } finally {
            callers.release();
          }
          return true;
        });
  }

  /// The node that a caller uses.
  @FunctionalInterface
  public interface Nodes {
    ApiClient of(int account, int attempt);
  }

  private boolean attach(ApiClient api, int i) {
    try {
      return attachOnce(api, i).status() == 201;
    } catch (UncheckedIOException _) {
      // The node does not run.
      return false;
    }
  }

  public ApiResponse attachOnce(ApiClient api, int i) {
    DemoCredentials own = credentials.get(i);
    return api.post(
        USERS + "/" + leafUsers.get(i) + "/john-deere-credentials",
        """
        {"clientKey": "%s", "clientSecret": "%s", "refreshToken": "%s"}
        """
            .formatted(own.clientKey(), own.clientSecret(), own.refreshToken()));
  }

  private void allAtOnce(IntFunction<Boolean> work) throws InterruptedException {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> tasks =
          IntStream.range(0, size()).<Callable<Boolean>>mapToObj(i -> () -> work.apply(i)).toList();
      for (Future<Boolean> future : executor.invokeAll(tasks)) {
        assertThat(future.get()).isTrue();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  /// Whether every account has been synced completely and no run is in progress.
  public boolean areSynced() {
    try {
      return count(
                  """
                  select count(*)
                    from provider_account a
                   where exists (select from sync_run r
                                  where r.api_owner_id = a.api_owner_id
                                    and r.leaf_user_id = a.leaf_user_id
                                    and r.state in ('SUCCEEDED', 'UNCHANGED'))
                  """)
              == size()
          && count("select count(*) from sync_run where state = 'RUNNING'") == 0;
    } catch (RuntimeException e) {
      if (DatabaseOutage.isCauseOf(e)) {
        return false;
      }
      throw e;
    }
  }

  /// Waits until every account has been synced, as long as there is progress.
  public void awaitSynced() {
    while (!areSynced()) {
      int before = progress();
      long end = System.nanoTime() + MAX_WAIT.toNanos();
      while (!areSynced() && progress() == before) {
        if (System.nanoTime() > end) {
          throw new AssertionError("No progress for " + MAX_WAIT + ": " + unfinished());
        }
        LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      }
    }
  }

  /// Runs that have not succeeded, their organizations and the tasks of their workers.
  private List<String> unfinished() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select concat_ws(' ', r.id, r.leaf_user_id, r.state, r.failure, r.lease_until,
                                     o.provider_org_id, o.state, o.failure, o.attempts, o.worker)
                      from sync_run r
                      left join sync_run_organization o
                        on o.api_owner_id = r.api_owner_id
                       and o.run_id = r.id
                     where r.state not in ('SUCCEEDED', 'UNCHANGED')
                     union all
                    select concat_ws(' ', task_name, task_instance, execution_time, picked,
                                     picked_by, last_heartbeat)
                      from scheduled_tasks
                     where task_name = 'sync-worker'
                    """)
                .mapTo(String.class)
                .list());
  }

  private int progress() {
    try {
      return count(
          "select (select count(*) from sync_run)"
              + " + (select count(*) from sync_run where state <> 'RUNNING')"
              + " + (select coalesce(sum(fence), 0) from sync_run_organization)");
    } catch (RuntimeException e) {
      if (DatabaseOutage.isCauseOf(e)) {
        return -1;
      }
      throw e;
    }
  }

  public int count(String sql) {
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(Integer.class).one());
  }

  /// The listings of fields that their organizations refused, each with the two calls that are
  /// necessary.
  Map<String, Long> refusedFields() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select provider_org_id
                      from organization_access_result
                     where kind = 'FIELD' and not permitted
                    """)
                .mapTo(String.class)
                .collect(
                    Collectors.toMap(
                        org -> "GET /platform/organizations/" + org + "/fields", _ -> 2L)));
  }

  /// All stored rows without generated ids and times, one line for each row.
  public List<String> dump() {
    List<String> lines = new ArrayList<>();
    lines.addAll(
        rows(
            "provider_organization",
            "status, t.name, coalesce(blocked_reason, ''), management_uri, unlinked_kinds,"
                + " coalesce(chosen_status, ''), coalesce(earlier_status, '')"));
    lines.addAll(
        rows(
            "organization_snapshot",
            "visible, grower_total, farm_total, field_total, signatures::text,"
                + " fully_read_at is not null"));
    String fate = ", missing_since is not null, removed_at is not null";
    lines.addAll(rows("grower", "provider_grower_id, t.name" + fate));
    lines.addAll(rows("farm", "provider_farm_id, t.name, provider_grower_id" + fate));
    lines.addAll(
        rows(
            "field",
            "provider_field_id, t.name, provider_farm_id, provider_grower_id, status" + fate));
    lines.addAll(
        rows(
            "field_boundary",
            "provider_boundary_id, provider_field_id, status, geometry, hectares, validity,"
                + " problems, digest"
                + fate));
    return lines;
  }

  private List<String> rows(String table, String columns) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select concat_ws('|', '<table>', u.name, t.provider, t.provider_org_id, <columns>)
                             collate "C" as line
                      from <table> t
                      join leaf_user u on u.api_owner_id = t.api_owner_id and u.id = t.leaf_user_id
                     order by line
                    """
                        .replace("<table>", table)
                        .replace("<columns>", columns))
                .mapTo(String.class)
                .list());
  }
}
