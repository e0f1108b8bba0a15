package io.headland.server.core.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.App;
import io.headland.server.Concurrency;
import io.headland.server.ConfigChange;
import io.headland.server.ServerFixture;
import io.headland.server.api.organization.GrowerAccount;
import io.headland.server.core.event.RecordedEvents;
import io.headland.server.platform.config.HeadlandConfig;
import io.headland.server.platform.config.HeadlandConfig.CredentialConfig;
import io.headland.server.platform.config.HttpConfig;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.crypto.MasterKey;
import io.headland.server.platform.files.HandoverFile;
import io.headland.server.platform.files.HandoverFiles;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.CredentialId;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.fault.Fault;
import io.headland.simulator.traffic.ReceivedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Failures between the provider's response and the commit of the new grant. The provider rotates
/// refresh tokens and revokes a grant whose used token is sent again.
class RefreshFaultIT {
  private static final String TOKEN = "*/v1/token";
  private static final String EVENTS = "/services/headland/api/events";
  private static final AtomicInteger GRANTS = new AtomicInteger();

  private static Simulator simulator;
  private static ServerFixture server;
  private static ApiClient first;
  private static ApiClient second;

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private GrowerAccount account;

  @BeforeAll
  static void start() {
    simulator =
        Simulator.start(
            SimulatorOptions.defaults()
                .withOrganizations(5)
                .withUsers(30)
                .withRotation(true)
                .withRevokeOnReuse(true));
    server =
        ServerFixture.start(
            simulator.baseUri(), Clock.systemUTC(), RefreshFaultIT::withShortTimeout);
    first = server.owner();
    second = owner(server.startNode());
  }

  /// Stops without a grace period, and does not wait for a refresh by another node.
  private static HeadlandConfig withShortTimeout(HeadlandConfig config) {
    return ConfigChange.with(
        ConfigChange.with(config, new HttpConfig("127.0.0.1", 0, Duration.ofMillis(1), "")),
        new CredentialConfig(
            false, true, Duration.ofDays(30), Duration.ZERO, Duration.ofMinutes(10)));
  }

  @AfterAll
  static void stop() {
    server.close();
    simulator.close();
  }

  @BeforeEach
  void attachASeparateGrant() {
    simulator.control().clearFaults();
    account =
        GrowerAccount.attached(first, simulator.allCredentials().get(GRANTS.getAndIncrement()));
    expireAccessToken();
    simulator.control().clearRequests();
  }

  @AfterEach
  void end() {
    acceptCommits();
    executor.close();
  }

  @Test
  void commitsTheGrantAndRespondsWhileNoEventCanBeWritten() throws Exception {
    try (Handle blocking = server.jdbi().open()) {
      blocking.begin();
      blocking.execute("lock table credential_event in exclusive mode");

      assertThat(ask(first).status()).isEqualTo(200);
      assertThat(tokenVersion()).isEqualTo(2);
      blocking.rollback();
    }
    assertGrantIsAlive();
  }

