package io.headland.server;

import io.headland.server.core.apiowner.QuickPasswords;
import io.headland.server.platform.config.DatabaseConfig;
import io.headland.server.platform.config.HeadlandConfig;
import io.headland.server.platform.config.HeadlandConfig.BatchConfig;
import io.headland.server.platform.config.HeadlandConfig.ConnectConfig;
import io.headland.server.platform.config.HeadlandConfig.CredentialConfig;
import io.headland.server.platform.config.HeadlandConfig.DataConfig;
import io.headland.server.platform.config.HeadlandConfig.EventConfig;
import io.headland.server.platform.config.HeadlandConfig.JohnDeereConfig;
import io.headland.server.platform.config.HeadlandConfig.LeafConfig;
import io.headland.server.platform.config.HeadlandConfig.LeafUserConfig;
import io.headland.server.platform.config.HeadlandConfig.LogConfig;
import io.headland.server.platform.config.HeadlandConfig.NotificationConfig;
import io.headland.server.platform.config.HeadlandConfig.OwnerConfig;
import io.headland.server.platform.config.HeadlandConfig.ProviderHttpConfig;
import io.headland.server.platform.config.HeadlandConfig.SyncConfig;
import io.headland.server.platform.config.HeadlandConfig.TokenConfig;
import io.headland.server.platform.config.HeadlandConfig.TrimbleConfig;
import io.headland.server.platform.config.HttpConfig;
import io.headland.server.platform.config.MachineFileConfig;
import io.headland.server.platform.config.Network;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.config.WebhookConfig;
import io.headland.server.platform.crypto.MasterKey;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.jdbc.Database;
import io.headland.server.platform.jdbc.JdbcTarget;
import io.headland.server.platform.jdbc.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;

/// The complete server with a new database, listening on a free port; a test can start further
/// nodes with the same database.
public final class ServerFixture implements AutoCloseable {
  public static final String OWNER_EMAIL = "owner@example.com";
  public static final String OWNER_PASSWORD = "correct horse battery staple";

  /// No server listens at this address: for tests that need no provider.
  public static final URI NO_PROVIDER = URI.create("http://127.0.0.1:9/");

  private final JdbcTarget target;
  private final AutoCloseable database;
  private final Path folder;
  private final HeadlandConfig config;
  private final Database backDoor;
  private final Clock clock;
  private final List<App> nodes = new ArrayList<>();
  private int started;

  private ServerFixture(
      JdbcTarget target,
      AutoCloseable database,
      URI provider,
      Clock clock,
      UnaryOperator<HeadlandConfig> change) {
    this.target = target;
    this.database = database;
    this.clock = clock;
    this.folder = newFolder();
    this.config = change.apply(config(provider));
    this.backDoor = Database.open(target, 2, Duration.ofSeconds(10));
  }

  /// A server whose provider has this address, for example a simulator.
  public static ServerFixture start(URI provider) {
    return start(provider, Clock.systemUTC(), config -> config);
  }

  public static ServerFixture startWithoutProvider() {
    return startWithoutProvider(config -> config);
  }

  public static ServerFixture startWithoutProvider(UnaryOperator<HeadlandConfig> change) {
    return start(NO_PROVIDER, Clock.systemUTC(), change);
  }

  /// A server with a different clock or different settings.
  public static ServerFixture start(
      URI provider, Clock clock, UnaryOperator<HeadlandConfig> change) {
    Database database = TestDatabase.create(1);
    ServerFixture server = new ServerFixture(database.target(), database, provider, clock, change);
    server.createOwner(server.config.owner().email(), server.config.owner().password());
    server.startNode();
    return server;
  }

  /// A server whose PostgreSQL the test stops and starts. It creates the tables and the first API
  /// owner itself.
  public static ServerFixture restart(
      JdbcTarget target, URI provider, UnaryOperator<HeadlandConfig> change) {
    ServerFixture server = new ServerFixture(target, () -> {}, provider, Clock.systemUTC(), change);
    server.startNode();
    return server;
  }

  /// Starts a further node with the same database and the same master key.
  public App startNode() {
    return startNode(clock);
  }

