package io.headland.server;

import io.headland.server.alert.AlertFormat;
import io.headland.server.alert.AlertResource;
import io.headland.server.alert.AlertStore;
import io.headland.server.alert.FailedCalls;
import io.headland.server.apiowner.ApiOwnerEmails;
import io.headland.server.apiowner.ApiOwnerStore;
import io.headland.server.apiowner.ApiOwners;
import io.headland.server.apiowner.AuthenticateResource;
import io.headland.server.apiowner.KnownAddressStore;
import io.headland.server.apiowner.Logins;
import io.headland.server.apiowner.TokenKeyStore;
import io.headland.server.apiowner.Tokens;
import io.headland.server.background.BackgroundLoops;
import io.headland.server.budget.ApplicationRefusalStore;
import io.headland.server.budget.ApplicationResource;
import io.headland.server.budget.CallCountStore;
import io.headland.server.budget.ClosureStore;
import io.headland.server.budget.ProviderBudget;
import io.headland.server.clock.ClockWatch;
import io.headland.server.clock.DatabaseClock;
import io.headland.server.clock.SteadyClock;
import io.headland.server.clock.StoredTimesStore;
import io.headland.server.config.HeadlandConfig;
import io.headland.server.config.StartupException;
import io.headland.server.configuration.ConfigurationResource;
import io.headland.server.configuration.ConfigurationStore;
import io.headland.server.configuration.Configurations;
import io.headland.server.connect.Connect;
import io.headland.server.credential.AccountStore;
import io.headland.server.credential.CredentialCalls;
import io.headland.server.credential.CredentialCipher;
import io.headland.server.credential.CredentialEventStore;
import io.headland.server.credential.CredentialRefresher;
import io.headland.server.credential.CredentialResource;
import io.headland.server.credential.CredentialStatusStore;
import io.headland.server.credential.CredentialStore;
import io.headland.server.credential.CredentialView;
import io.headland.server.credential.EncryptionKeyStore;
import io.headland.server.credential.EventPurge;
import io.headland.server.credential.GrantKeeper;
import io.headland.server.credential.GrantRecovery;
import io.headland.server.credential.GrantStore;
import io.headland.server.credential.NewCredentialStore;
import io.headland.server.credential.NewCredentials;
import io.headland.server.credential.Pause;
import io.headland.server.event.Events;
import io.headland.server.field.BoundaryRepair;
import io.headland.server.field.BoundaryStore;
import io.headland.server.field.CreatedFarmStore;
import io.headland.server.field.CreatedFieldStore;
import io.headland.server.field.CreatedRecords;
import io.headland.server.field.EarlierGeometryStore;
import io.headland.server.field.FarmResource;
import io.headland.server.field.FarmStore;
import io.headland.server.field.FarmWriteResource;
import io.headland.server.field.FieldEnableResource;
import io.headland.server.field.FieldEnableStore;
import io.headland.server.field.FieldResource;
import io.headland.server.field.FieldScopeResource;
import io.headland.server.field.FieldSearchResource;
import io.headland.server.field.FieldSearchStore;
import io.headland.server.field.FieldStore;
import io.headland.server.field.FieldWriteResource;
import io.headland.server.field.GrowerResource;
import io.headland.server.field.GrowerStore;
import io.headland.server.field.LandCountResource;
import io.headland.server.field.LandCountStore;
import io.headland.server.field.OrganizationCountResource;
import io.headland.server.field.OrganizationCountStore;
import io.headland.server.field.SummaryResource;
import io.headland.server.field.SummaryStore;
import io.headland.server.http.ConsoleResource;
import io.headland.server.http.DocsResource;
import io.headland.server.http.EventStreams;
import io.headland.server.http.HttpServer;
import io.headland.server.http.OperationsResource;
import io.headland.server.http.Routes;
import io.headland.server.id.IdMinter;
import io.headland.server.insight.ExplainLandStore;
import io.headland.server.insight.ExplainResource;
import io.headland.server.insight.ExplainRules;
import io.headland.server.insight.ExplainStore;
import io.headland.server.insight.Explanations;
import io.headland.server.insight.PreviewResource;
import io.headland.server.insight.ScopeReader;
import io.headland.server.insight.StoredScopeStore;
import io.headland.server.leafuser.LeafUserChangeStore;
import io.headland.server.leafuser.LeafUserListStore;
import io.headland.server.leafuser.LeafUserResource;
import io.headland.server.leafuser.LeafUserSearchResource;
import io.headland.server.leafuser.LeafUserSearchStore;
import io.headland.server.leafuser.LeafUserStore;
import io.headland.server.leafuser.LeafUserView;
import io.headland.server.notice.NoticeEngine;
import io.headland.server.organization.AccountReader;
import io.headland.server.organization.BulkChoiceResource;
import io.headland.server.organization.LiveOrganizationResource;
import io.headland.server.organization.OrganizationChoiceStore;
import io.headland.server.organization.OrganizationPath;
import io.headland.server.organization.OrganizationResource;
import io.headland.server.organization.OrganizationSyncStore;
import io.headland.server.organization.ProviderOrganizationStore;
import io.headland.server.organization.Repair;
import io.headland.server.overview.AccountOverviewStore;
import io.headland.server.overview.NodeStore;
import io.headland.server.overview.Overview;
import io.headland.server.overview.SystemStore;
import io.headland.server.persistence.HandoverFiles;
import io.headland.server.persistence.MasterKey;
import io.headland.server.persistence.PlainJdbc;
import io.headland.server.persistence.PostgresSupervisor;
import io.headland.server.persistence.Storage;
import io.headland.server.persistence.WriteCheck;
import io.headland.server.provider.Provider;
import io.headland.server.provider.Providers;
import io.headland.server.provider.johndeere.JohnDeereAdapter;
import io.headland.server.provider.trimble.TrimbleAdapter;
import io.headland.server.send.FieldLinkStore;
import io.headland.server.send.FieldSendResource;
import io.headland.server.send.FieldSender;
import io.headland.server.send.SendableFieldStore;
import io.headland.server.sync.SyncEngine;
import io.headland.server.sync.SyncProgressStore;
import io.headland.server.sync.SyncResource;
import io.headland.server.sync.SyncRunResource;
import io.headland.server.upload.UploadResource;
import io.headland.server.upload.UploadStore;
import io.headland.server.upstream.UpstreamClient;
import io.headland.server.webhook.Webhooks;
import java.net.InetAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;

