package io.headland.server;

import com.github.kagkarlsson.scheduler.task.Task;
import io.headland.server.api.credential.NewCredentials;
import io.headland.server.core.apiowner.ApiOwners;
import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.credential.EncryptionKeyStore;
import io.headland.server.module.ClockModule;
import io.headland.server.module.ConfigurationModule;
import io.headland.server.module.ConnectModule;
import io.headland.server.module.ConversionModule;
import io.headland.server.module.CredentialModule;
import io.headland.server.module.EventModule;
import io.headland.server.module.FieldModule;
import io.headland.server.module.FileStoreModule;
import io.headland.server.module.HealthModule;
import io.headland.server.module.LeafUserModule;
import io.headland.server.module.MachineFileModule;
import io.headland.server.module.Meters;
import io.headland.server.module.OrganizationModule;
import io.headland.server.module.OwnerModule;
import io.headland.server.module.Platform;
import io.headland.server.module.ProviderModule;
import io.headland.server.module.StandbyModule;
import io.headland.server.module.SubscriptionModule;
import io.headland.server.module.SyncModule;
import io.headland.server.module.SystemModule;
import io.headland.server.module.TaskModule;
import io.headland.server.module.UseCases;
import io.headland.server.module.WebhookModule;
import io.headland.server.platform.config.HeadlandConfig;
import io.headland.server.platform.config.StartupException;
import io.headland.server.platform.crypto.MasterKey;
import io.headland.server.platform.http.HttpServer;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.memory.Heap;
import io.headland.server.platform.memory.HeapCollection;
import io.headland.server.platform.postgres.PostgresSupervisor;
import io.headland.server.platform.postgres.Storage;
import io.headland.server.platform.tasks.BackgroundLoops;
import io.headland.server.platform.tasks.TaskSignal;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.LoggerFactory;

/// Starts the server: opens the storage, constructs the modules from the lowest to the highest, and
/// listens. There is no container; the dependencies of the modules can be read here.
public final class App implements AutoCloseable {
  /// The precision of `timestamptz`.
  private static final Duration PRECISION = Duration.ofNanos(1_000);

  private final Deque<AutoCloseable> closeables = new ArrayDeque<>();
  private final Optional<ApiOwners.FirstOwner> firstOwner;
  private final URI baseUri;
  private final CompletableFuture<String> databaseFailure;

  /// Starts all components, or none: those started before a failure are closed again.
  ///
  /// @throws StartupException when something prevents the start that the operator can correct
  public static App start(HeadlandConfig config, Clock clock) throws InterruptedException {
    return new App(config, Clock.tick(clock, PRECISION));
  }

  private App(HeadlandConfig config, Clock clock) throws InterruptedException {
    boolean started = false;
    try {
      SecureRandom random = new SecureRandom();
      Storage storage = opened(Storage.open(config.data(), config.database(), random));
      Meters meters = opened(new Meters());
      BackgroundLoops loops = new BackgroundLoops(meters.registry());
      StandbyModule standby =
          opened(new StandbyModule(config.database(), storage.database(), meters, loops));
      Platform platform = platform(config, clock, random, storage, meters, loops, standby);
      OwnerModule owners = opened(new OwnerModule(platform));
      firstOwner = owners.firstOwner();
      databaseFailure = supervise(storage, platform.loops());

      ClockModule clocks = opened(new ClockModule(platform));
      EventModule events = opened(new EventModule(platform));
      ProviderModule providers = opened(new ProviderModule(platform, clocks));
      CredentialModule credentials = opened(new CredentialModule(platform, clocks, providers));
      TaskSignal signal = new TaskSignal();
      ConfigurationModule configuration = new ConfigurationModule(platform, owners, signal);
      Configurations configurations = configuration.configurations();
      UseCases useCases = UseCases.of(platform, providers, configurations, signal);
      FileStoreModule fileStore = opened(new FileStoreModule(platform));
      ConversionModule conversion =
          opened(new ConversionModule(platform, configurations, fileStore, signal));
      OrganizationModule organizations =
          opened(
              new OrganizationModule(platform, providers, credentials, configurations, useCases));
      SubscriptionModule subscriptions =
          opened(
              new SubscriptionModule(platform, providers, credentials, configurations, useCases));
      SyncModule sync =
          opened(new SyncModule(platform, providers, credentials, organizations, useCases, signal));
      TaskModule tasks =
          opened(
              new TaskModule(
                  platform,
                  signal,
                  Stream.of(
                          sync.tasks(),
                          subscriptions.tasks(),
                          conversion.tasks(credentials, providers))
                      .<Task<?>>flatMap(List::stream)
                      .toList()));
      WebhookModule webhooks = opened(new WebhookModule(platform, events, owners));
      clocks.start(List.of(tasks.scheduler(), webhooks.scheduler()), platform.loops());
      HealthModule health = opened(new HealthModule(platform, owners));
      LeafUserModule leafUsers =
          new LeafUserModule(platform, owners, credentials, useCases, subscriptions.ending());
      NewCredentials newCredentials =
          new NewCredentials(
              useCases.storeCredential(),
              sync.runs(),
              providers.providers(),
              platform.ids(),
              platform.clock());

      Routes routes = new Routes();
      new SystemModule(platform, standby).addTo(routes);
      owners.addTo(routes);
      leafUsers.addTo(routes);
      credentials.addTo(routes, newCredentials, useCases, subscriptions.ending());
      sync.addTo(routes);
      providers.addTo(routes);
      organizations.addTo(routes);
      configuration.addTo(routes);
      health.addTo(routes);
      new ConnectModule(
              platform,
              providers,
              credentials,
              leafUsers,
              organizations,
              sync,
              subscriptions,
              configurations,
              useCases,
              newCredentials,
              this::baseUri)
          .addTo(routes);
      events.addTo(routes);
      subscriptions.addTo(routes);
      new FieldModule(
              platform, clocks, providers, credentials, organizations, configurations, useCases)
          .addTo(routes);
      webhooks.addTo(routes);
      new MachineFileModule(platform, configurations, fileStore, signal)
          .addTo(routes, leafUsers.users(), owners.emails());
      standby.applyTo(routes);

      HttpServer server =
          opened(
              HttpServer.start(
                  config.http(),
                  config.leaf(),
                  routes,
                  owners.tokens(),
                  meters.registry(),
                  platform.ids(),
                  platform.loops()));
      HeapCollection heap = new HeapCollection(Heap.ofProcess());
      opened(
          loops.startMaintenance(
              "heap", HeapCollection.INTERVAL, HeapCollection.INTERVAL, _ -> heap.check()));
      // Closed first: the server waits for the requests in progress, and those that follow a run
      // wait for its end.
      opened(sync.streams());
      baseUri = server.baseUri();
      started = true;
    } finally {
      if (!started) {
        close();
      }
    }
  }

