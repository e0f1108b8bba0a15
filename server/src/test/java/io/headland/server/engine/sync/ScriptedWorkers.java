package io.headland.server.engine.sync;

import io.headland.server.core.asset.AssetListingStore;
import io.headland.server.core.configuration.ConfigurationStore;
import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.configuration.SyncScope;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.BoundaryWriteStore;
import io.headland.server.core.field.FieldDataWriteStore;
import io.headland.server.core.field.ListingPageStore;
import io.headland.server.core.field.MissingRecordStore;
import io.headland.server.core.field.OrganizationKey;
import io.headland.server.core.field.OrganizationSnapshot;
import io.headland.server.core.field.OrganizationSnapshotStore;
import io.headland.server.core.field.Previews;
import io.headland.server.core.operationsync.OperationListingStore;
import io.headland.server.core.organization.OrganizationStatus;
import io.headland.server.core.subscription.SubscriptionTaskStore;
import io.headland.server.core.sync.SyncCause;
import io.headland.server.core.sync.SyncRun;
import io.headland.server.core.sync.SyncRun.SyncCounts;
import io.headland.server.core.sync.SyncRun.SyncRunState;
import io.headland.server.core.sync.SyncRunOrganization;
import io.headland.server.core.sync.SyncRunOrganization.SyncRunOrganizationState;
import io.headland.server.core.sync.SyncRunOrganizationStore;
import io.headland.server.core.sync.SyncRunPlanStore;
import io.headland.server.core.sync.SyncRunStartStore;
import io.headland.server.core.sync.SyncRunStore;
import io.headland.server.core.sync.SyncRunStore.SyncEnd;
import io.headland.server.core.sync.SyncTaskStore;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.SyncRunId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.provider.Provider;
import io.headland.server.provider.ProviderCredential;
import io.headland.server.provider.ProviderSession;
import io.headland.server.usecase.organization.SelectOrganizations;
import io.headland.server.usecase.sync.EndReading;
import io.headland.server.usecase.sync.OpenReading;
import io.headland.server.usecase.sync.OrganizationReading;
import io.headland.server.usecase.sync.PlanSync;
import io.headland.server.usecase.sync.RecordPage;
import io.headland.server.usecase.sync.StartSync;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The stores and readings of the engine for one account, without scheduler, credential and HTTP: a
/// test determines which worker runs, for how long, and when it dies.
final class ScriptedWorkers {
  private static final Duration LEASE = Duration.ofDays(1);
  private static final Duration FULL_INTERVAL = Duration.ofDays(7);
  private static final AtomicLong ORDINALS = new AtomicLong();
  private static final int WORKERS = 2;
  private static final int MANY_TURNS = 1_000;

  /// Time advances by a millisecond with each reading.
  private static final AtomicLong TIME =
      new AtomicLong(Instant.parse("2026-11-22T08:00:00Z").toEpochMilli());

  private final InstantSource clock = () -> Instant.ofEpochMilli(TIME.incrementAndGet());
  private final UuidGenerator ids = new UuidGenerator(clock, new Random(7));
  private final Jdbi jdbi;
  private final ScriptedFieldData provider;
  private final AccountKey account;
  private final SyncRunStartStore starts;
  private final SyncRunStore runs;
  private final PlanSync plans;
  private final RecordPage recordPage;
  private final EndReading endReading;
  private final OpenReading openReading;
  private final Configurations configurations;
  private final StartSync requests;
  private final SelectOrganizations selection;
  private ReadAhead readAhead = new ReadAhead(0, Runnable::run);
  private int underWay;

