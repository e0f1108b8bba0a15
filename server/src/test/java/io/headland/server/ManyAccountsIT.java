package io.headland.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.platform.http.ApiClient;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.traffic.CallCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Many accounts with many organizations on two nodes. The system properties `headland.accounts`
/// and `headland.organizations` set the numbers.
class ManyAccountsIT {
  private static final Logger log = LoggerFactory.getLogger(ManyAccountsIT.class);
  private static final int ACCOUNTS = Integer.getInteger("headland.accounts", 60);
  private static final int ORGANIZATIONS = Integer.getInteger("headland.organizations", 5);

  @Test
  void twoNodesSyncEveryAccountOnceAndAskForNothingTwice() throws Exception {
    try (Simulator simulator =
            Simulator.start(
                SimulatorOptions.defaults()
                    .withSeed(7)
                    .withUsers(ACCOUNTS)
                    .withOrganizations(ORGANIZATIONS));
        ServerFixture server = ServerFixture.start(simulator.baseUri())) {
      List<ApiClient> nodes =
          List.of(
              server.owner(),
              ApiClient.of(server.startNode().baseUri())
                  .signIn(ServerFixture.OWNER_EMAIL, ServerFixture.OWNER_PASSWORD));
      ManyAccounts accounts = new ManyAccounts(server.jdbi(), simulator);
      accounts.createLeafUsers(nodes.getFirst());
      long start = System.nanoTime();

      accounts.attachAll((i, attempt) -> nodes.get((i + attempt) % 2));
      Duration attached = Duration.ofNanos(System.nanoTime() - start);
      accounts.awaitSynced();
      Duration synced = Duration.ofNanos(System.nanoTime() - start);

      assertThat(accounts.count("select count(*) from provider_organization"))
          .isEqualTo(ACCOUNTS * ORGANIZATIONS);
      assertThat(
              accounts.count(
                  "select count(*) from provider_organization o where status = 'SELECTED' and not"
                      + " exists (select from organization_snapshot c where c.leaf_user_id ="
                      + " o.leaf_user_id and c.provider_org_id = o.provider_org_id and"
                      + " fully_read_at is not null)"))
          .as("organizations without progress")
          .isZero();
      // One run for each account: no account was synced a second time.
      assertThat(accounts.count("select count(*) from sync_run")).isEqualTo(ACCOUNTS);
      assertThat(
              accounts.count(
                  "select count(*) from sync_run_organization"
                      + " where state not in ('SUCCEEDED', 'UNCHANGED')"))
          .isZero();
      assertThat(requestedTwice(simulator.control().callCounts()))
          .as("repeated requests, except for fields without a link, which are refused")
          .isEqualTo(accounts.refusedFields());
      assertThat(accounts.count("select count(*) from sync_run_page")).isZero();
      List<String> dump = accounts.dump();
      keep(dump);
      log.warn(
          "{} accounts with {} organizations each: attached after {}, synced after {}, {} calls, {}"
              + " rows",
          ACCOUNTS,
          ORGANIZATIONS,
          attached,
          synced,
          simulator.control().callCounts().calls(),
          dump.size());
    }
  }

  /// The paths that were requested more than once, with their counts. A refused listing is
  /// requested in two forms, because a refusal may concern the form of the request.
  ///
  /// Requests for tokens do not contain the name of a user. If there are more different calls than
  /// the simulator counts, it counts the rest together.
  private static Map<String, Long> requestedTwice(CallCounts counts) {
    return counts.byCall().entrySet().stream()
        .filter(call -> !call.getKey().endsWith(" -") && !call.getKey().equals("other"))
        .filter(call -> call.getValue().calls() > 1)
        .collect(
            Collectors.toMap(
                call -> call.getKey().substring(0, call.getKey().lastIndexOf(' ')),
                call -> call.getValue().calls(),
                Long::sum));
  }

  private static void keep(List<String> dump) throws IOException {
    Path file = Path.of("target", "many-accounts.txt");
    Files.createDirectories(file.getParent());
    Files.write(file, dump);
  }

  @Test
  void growersEndEarlyBesideADealerWithManyOrganizations() throws Exception {
    int growers = 6;
    try (Simulator simulator =
            Simulator.start(
                SimulatorOptions.defaults()
                    .withSeed(7)
                    .withUsers(1 + growers)
                    .withOrganizations(150)
                    .withLatency(Duration.ofMillis(100)));
        ServerFixture server =
            ServerFixture.start(
                simulator.baseUri(), Clock.systemUTC(), ConfigChange.parallelism(4))) {
      ApiClient api = server.owner();
      ManyAccounts accounts = new ManyAccounts(server.jdbi(), simulator);
      accounts.createLeafUsers(api);
      for (int i = 1; i <= growers; i++) {
        api.patch(
            "/services/config/api/configs/" + accounts.leafUser(i),
            "{\"organizationDataSync\": \"SELECTED_ONLY\"}");
        assertThat(accounts.attachOnce(api, i).status()).isEqualTo(201);
      }
      assertThat(accounts.attachOnce(api, 0).status()).isEqualTo(201);
      Concurrency.await(() -> accounts.count("select count(*) from field") > 0);
      for (int i = 1; i <= growers; i++) {
        selectOne(api, accounts.leafUser(i));
      }
      accounts.awaitSynced();

      assertThat(
              accounts.count(
                  """
                  select count(*)
                    from sync_run grower
                    join sync_run dealer on dealer.leaf_user_id = '%s'
                   where grower.cause = 'SELECTION'
                     and grower.started_at > dealer.started_at
                     and grower.ended_at < dealer.ended_at
                  """
                      .formatted(accounts.leafUser(0))))
          .isEqualTo(growers);
      // A turn of the dealer's workers, and their own.
      assertThat(
              accounts.count(
                  "select count(*) from sync_run where cause = 'SELECTION'"
                      + " and ended_at - started_at > interval '10 seconds'"))
          .isZero();
    }
  }

  private static void selectOne(ApiClient api, String leafUser) {
    String organizations =
        "/services/usermanagement/api/users/" + leafUser + "/JohnDeere/organizations";
    String preview =
        api.get(organizations + "?size=100")
            .json()
            .valueStream()
            .filter(one -> one.path("status").stringValue().equals("PREVIEW"))
            .map(one -> one.path("providerOrgId").stringValue())
            .findFirst()
            .orElseThrow();
    assertThat(api.patch(organizations + "/" + preview + "/SELECTED").status()).isEqualTo(200);
  }
}