  private static Platform platform(
      HeadlandConfig config,
      Clock clock,
      SecureRandom random,
      Storage storage,
      Meters meters,
      BackgroundLoops loops,
      StandbyModule standby) {
    UuidGenerator ids = new UuidGenerator(clock, random);
    Jdbi jdbi = standby.jdbi();
    return new Platform(
        config,
        jdbi,
        standby.dataSource(),
        storage.masterKey().aead(),
        checkKeys(storage.masterKey(), new EncryptionKeyStore(jdbi), clock),
        ids,
        clock,
        random,
        duration -> TimeUnit.NANOSECONDS.sleep(duration.toNanos()),
        "node-" + ids.next(),
        meters,
        loops,
        standby.replayWait());
  }

  /// The address of the server.
  public URI baseUri() {
    return baseUri;
  }

  /// The API owner that this start created, if it did.
  public Optional<ApiOwners.FirstOwner> firstOwner() {
    return firstOwner;
  }

  /// Completed with one sentence when the database has ended permanently, and the server with it.
  public CompletableFuture<String> databaseFailure() {
    return databaseFailure;
  }

  /// Stops accepting requests, waits for requests and runs in progress, then closes the database.
  @Override
  public void close() {
    while (!closeables.isEmpty()) {
      try {
        closeables.pop().close();
      } catch (Exception e) {
        // The others must still be closed.
        LoggerFactory.getLogger(App.class).warn("A component could not be closed", e);
      }
    }
  }

  private <C extends AutoCloseable> C opened(C closeable) {
    closeables.push(closeable);
    return closeable;
  }

  /// The loop is closed before the storage, so that a stopped PostgreSQL is not restarted.
  private CompletableFuture<String> supervise(Storage storage, BackgroundLoops loops) {
    if (storage.supervisor().isEmpty()) {
      return new CompletableFuture<>();
    }
    PostgresSupervisor supervisor = storage.supervisor().get();
    opened(
        loops.start("embedded-postgresql", PostgresSupervisor.INTERVAL, _ -> supervisor.check()));
    return supervisor.failure();
  }

  /// A node without a key would fail for single rows that it cannot decrypt; the start fails
  /// instead.
  private static String checkKeys(MasterKey masterKey, EncryptionKeyStore store, Clock clock) {
    String keyId = Integer.toUnsignedString(masterKey.primaryKeyId());
    List<String> missing =
        store.list().stream().filter(id -> !masterKey.holds(Integer.parseUnsignedInt(id))).toList();
    if (!missing.isEmpty()) {
      throw new StartupException(
          "The database contains secrets encrypted with master keys that this data folder lacks ("
              + String.join(", ", missing)
              + "): put the "
              + MasterKey.FILE
              + " that belongs to this database into it.");
    }
    store.add(keyId, clock.instant());
    return keyId;
  }
}