  ScriptedWorkers(
      Jdbi jdbi, ApiOwnerId owner, ScriptedFieldData provider, Collection<String> orgs) {
    this.jdbi = jdbi;
    this.provider = provider;
    this.account = new AccountKey(owner, new LeafUserId(ids.next()), Provider.JOHN_DEERE);
    SyncRunOrganizationStore runOrganizations = new SyncRunOrganizationStore(jdbi);
    this.starts = new SyncRunStartStore(jdbi);
    this.runs = new SyncRunStore(jdbi);
    this.plans = new PlanSync(jdbi, starts, runs, new SyncRunPlanStore(), new SyncTaskStore());
    OrganizationSnapshotStore snapshots = new OrganizationSnapshotStore();
    this.endReading =
        new EndReading(
            jdbi,
            runs,
            plans,
            runOrganizations,
            snapshots,
            new ListingPageStore(),
            new OperationListingStore(jdbi),
            new AssetListingStore(jdbi));
    this.recordPage =
        new RecordPage(
            jdbi,
            runOrganizations,
            snapshots,
            new FieldDataWriteStore(ids, new BoundaryWriteStore(ids)),
            new MissingRecordStore(),
            new ListingPageStore(),
            endReading);
    this.openReading = new OpenReading(jdbi, snapshots);
    this.configurations = new Configurations(new ConfigurationStore(jdbi));
    this.requests = new StartSync(jdbi, configurations, plans, ids, clock, () -> {});
    this.selection =
        new SelectOrganizations(
            jdbi, plans, new SyncRunPlanStore(), new SubscriptionTaskStore(false), ids, () -> {});
    storeAccount(orgs);
  }

  private void storeAccount(Collection<String> orgs) {
    String key = ":owner, :user";
    execute(
        "insert into leaf_user (api_owner_id, id, ordinal, name, email, created_at, updated_at)"
            + " values ("
            + key
            + ", :ordinal, 'A grower', 'g@example.com', now(), now())",
        Map.of("ordinal", ORDINALS.incrementAndGet()));
    execute(
        "insert into leaf_user_configuration (api_owner_id, leaf_user_id, settings)"
            + " values ("
            + key
            + ", '{\"customDataSync\": false}')",
        Map.of());
    execute(
        "insert into provider_account (api_owner_id, leaf_user_id, provider, organization_total)"
            + " values ("
            + key
            + ", 'JohnDeere', :total)",
        Map.of("total", orgs.size()));
    for (String org : orgs) {
      execute(
          "insert into provider_organization (api_owner_id, leaf_user_id, provider,"
              + " provider_org_id, name, status, management_uri, created_at, updated_at) values ("
              + key
              + ", 'JohnDeere', :org, 'Smith Farms', 'SELECTED', '', now(), now())",
          Map.of("org", org));
    }
  }

  /// How pages are requested ahead; by default none is.
  void readAhead(ReadAhead given) {
    readAhead = given;
  }

  AccountKey account() {
    return account;
  }

  /// The step of a sync that follows the storage of the list of organizations.
  void sync(boolean force) {
    SyncRunStartStore.Start start =
        starts
            .start(
                account,
                new SyncRunId(ids.next()),
                SyncCause.REQUEST,
                force,
                clock.instant(),
                LEASE)
            .orElseThrow();
    if (start.isNew()) {
      SyncEnd nothing = new SyncEnd(SyncRunState.UNCHANGED, SyncCounts.NONE, 0, "");
      jdbi.useTransaction(
          handle ->
              plans.continueRun(
                  handle,
                  account.owner(),
                  plans
                      .recordList(
                          handle,
                          account.owner(),
                          start.run(),
                          nothing,
                          selected(handle),
                          clock.instant())
                      .orElseThrow(),
                  nothing,
                  clock.instant()));
    }
  }

  void syncFields() {
    requests.syncFields(account.owner(), account.leafUser());
  }

  void choose(String org, OrganizationStatus status) {
    selection.select(account, org, status, clock.instant());
  }

  void customDataSync(boolean on) {
    execute(
        "update leaf_user_configuration set settings = jsonb_build_object('customDataSync', :on)"
            + " where api_owner_id = :owner and leaf_user_id = :user",
        Map.of("on", on));
  }

  /// Enables a field as the API does; a separate run follows when a grower is enabled.
  void enable(String org, UUID field, boolean atOnce) {
    Previews.enable(jdbi, account.owner(), account.leafUser(), field, clock.instant());
    if (atOnce) {
      requests.syncEnabled(account, Set.of(org));
    }
  }

  boolean isUnderWay() {
    return runInProgress().isPresent();
  }