  /// Read-only, disk full, out of memory, too many connections, shutdown, crash, starting,
  /// statement and lock timeout, I/O error, idle session timeout, deadlock, serialization failure,
  /// connection failure, internal error, and one of a later version.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "25006", "53100", "53200", "53300", "57P01", "57P02", "57P03", "57014", "55P03", "58030",
        "57P05", "40P01", "40001", "08006", "XX000", "57Z99"
      })
  void keepsTheGrantAfterAnErrorOfTheDatabase(String sqlState) throws Exception {
    refuseCommits(sqlState);
    Future<ApiResponse> list = executor.submit(() -> ask(first));
    awaitPendingFile(1);

    acceptCommits();

    assertThat(list.get().status()).isEqualTo(200);
    assertThat(pendingFiles(1)).isEmpty();
    assertGrantIsAlive();
  }

  /// The other node could not read the new token, sent the old one, and was refused.
  @Test
  void aGrantIsValidAgainOnceALateRefreshIsCommitted() throws Exception {
    List<String> selected = account.idsWith("SELECTED");
    long after = newestEvent();
    refuseCommits("57P01");
    Future<ApiResponse> list = executor.submit(() -> ask(first));
    awaitPendingFile(1);
    update("set lease_until = now() - interval '11 minutes'");
    simulator
        .control()
        .addFault(Fault.status(400).body("{\"error\": \"invalid_grant\"}").on("POST", TOKEN));
    assertThat(ask(second).errorKey()).isEqualTo("credentialsUnauthenticated");
    assertThat(status()).isEqualTo("UNAUTHENTICATED");
    assertThat(account.idsWith("SELECTED")).isEmpty();

    acceptCommits();

    assertThat(list.get().status()).isEqualTo(200);
    assertThat(status()).isEqualTo("OK");
    Concurrency.await(() -> account.idsWith("SELECTED").equals(selected));
    assertThat(statusEvents(after)).containsExactly("UNAUTHENTICATED", "OK");
    assertGrantIsAlive();
  }

  @Test
  void doesNotSendATokenThatAPartitionedNodeMayHaveSpent() throws Exception {
    refuseCommits("57P01");
    Future<ApiResponse> list = executor.submit(() -> ask(first));
    awaitPendingFile(1);

    assertPending(ask(second), "Another refresh of the grant has been in progress since");
    update("set lease_until = now() - interval '1 second'");
    assertPending(ask(second), "A refresh of the grant was interrupted");

    assertThat(refreshes()).hasSize(1);
    acceptCommits();
    assertThat(list.get().status()).isEqualTo(200);
    assertThat(ask(second).status()).isEqualTo(200);
    assertGrantIsAlive();
  }

  @Test
  void aStopWaitsForARefreshInProgress() throws Exception {
    App third = server.startNode();
    ApiClient client = owner(third);
    simulator.control().addFault(Fault.slow(Duration.ofSeconds(3)).on("POST", TOKEN));
    Future<Boolean> list = executor.submit(() -> isAnswered(client));
    Concurrency.await(() -> simulator.control().faults().isEmpty());

    third.close();

    assertThat(list.get()).isNotNull();
    assertThat(tokenVersion()).isEqualTo(2);
    assertGrantIsAlive();
  }

  @Test
  void aStopDuringAnOutageLeavesTheGrantToTheNodeThatReadsItsFolder() throws Exception {
    App third = server.startNode();
    int node = nodes();
    ApiClient client = owner(third);
    refuseCommits("57P03");
    Future<Boolean> list = executor.submit(() -> isAnswered(client));
    awaitPendingFile(node);

    third.close();

    assertThat(list.get()).isNotNull();
    Path file = pendingFiles(node).getFirst();
    acceptCommits();
    Files.move(file, folder(1).resolve(String.valueOf(file.getFileName())));
    Concurrency.await(() -> tokenVersion() == 2);
    Concurrency.await(() -> pendingFiles(1).isEmpty());
    assertGrantIsAlive();
  }

  /// Both the database and the data folder could be full when the response arrives.
  @Test
  void sendsNoTokenWhileTheDataFolderCannotBeWritten() throws IOException {
    Path away = folder(1).resolveSibling("away");
    Files.move(folder(1), away);
    try {
      assertPending(ask(first), "The data folder cannot be written");
      assertThat(refreshes()).isEmpty();
    } finally {
      Files.move(away, folder(1));
    }
    assertThat(ask(first).status()).isEqualTo(200);
    assertGrantIsAlive();
  }

  @Test
  void releasesTheLeaseOfARefreshThatEndedWithoutAResult() throws IOException {
    update("set lease_holder = '" + new UUID(1, 1) + "', lease_until = now() + interval '1 hour'");
    assertThat(ask(first).errorKey()).isEqualTo("refreshPending");

    RefreshLease lease = new RefreshLease(ownerId(), credentialId(), 1, new UUID(1, 1));
    leave(lease, null);

    Concurrency.await(() -> ask(first).status() == 200);
    assertThat(refreshes()).hasSize(1);
    assertThat(pendingFiles(1)).isEmpty();
    assertGrantIsAlive();
  }

  @Test
  void aFileNeverReplacesANewerGrant() throws IOException {
    assertThat(ask(first).status()).isEqualTo(200);
    assertThat(tokenVersion()).isEqualTo(2);

    leaveGrant(ownerId(), 1);

    Concurrency.await(() -> pendingFiles(1).isEmpty());
    assertThat(tokenVersion()).isEqualTo(2);
    assertGrantIsAlive();
  }

  @Test
  void aFileOfAnotherDatabaseIsKept() throws IOException {
    Path foreign = leaveGrant(new ApiOwnerId(new UUID(9, 9)), 1);
    Path damaged = Files.writeString(folder(1).resolve("damaged.pending"), "?");
    Path known = leaveGrant(ownerId(), 0);

    Concurrency.await(() -> !Files.exists(known));
    Path again = leaveGrant(ownerId(), 0);
    Concurrency.await(() -> !Files.exists(again));

    assertThat(foreign).exists();
    assertThat(damaged).exists();
    Files.delete(foreign);
    Files.delete(damaged);
    assertGrantIsAlive();
  }

  private static Path leaveGrant(ApiOwnerId owner, UUID holder, RefreshedGrant grant)
      throws IOException {
    return leave(new RefreshLease(owner, grant.credential(), grant.seenVersion(), holder), grant);
  }

  /// A pending grant that would end the credential if it were committed.
  private Path leaveGrant(ApiOwnerId owner, long seenVersion) throws IOException {
    RefreshedGrant grant =
        new RefreshedGrant(
            owner,
            credentialId(),
            seenVersion,
            Map.of("refreshToken", Secret.of("stale"), "accessToken", Secret.of("stale")),
            List.of(),
            Instant.now(),
            true);
    return leaveGrant(owner, UUID.randomUUID(), grant);
  }

  /// Writes a file as another process would, and moves it into the folder of the first node.
  private static Path leave(
      RefreshLease lease, @org.jspecify.annotations.Nullable RefreshedGrant grant)
      throws IOException {
    Path node = server.config().data().dir().resolve("node-1");
    Path elsewhere = Files.createTempDirectory("headland-grants-");
    HandoverFiles files = HandoverFiles.open(elsewhere, MasterKey.loadOrCreate(node).aead());
    try (HandoverFile file = files.create(lease.holder(), lease.toJson())) {
      if (grant != null) {
        file.store(grant.toJson());
      }
    }
    try (Stream<Path> all = Files.list(elsewhere)) {
      Path file = all.findFirst().orElseThrow();
      return Files.move(file, folder(1).resolve(String.valueOf(file.getFileName())));
    }
  }

  private static void assertPending(ApiResponse response, String reason) {
    assertThat(response.status()).isEqualTo(503);
    assertThat(response.errorKey()).isEqualTo("refreshPending");
    assertThat(response.header("Retry-After")).isPresent();
    assertThat(response.body()).contains(reason);
  }

  /// The stored token is the one of the latest refresh: it can be refreshed again.
  private void assertGrantIsAlive() {
    expireAccessToken();
    assertThat(ask(second).status()).isEqualTo(200);
    assertThat(status()).isEqualTo("OK");
  }

  private ApiResponse ask(ApiClient node) {
    return node.get(account.user("/organizations/JohnDeere"));
  }

  /// Whether a response arrived before the node stopped.
  private boolean isAnswered(ApiClient node) {
    try {
      return ask(node).status() > 0;
    } catch (UncheckedIOException _) {
      return false;
    }
  }

  private static ApiClient owner(App node) {
    return ApiClient.of(node.baseUri())
        .signIn(ServerFixture.OWNER_EMAIL, ServerFixture.OWNER_PASSWORD);
  }

  private static int nodes() {
    try (Stream<Path> nodes = Files.list(server.config().data().dir())) {
      return (int) nodes.filter(Files::isDirectory).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder(int node) {
    return server.config().data().dir().resolve("node-" + node).resolve("pending-grants");
  }

  private static List<Path> pendingFiles(int node) {
    try (Stream<Path> files = Files.list(folder(node))) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits until the result is in the file and not in the row.
  private static void awaitPendingFile(int node) {
    Concurrency.await(
        () -> pendingFiles(node).stream().anyMatch(file -> file.toString().endsWith(".pending")));
  }

  private static List<ReceivedRequest> refreshes() {
    return simulator.control().requests().stream()
        .filter(request -> request.target().endsWith("/v1/token"))
        .toList();
  }

  private static void refuseCommits(String sqlState) {
    server
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute(
                  """
                  create or replace function refuse_commit() returns trigger language plpgsql as
                  $$ begin raise exception 'refused by the test' using errcode = '%s'; end $$
                  """
                      .formatted(sqlState));
              handle.execute(
                  """
                  create or replace trigger refuse_commit
                  before update of secrets on credential
                  for each row execute function refuse_commit()
                  """);
            });
  }

  private static void acceptCommits() {
    server
        .jdbi()
        .useHandle(handle -> handle.execute("drop trigger if exists refuse_commit on credential"));
  }

  private String status() {
    return first.get(account.user("/john-deere-credentials")).json().path("status").stringValue();
  }

  private static long newestEvent() {
    RecordedEvents.awaitPublished(server);
    return first.get(EVENTS + "?after=newest").json().path("next").longValue();
  }

  private List<String> statusEvents(long after) {
    RecordedEvents.awaitPublished(server);
    return first
        .get(EVENTS + "?limit=1000&after=" + after)
        .json()
        .path("items")
        .valueStream()
        .filter(event -> event.path("type").stringValue().equals("credential.status_changed"))
        .map(event -> event.at("/data/status"))
        .map(JsonNode::stringValue)
        .toList();
  }

  private long tokenVersion() {
    return select("token_version", Long.class);
  }

  private CredentialId credentialId() {
    return new CredentialId(select("id", UUID.class));
  }

  private static ApiOwnerId ownerId() {
    return server.ownerId(ServerFixture.OWNER_EMAIL);
  }

  private <T> T select(String column, Class<T> type) {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select " + column + " from credential where leaf_user_id = :leafUser")
                    .bind("leafUser", UUID.fromString(account.leafUserId()))
                    .mapTo(type)
                    .one());
  }

  private void expireAccessToken() {
    update("set access_expires_at = now() - interval '1 hour'");
  }

  private void update(String set) {
    server
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate("update credential " + set + " where leaf_user_id = :leafUser")
                    .bind("leafUser", UUID.fromString(account.leafUserId()))
                    .execute());
  }
}