  /// The same with a separate clock.
  public App startNode(Clock nodeClock) {
    try {
      Path own = Files.createDirectory(folder.resolve("node-" + ++started));
      if (nodes.isEmpty()) {
        MasterKey.loadOrCreate(folder);
      }
      Files.copy(
          folder.resolve(MasterKey.FILE),
          own.resolve(MasterKey.FILE),
          java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      App node = App.start(withDataIn(own), nodeClock);
      nodes.add(node);
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while starting", e);
    }
  }

  public URI baseUri() {
    return nodes.getFirst().baseUri();
  }

  /// Copies the master key to another data folder.
  public void copyMasterKeyTo(Path other) throws IOException {
    Files.createDirectories(other);
    Files.copy(
        folder.resolve(MasterKey.FILE),
        other.resolve(MasterKey.FILE),
        java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
  }

  public HeadlandConfig config() {
    return config;
  }

  public JdbcTarget target() {
    return target;
  }

  /// A client without a token.
  public ApiClient anonymous() {
    return ApiClient.of(baseUri());
  }

  /// A client of the first API owner.
  public ApiClient owner() {
    return anonymous().signIn(OWNER_EMAIL, OWNER_PASSWORD);
  }

  /// A client of a new API owner without data.
  public ApiClient newOwner(String email) {
    createOwner(email, Secret.of(OWNER_PASSWORD));
    return anonymous().signIn(email, OWNER_PASSWORD);
  }

  private void createOwner(String email, Secret password) {
    UuidGenerator ids = new UuidGenerator(clock, new Random(email.hashCode()));
    QuickPasswords.createOrReset(
        jdbi(), new ApiOwnerId(ids.next()), email, password, clock.instant());
  }

  /// The id of an API owner in the database.
  public ApiOwnerId ownerId(String email) {
    return new ApiOwnerId(
        jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery("select id from api_owner where email = :email")
                        .bind("email", email)
                        .mapTo(UUID.class)
                        .one()));
  }

  /// The database, for data that the API does not show or change.
  public Jdbi jdbi() {
    return backDoor.jdbi();
  }

  /// Stops the nodes, so that other processes can use the database or further nodes can be started.
  public void stopNodes() {
    nodes.forEach(App::close);
    nodes.clear();
  }

  @Override
  public void close() {
    nodes.forEach(App::close);
    backDoor.close();
    try {
      database.close();
    } catch (Exception e) {
      throw new IllegalStateException("The test's database did not close", e);
    }
  }

  private HeadlandConfig withDataIn(Path own) {
    return new HeadlandConfig(
        config.http(),
        new DataConfig(own),
        config.database(),
        config.owner(),
        config.tokens(),
        config.leaf(),
        config.leafUsers(),
        config.credentials(),
        config.sync(),
        config.notifications(),
        config.events(),
        config.webhooks(),
        config.providerHttp(),
        config.johnDeere(),
        config.trimble(),
        config.machineFiles(),
        config.batches(),
        config.connect(),
        config.log());
  }

  private HeadlandConfig config(URI provider) {
    URI platform = provider.resolve("/platform");
    return new HeadlandConfig(
        new HttpConfig("127.0.0.1", 0, Duration.ofSeconds(5), ""),
        new DataConfig(folder),
        new DatabaseConfig(
            target.url(), target.user(), target.password(), 8, Duration.ofSeconds(2)),
        new OwnerConfig(OWNER_EMAIL, Secret.of(OWNER_PASSWORD), List.of(OWNER_EMAIL)),
        new TokenConfig(Duration.ofHours(24), Duration.ofDays(30)),
        new LeafConfig(false),
        new LeafUserConfig(false, false),
        new CredentialConfig(
            false, true, Duration.ofDays(30), Duration.ofSeconds(30), Duration.ofMinutes(10)),
        new SyncConfig(
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofHours(24),
            Duration.ofDays(7),
            8,
            Duration.ofMillis(50),
            Duration.ofDays(30)),
        new NotificationConfig("", Duration.ofSeconds(30)),
        new EventConfig(Duration.ofDays(30), Duration.ofMillis(20)),
        new WebhookConfig(
            List.of(Network.parse("127.0.0.0/8")),
            List.of(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofMinutes(30)),
            Duration.ofSeconds(5),
            16,
            16,
            Duration.ofDays(5),
            Duration.ofDays(30),
            Duration.ofMillis(50),
            Duration.ofSeconds(10)),
        new ProviderHttpConfig(Duration.ofSeconds(5), Duration.ofSeconds(20), 0),
        new JohnDeereConfig(
            platform,
            platform,
            provider.resolve("/oauth2/aus78tnlaysMraFhC1t7/v1/token"),
            provider.resolve("/oauth2/aus78tnlaysMraFhC1t7/v1/authorize"),
            provider.resolve("/"),
            provider.resolve("/isg")),
        new TrimbleConfig(
            provider.resolve("/Trimble-Ag-Software/externalApi/3.0"),
            provider.resolve("/oauth/token"),
            provider.resolve("/oauth/authorize"),
            provider.resolve("/ThirdPartyAccess/ThirdPartyAuthorizationRedirect")),
        new MachineFileConfig("", 3_072, 64, 128, false),
        new BatchConfig(Duration.ofDays(30)),
        new ConnectConfig(""),
        new LogConfig("text", "info"));
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("headland-node-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