/// The composition root: the only place where services are constructed, from the database outwards
/// to the listening socket. There is no container; what depends on what can be read here.
public final class App implements AutoCloseable {
  /// What PostgreSQL keeps of a time.
  private static final Duration PRECISION = Duration.ofNanos(1_000);

  private final Deque<AutoCloseable> closeables = new ArrayDeque<>();
  private final Optional<ApiOwners.FirstOwner> firstOwner;
  private final URI baseUri;
  private final CompletableFuture<String> databaseFailure;

  /// Starts everything, or nothing: what was started before a failure is closed again.
  ///
  /// @throws StartupException when something that the operator can mend stands in the way
  public static App start(HeadlandConfig config, Clock clock) throws InterruptedException {
    return new App(config, Clock.tick(clock, PRECISION));
  }

  private App(HeadlandConfig config, Clock clock) throws InterruptedException {
    boolean started = false;
    try {
      SecureRandom random = new SecureRandom();
      IdMinter ids = new IdMinter(clock, random);
      String node = "node-" + ids.mint();
      Storage storage = opened(Storage.open(config.data(), config.database(), random));
      Jdbi jdbi = storage.database().jdbi();
      String keyId = checkKeys(storage.masterKey(), new EncryptionKeyStore(jdbi), clock);

      ApiOwnerStore ownerStore = new ApiOwnerStore(jdbi);
      ApiOwners owners = new ApiOwners(ownerStore, ids, clock, random);
      firstOwner = owners.createFirst(config.owner());
      Tokens tokens =
          Tokens.open(
              new TokenKeyStore(jdbi, storage.masterKey().aead(), keyId),
              ownerStore,
              clock,
              random);
      ApiOwnerEmails emails = new ApiOwnerEmails(ownerStore);

      Meters meters = opened(new Meters());
      BackgroundLoops loops = new BackgroundLoops(meters.registry());
      databaseFailure = supervise(storage, loops);

      SteadyClock steady = new SteadyClock(clock.instant());
      StoredTimesStore storedTimes = new StoredTimesStore(jdbi, longestWaits(config));
      DatabaseClock databaseClock = DatabaseClock.open(storedTimes, steady);
      ClockWatch clockWatch =
          opened(ClockWatch.open(clock, steady, databaseClock, storedTimes, meters.registry()));

      Events feed = opened(Events.start(jdbi, config.events(), clock, loops));

      Pause pause = duration -> TimeUnit.NANOSECONDS.sleep(duration.toNanos());
      CallCountStore callCounts = new CallCountStore(jdbi);
      ClosureStore closures = new ClosureStore(jdbi);
      ProviderBudget budget =
          opened(
              ProviderBudget.start(
                  config.upstream().callsPerSecond(),
                  storage.database().dataSource(),
                  closures,
                  callCounts,
                  new ProviderBudget.Clocks(clock, steady, databaseClock),
                  pause,
                  meters::countHeldBack,
                  loops));
      UpstreamClient upstream =
          opened(new UpstreamClient(config.upstream(), Version.number(), clock));
      Providers providers =
          new Providers(
              List.of(
                  new JohnDeereAdapter(config.johnDeere(), upstream),
                  new TrimbleAdapter(config.trimble(), upstream)));

      CredentialCipher cipher = new CredentialCipher(storage.masterKey().aead(), keyId);
      AccountStore.OnChange onAccountChange =
          NoticeEngine.onAccountChange(
              SyncEngine.onAccountChange(jdbi, providers, config.sync()), config.notices());
      CredentialStore credentials = new CredentialStore(jdbi, cipher);
      AccountStore accounts = new AccountStore(jdbi, onAccountChange, clock);
      CredentialEventStore events =
          new CredentialEventStore(jdbi, ids, clock, config.credentials().eventRetention());
      opened(EventPurge.start(events, loops));
      ApplicationRefusalStore refusals = new ApplicationRefusalStore(jdbi);
      OrganizationSyncStore organizationSync = new OrganizationSyncStore(jdbi);
      CredentialStatusStore statuses =
          new CredentialStatusStore(
              jdbi, organizationSync::blockAll, refusals, SyncEngine.onRestoration());
      GrantStore grants =
          new GrantStore(jdbi, cipher, config.credentials().unresolvedRefreshWait());
      GrantKeeper keeper = new GrantKeeper(grants, credentials, statuses, clock, pause);
      HandoverFiles pendingGrants =
          HandoverFiles.open(
              config.data().dir().resolve("pending-grants"), storage.masterKey().aead());
      CredentialRefresher refresher =
          opened(
              new CredentialRefresher(
                  credentials,
                  grants,
                  statuses,
                  keeper,
                  pendingGrants,
                  new CredentialCalls(events, meters::countProviderCall, budget),
                  providers,
                  clock,
                  ids,
                  pause,
                  new CredentialRefresher.Waits(
                      config.sync().lease(), config.credentials().refreshWait(), databaseClock)));
      opened(GrantRecovery.start(pendingGrants, grants, keeper, loops));

      ConfigurationStore configurationStore = new ConfigurationStore(jdbi);
      Configurations configurations = new Configurations(configurationStore);
      ProviderOrganizationStore organizations =
          new ProviderOrganizationStore(new PlainJdbc(storage.database().dataSource()));
      AccountReader reader = new AccountReader(refresher, providers);
      NoticeEngine notices =
          opened(
              new NoticeEngine(
                  new NoticeEngine.Ground(
                      jdbi,
                      storage.masterKey().aead(),
                      keyId,
                      providers,
                      refresher,
                      accounts,
                      configurations,
                      ids,
                      clock,
                      random),
                  config.notices()));
      SyncEngine engine =
          opened(
              new SyncEngine(
                  new SyncEngine.Ground(
                      jdbi,
                      storage.database().dataSource(),
                      providers,
                      refresher,
                      accounts,
                      reader,
                      organizations,
                      organizationSync,
                      configurations,
                      ids,
                      clock,
                      random,
                      node,
                      notices,
                      config.leaf().strict() ? Repair.PREVIEW : Repair.EARLIER_STATUS),
                  config.sync(),
                  config.http().shutdownGrace()));
      engine.start();

      NewCredentials newCredentials =
          new NewCredentials(
              new NewCredentialStore(jdbi, cipher, onAccountChange),
              engine.runs(),
              providers,
              ids,
              clock);

      AlertFormat alertFormat = new AlertFormat();
      Webhooks webhooks =
          opened(
              new Webhooks(
                  new Webhooks.Ground(
                      jdbi,
                      storage.database().dataSource(),
                      storage.masterKey().aead(),
                      keyId,
                      feed.feed(),
                      InetAddress::getAllByName,
                      "Headland/" + Version.number(),
                      ids,
                      clock,
                      random,
                      node),
                  config.webhooks(),
                  config.http().shutdownGrace(),
                  List.of(alertFormat),
                  meters::countWebhookAttempt));
      feed.onPublished(webhooks::published);
      webhooks.start();
      clockWatch.start(List.of(engine.scheduler(), webhooks.scheduler()), loops);

      CredentialView credentialView =
          new CredentialView(
              providers, config.credentials().revealSecrets(), config.leaf().strict());
      LeafUserStore users = new LeafUserStore(jdbi, config.leafUsers().uniqueExternalId());
      Routes routes = new Routes();
      WriteCheck writeCheck = new WriteCheck(storage.database().dataSource(), node);
      new OperationsResource(writeCheck::problem, meters.registry(), loops).addTo(routes);
      new DocsResource().addTo(routes);
      new ConsoleResource().addTo(routes);
      Logins logins =
          opened(new Logins(owners, new KnownAddressStore(jdbi), clock, meters::countLogin));
      new AuthenticateResource(logins, tokens, config.tokens()).addTo(routes);
      new LeafUserResource(
              users,
              new LeafUserListStore(jdbi),
              new LeafUserChangeStore(jdbi, users, accounts),
              credentials,
              notices,
              new LeafUserView(
                  credentialView, config.leafUsers().omitEmpty(), config.leaf().strict()),
              emails,
              ids,
              clock)
          .addTo(routes);
      new CredentialResource(
              credentials,
              newCredentials,
              accounts,
              notices,
              events,
              credentialView,
              config.credentials().replaceExisting())
          .addTo(routes);
      OrganizationPath path = new OrganizationPath(providers, config.leaf().strict());
      new LiveOrganizationResource(path, reader).addTo(routes);
      EventStreams streams = new EventStreams();
      new SyncResource(path, engine.runs(), organizations).addTo(routes);
      new SyncRunResource(
              engine.runStore(), new SyncProgressStore(jdbi), engine.partStore(), streams)
          .addTo(routes);
      new ApplicationResource(
              budget, callCounts, closures, refusals, config.upstream().callsPerSecond(), clock)
          .addTo(routes);
      OrganizationChoiceStore choices = new OrganizationChoiceStore(jdbi, engine.requests());
      new OrganizationResource(path, organizations, choices, clock).addTo(routes);
      new BulkChoiceResource(path, organizations, choices, clock).addTo(routes);
      new ExplainResource(
              new Explanations(new ExplainStore(jdbi), new ExplainLandStore(jdbi), configurations),
              new ExplainRules(config.sync().retention()),
              providers)
          .addTo(routes);
      new PreviewResource(
              path,
              organizations,
              new StoredScopeStore(jdbi),
              opened(
                  new ScopeReader(
                      refresher,
                      providers,
                      config.sync().foregroundWait(),
                      config.http().shutdownGrace())),
              configurations)
          .addTo(routes);
      new ConfigurationResource(configurationStore, configurations, emails).addTo(routes);
      new LeafUserSearchResource(new LeafUserSearchStore(jdbi)).addTo(routes);
      opened(
              new Overview(
                  new AccountOverviewStore(jdbi),
                  new NodeStore(jdbi),
                  new SystemStore(jdbi),
                  owner ->
                      config.owner().operators().stream()
                          .anyMatch(emails.apply(owner)::equalsIgnoreCase),
                  node,
                  Version.number(),
                  clock,
                  loops))
          .addTo(routes);

      new Connect(
              new Connect.Ground(
                  jdbi,
                  cipher,
                  providers,
                  users,
                  credentials,
                  newCredentials,
                  accounts,
                  notices,
                  organizations,
                  choices,
                  configurations,
                  engine.runs(),
                  meters::countProviderCall,
                  ids,
                  clock,
                  random,
                  pause),
              config.connectUrl(),
              this::baseUri)
          .addTo(routes);
      feed.addTo(
          routes, name -> Provider.ofWireName(name).isPresent() || CreatedRecords.isProvider(name));
      notices.addTo(routes);

      FieldStore fields = new FieldStore(jdbi);
      BoundaryStore boundaries = new BoundaryStore(jdbi);
      FarmStore farms = new FarmStore(jdbi);
      GrowerStore growers = new GrowerStore(jdbi);
      CreatedFieldStore createdFields = new CreatedFieldStore(jdbi, ids);
      BoundaryRepair repair =
          (owner, leafUser) -> configurations.scope(owner, leafUser).automaticFixBoundary();
      new FieldResource(fields, boundaries, new EarlierGeometryStore(jdbi)).addTo(routes);
      new FieldWriteResource(fields, boundaries, createdFields, repair, clock).addTo(routes);
      new FieldSearchResource(fields, new FieldSearchStore(jdbi)).addTo(routes);
      FieldLinkStore links = new FieldLinkStore(jdbi);
      new FieldSendResource(
              fields,
              new SendableFieldStore(jdbi),
              links,
              new FieldSender(links, organizations, refresher, ids, databaseClock),
              providers)
          .addTo(routes);
      new UploadResource(new UploadStore(jdbi, createdFields, ids), repair, clock).addTo(routes);
      new FarmResource(farms).addTo(routes);
      new GrowerResource(growers).addTo(routes);
      new FarmWriteResource(farms, growers, new CreatedFarmStore(jdbi, ids), clock).addTo(routes);
      FieldEnableStore previews = new FieldEnableStore(jdbi);
      new FieldEnableResource(fields, previews, engine.requests(), clock).addTo(routes);
      new FieldScopeResource(fields, previews, engine.requests(), providers, clock).addTo(routes);
      new SummaryResource(new SummaryStore(jdbi), providers).addTo(routes);
      new LandCountResource(new LandCountStore(jdbi), fields, providers, clock).addTo(routes);
      new OrganizationCountResource(new OrganizationCountStore(jdbi), fields, providers)
          .addTo(routes);

      webhooks.addTo(routes);
      new AlertResource(
              webhooks,
              new AlertStore(jdbi, webhooks.store()),
              new FailedCalls(webhooks, feed.feed(), alertFormat, emails),
              config.credentials().revealSecrets(),
              ids,
              clock)
          .addTo(routes);

      HttpServer server =
          opened(
              HttpServer.start(
                  config.http(), config.leaf(), routes, tokens, meters.registry(), ids, loops));
      // Closed first: the server waits for the requests under way, and those that follow a run wait
      // for its end.
      opened(streams);
      baseUri = server.baseUri();
      started = true;
    } finally {
      if (!started) {
        close();
      }
    }
  }