  private Optional<SyncRunId> runInProgress() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select id from sync_run where leaf_user_id = :user and state = 'RUNNING'")
                .bind("user", account.leafUser().value())
                .mapTo(UUID.class)
                .map(SyncRunId::new)
                .findOne());
  }

  /// Completes all work in progress.
  void finish() throws InterruptedException {
    for (int turns = 0; isUnderWay(); turns++) {
      if (turns == MANY_TURNS) {
        throw new AssertionError("The run does not end");
      }
      work(turns % WORKERS, MANY_TURNS);
    }
  }

  /// Lets a worker read this number of pages. A worker that dies leaves everything unchanged.
  ///
  /// @return whether the worker continues
  boolean work(int worker, int pages) throws InterruptedException {
    Optional<SyncRunId> id = runInProgress();
    if (id.isEmpty() || underWay > WORKERS) {
      return false;
    }
    AtomicInteger left = new AtomicInteger(pages);
    TimeSlice turn = () -> left.getAndDecrement() <= 0;
    underWay++;
    try {
      SyncRun run = runs.find(account.owner(), id.get()).orElseThrow();
      while (!turn.isOver()) {
        Optional<SyncRunOrganization> runOrganization =
            openReading
                .claim(account.owner(), run.id(), worker, clock.instant())
                .map(OpenReading.Claimed::runOrganization);
        if (runOrganization.isPresent()) {
          if (read(run, runOrganization.get(), turn) instanceof ReadingResult.Pause) {
            return true;
          }
        } else if (!(plans.endIfDone(account.owner(), run.id(), worker, clock.instant())
            instanceof PlanSync.Rest.More)) {
          return false;
        }
      }
      return true;
    } catch (ScriptedFieldData.Died _) {
      // As intended by the script: its claim remains.
      return true;
    } finally {
      underWay--;
    }
  }

  private ReadingResult read(SyncRun run, SyncRunOrganization runOrganization, TimeSlice turn)
      throws InterruptedException {
    if (!jdbi.withHandle(this::selected).contains(runOrganization.providerOrgId())) {
      return new ReadingResult.Over(
          endReading.end(
              account, runOrganization, SyncRunOrganizationState.STOPPED, "", clock.instant()));
    }
    ReadingResult end = reading(run, runOrganization, turn).read();
    return end instanceof ReadingResult.Unauthorized(SyncRunOrganization refused)
        ? reading(run, refused, turn).read()
        : end;
  }

  private FieldDataReader reading(
      SyncRun run, SyncRunOrganization runOrganization, TimeSlice turn) {
    OrganizationKey organizationKey = new OrganizationKey(account, runOrganization.providerOrgId());
    OrganizationSnapshot before =
        jdbi.withHandle(
            handle ->
                new OrganizationSnapshotStore().open(handle, organizationKey, clock.instant()));
    Instant read = before.fullyReadAt();
    return new FieldDataReader(
        recordPage,
        endReading,
        clock,
        new FieldDataReader.Context(
            new OrganizationReading(
                organizationKey,
                scope(),
                Set.of(),
                run.forced(),
                read == null,
                read == null || !read.plus(FULL_INTERVAL).isAfter(clock.instant()),
                before.waiting(),
                false,
                Set.of(),
                List.of()),
            provider,
            new ProviderSession(
                new ProviderCredential(Map.of(), Map.of()), Secret.of("token"), _ -> {}),
            new UnlinkedKinds(Set.of(), _ -> {}),
            before,
            new AtomicInteger(),
            turn,
            readAhead),
        runOrganization);
  }

  SyncScope scope() {
    return configurations.scope(account.owner(), account.leafUser());
  }

  List<String> selected(Handle handle) {
    return handle
        .createQuery(
            "select provider_org_id from provider_organization"
                + " where leaf_user_id = :user and status = 'SELECTED' order by 1")
        .bind("user", account.leafUser().value())
        .mapTo(String.class)
        .list();
  }

  private void execute(String sql, Map<String, ?> values) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(sql)
                .bind("owner", account.owner().value())
                .bind("user", account.leafUser().value())
                .bindMap(values)
                .execute());
  }
}