  /// Where the server listens.
  public URI baseUri() {
    return baseUri;
  }

  /// The API owner that this start created, if it did.
  public Optional<ApiOwners.FirstOwner> firstOwner() {
    return firstOwner;
  }

  /// Completed with one sentence when the database has ended for good, and the server with it.
  public CompletableFuture<String> databaseFailure() {
    return databaseFailure;
  }

  /// Stops listening, lets requests and runs under way finish, then closes the database.
  @Override
  public void close() {
    while (!closeables.isEmpty()) {
      try {
        closeables.pop().close();
      } catch (Exception e) {
        // Each of the others must still be closed.
        org.slf4j.LoggerFactory.getLogger(App.class).warn("A part did not close cleanly", e);
      }
    }
  }

  private <C extends AutoCloseable> C opened(C closeable) {
    closeables.push(closeable);
    return closeable;
  }

  /// The loop is closed before the storage, so that a PostgreSQL that is stopped stays stopped.
  private CompletableFuture<String> supervise(Storage storage, BackgroundLoops loops) {
    if (storage.supervisor().isEmpty()) {
      return new CompletableFuture<>();
    }
    PostgresSupervisor supervisor = storage.supervisor().get();
    opened(
        loops.start("embedded-postgresql", PostgresSupervisor.INTERVAL, _ -> supervisor.check()));
    return supervisor.failure();
  }

  private static StoredTimesStore.Limits longestWaits(HeadlandConfig config) {
    return new StoredTimesStore.Limits(
        config.sync().lease(),
        config.sync().interval(),
        config.notices().debounce(),
        config.webhooks().retrySchedule().stream()
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO));
  }

  /// A node that lacks a key would find rows that it cannot open, one by one: better not to start.
  private static String checkKeys(MasterKey masterKey, EncryptionKeyStore store, Clock clock) {
    String keyId = Integer.toUnsignedString(masterKey.primaryKeyId());
    List<String> missing =
        store.list().stream().filter(id -> !masterKey.holds(Integer.parseUnsignedInt(id))).toList();
    if (!missing.isEmpty()) {
      throw new StartupException(
          "The database holds secrets encrypted with master keys that this data folder lacks ("
              + String.join(", ", missing)
              + "): put the "
              + MasterKey.FILE
              + " that belongs to this database into it.");
    }
    store.add(keyId, clock.instant());
    return keyId;
  }
}
