package io.headland.server.api.asset;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.core.asset.AssetListingStore;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.OrganizationKey;
import io.headland.server.engine.sync.FieldDataAccount;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.provider.AssetKind;
import io.headland.server.provider.Provider;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.MachineryControl;
import io.headland.simulator.fault.Fault;
import io.headland.simulator.johndeere.world.OperationForms;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// Machines, implements and operators. Each test has a separate user at the provider.
class AssetIT {
  private static final AtomicInteger USERS = new AtomicInteger();

  private static Simulator simulator;
  private static ServerFixture server;
  private static ApiClient api;
  private FieldDataAccount account;

  @BeforeAll
  static void start() {
    simulator =
        Simulator.start(SimulatorOptions.defaults().withSeed(7).withOrganizations(4).withUsers(12));
    server = ServerFixture.start(simulator.baseUri());
    api = server.owner();
    UserAssets.readAll(api);
  }

  @AfterAll
  static void stop() {
    server.close();
    simulator.close();
  }

  @BeforeEach
  void attachAccount() {
    account = FieldDataAccount.attach(server, api, simulator.credentials(USERS.getAndIncrement()));
  }

  @AfterEach
  void resetSimulator() {
    simulator.control().clearFaults();
    lists(OperationForms.EquipmentList.ARRAY);
  }

  @ParameterizedTest
  @EnumSource
  void selectingAnOrganizationBringsItsAssets(OperationForms.EquipmentList form) {
    lists(form);

    String org = account.readOrganization();

    await("machines", 3);
    await("implements", 2);
    await("operators", 3);
    JsonNode combine = find("machines?name=S770%20Combine");
    assertThat(combine.path("originType").stringValue()).isEqualTo("PROVIDER_POOLED");
    assertThat(combine.path("provider").stringValue()).isEqualTo("JohnDeere");
    assertThat(combine.path("providerOrganizationId").stringValue()).isEqualTo(org);
    assertThat(combine.path("make").stringValue()).isEqualTo("JOHN DEERE");
    assertThat(combine.path("model").stringValue()).isEqualTo("S770");
    assertThat(combine.path("category").stringValue()).isEqualTo("Combine");
    assertThat(combine.path("modelYear").intValue()).isEqualTo(2020);
    assertThat(combine.path("serialNumber").stringValue()).startsWith("1H0S770S");
    String id = combine.path("id").stringValue();
    assertThat(api.get(path("machines/" + id)).json()).isEqualTo(combine);
    assertThat(api.get(path("implements/" + id)).status()).isEqualTo(404);
    JsonNode operator = find("operators?name=Kim%20Larsen");
    assertThat(operator.path("status").stringValue()).isEqualTo("ACTIVE");
    assertThat(operator.path("license").isNull()).isTrue();
    assertThat(api.get(path("operators/" + operator.path("id").stringValue())).json())
        .isEqualTo(operator);
    JsonNode planter = find("implements?name=1775NT%20Planter");
    assertThat(api.get(path("implements/" + planter.path("id").stringValue())).json())
        .isEqualTo(planter);
  }

  @Test
  void machinesAreFilteredAndSorted() {
    String org = account.readOrganization();
    await("machines", 3);
    api.post(path("machines"), "{\"name\": \"Alpha\", \"vin\": \"V1\", \"modelYear\": 1998}");

    assertThat(names("machines?sort=name,desc"))
        .containsExactly("S770 Combine", "R4045 Sprayer", "Alpha", "8R 340 Tractor");
    assertThat(names("machines?sort=modelYear&size=1&page=1")).containsExactly("R4045 Sprayer");
    assertThat(names("machines?originType=USER_CREATED")).containsExactly("Alpha");
    assertThat(names("machines?originType=FILE_POOLED")).isEmpty();
    assertThat(names("machines?originType=OTHER")).isEmpty();
    assertThat(names("machines?vin=V1")).containsExactly("Alpha");
    assertThat(names("machines?provider=JohnDeere&providerOrganizationId=" + org)).hasSize(3);
    assertThat(names("machines?provider=Trimble")).isEmpty();
    JsonNode alpha = find("machines?name=Alpha");
    String created = alpha.path("createdTime").stringValue();
    assertThat(alpha.path("modelYear").intValue()).isEqualTo(1998);
    assertThat(names("machines?createdTime=" + created)).containsExactly("Alpha");
    assertThat(names("machines?beforeCreatedTime=" + created)).hasSize(3);
    assertThat(names("machines?afterCreatedTime=" + created)).isEmpty();
    ApiResponse page = api.get(path("machines?size=2"));
    assertThat(page.total()).isEqualTo(4);
    assertThat(api.get(path("machines?sort=nothing")).status()).isEqualTo(400);
    assertThat(api.get(path("machines?afterCreatedTime=yesterday")).status()).isEqualTo(400);
  }

  @Test
  void aMachineThatAFileNamedBeforeTheProviderListedItKeepsItsId() {
    account.readOrganization();
    await("machines", 3);
    Concurrency.await(() -> assets().listing("MACHINE").has("listedAt"));
    JsonNode combine = find("machines?name=S770%20Combine");
    String id = combine.path("id").stringValue();
    server
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    update asset
                       set origin = 'FILE_POOLED'
                         , provider = null
                         , provider_org_id = null
                         , provider_asset_id = null
                         , name = 'Named'
                     where id = cast(? as uuid)
                    """,
                    id));
    assertThat(names("machines?originType=FILE_POOLED")).containsExactly("Named");

    account.syncToItsEnd();

    Concurrency.await(() -> names("machines?originType=FILE_POOLED").isEmpty());
    JsonNode adopted = api.get(path("machines/" + id)).json();
    assertThat(adopted.path("originType").stringValue()).isEqualTo("PROVIDER_POOLED");
    assertThat(adopted.path("name").stringValue()).isEqualTo("S770 Combine");
    assertThat(names("machines")).hasSize(3);
  }

  @Test
  void deselectingAnOrganizationHidesItsAssetsAndSelectingItShowsThem() {
    String org = account.readOrganization();
    await("machines", 3);
    await("operators", 3);
    String id = find("machines?name=S770%20Combine").path("id").stringValue();

    account.deselect(org);
    assertThat(names("machines")).isEmpty();
    assertThat(names("operators")).isEmpty();
    assertThat(api.get(path("machines/" + id)).status()).isEqualTo(404);

    account.select(org);
    await("machines", 3);
    assertThat(api.get(path("machines/" + id)).status()).isEqualTo(200);
  }

  @Test
  void assetsAreReadOnlyWhenTheirConfigurationIsOn() {
    api.patch(
        "/services/config/api/configs/" + account.grower().leafUserId(),
        "{\"machinesAutoSync\": false, \"implementsAutoSync\": false}");

    account.readOrganization();

    await("operators", 3);
    assertThat(names("machines")).isEmpty();
    assertThat(names("implements")).isEmpty();
  }

  @Test
  void fieldsAreReadThoughTheEquipmentIsDenied() {
    simulator.control().addFault(Fault.status(403).onPath("*/isg/equipment*").always());

    account.readOrganization();

    await("operators", 3);
    assertThat(account.fields()).isNotEmpty();
    assertThat(names("machines")).isEmpty();
    // Machines and implements.
    Concurrency.await(() -> deniedEquipmentCalls() == 2);

    simulator.control().clearFaults();
    account.syncToItsEnd();
    await("machines", 3);
  }

  @Test
  void aMachineThatTwoCompleteListingsLackIsRemoved() {
    MachineryControl provider = simulator.control().machinery(account.readOrganization());
    await("machines", 3);
    await("operators", 3);
    long before = equipmentCalls();
    provider.remove(provider.all().machines().getFirst().principalId());
    provider.rename(provider.all().operators().getFirst().id(), "Alex Smith");

    account.syncToItsEnd();

    await("machines", 2);
    assertThat(names("machines?sort=name")).containsExactly("R4045 Sprayer", "S770 Combine");
    // Machines twice, implements once.
    Concurrency.await(() -> equipmentCalls() == before + 3);
    Concurrency.await(() -> names("operators").contains("Alex Smith"));
    provider.restore();
    account.syncToItsEnd();
    await("machines", 3);
  }

  @Test
  void anEmptyListRemovesNothingUnlessACallerForcesIt() {
    MachineryControl provider = simulator.control().machinery(account.readOrganization());
    await("machines", 3);
    Concurrency.await(() -> assets().listing("MACHINE").has("listedAt"));
    provider.all().machines().forEach(machine -> provider.remove(machine.principalId()));

    account.syncToItsEnd();
    Concurrency.await(() -> assets().failure("MACHINE").equals("syncGuarded"));
    assertThat(assets().listing("MACHINE").path("keptAssets").intValue()).isEqualTo(3);
    assertThat(assets().listing("MACHINE").has("dueAt")).isFalse();
    account.syncToItsEnd();
    await("operators", 3);
    assertThat(names("machines")).hasSize(3);

    account.syncToItsEnd("?force=true");
    await("machines", 0);
    Concurrency.await(() -> assets().failure("MACHINE").isEmpty());
    assertThat(names("implements")).hasSize(2);
  }

  @Test
  void aRequestDuringAReadingIsNotLost() {
    String org = account.readOrganization();
    await("machines", 3);
    // Otherwise the node could read the listing that the test requests.
    for (String kind : List.of("MACHINE", "IMPLEMENT", "OPERATOR")) {
      Concurrency.await(() -> assets().listing(kind).has("listedAt"));
    }
    AssetListingStore listings = new AssetListingStore(server.jdbi());
    AccountKey key =
        new AccountKey(
            server.ownerId(ServerFixture.OWNER_EMAIL),
            LeafUserId.parse(account.grower().leafUserId()).orElseThrow(),
            Provider.JOHN_DEERE);
    Instant requested = Instant.parse("2026-01-01T00:00:00Z");
    Instant started = requested.plusSeconds(1);
    request(listings, new OrganizationKey(key, org), false, requested);
    AssetListingStore.DueAssets due = listings.begin(key, started).orElseThrow();
    assertThat(due.forced()).isFalse();

    // The time of a request is that before its transaction, or that of a node with another clock.
    request(listings, new OrganizationKey(key, org), true, requested);
    server
        .jdbi()
        .useHandle(
            handle ->
                listings.finish(
                    handle, key, due, AssetListingStore.Result.COMPLETE, started.plusSeconds(2)));

    assertThat(listings.begin(key, started.plusSeconds(3)))
        .hasValueSatisfying(again -> assertThat(again.forced()).isTrue());
  }

  private static void request(
      AssetListingStore listings, OrganizationKey key, boolean forced, Instant now) {
    server
        .jdbi()
        .useHandle(handle -> listings.request(handle, key, Set.of(AssetKind.MACHINE), forced, now));
  }

  @Test
  void onlyCreatedMachinesCanBeChanged() {
    account.readOrganization();
    await("machines", 3);
    String theirs = find("machines?name=S770%20Combine").path("id").stringValue();

    ApiResponse refused = api.patch(path("machines/" + theirs), "{\"name\": \"Mine\"}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("errorKey").stringValue()).isEqualTo("machineNotEditable");
    assertThat(api.delete(path("machines/" + theirs)).status()).isEqualTo(400);

    ApiResponse created = api.post(path("machines"), "{\"name\": \"Mine\", \"make\": \"Fendt\"}");
    assertThat(created.status()).isEqualTo(201);
    String mine = path("machines/" + created.json().path("id").stringValue());
    ApiResponse changed = api.patch(mine, "{\"serialNumber\": \"7\", \"make\": null}");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.json().path("name").stringValue()).isEqualTo("Mine");
    assertThat(changed.json().path("serialNumber").stringValue()).isEqualTo("7");
    assertThat(changed.json().has("make")).isFalse();
    assertThat(api.patch(mine, "{\"name\": \" \"}").status()).isEqualTo(400);
    assertThat(api.post(path("machines"), "{}").status()).isEqualTo(400);
    account.syncToItsEnd();
    assertThat(api.delete(mine).status()).isEqualTo(204);
    assertThat(api.get(mine).status()).isEqualTo(404);
    assertThat(api.delete(mine).status()).isEqualTo(404);
  }

  private static void lists(OperationForms.EquipmentList form) {
    simulator
        .control()
        .changeSwitches(s -> s.withOperationForms(s.operationForms().withEquipmentList(form)));
  }

  private static long equipmentCalls() {
    return simulator.control().requests().stream()
        .filter(request -> request.target().contains("/isg/equipment"))
        .count();
  }

  /// Those in the events of the credential.
  private int deniedEquipmentCalls() {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select count(*)
                          from credential_event as event
                          join credential
                            on credential.api_owner_id = event.api_owner_id
                           and credential.id = event.credential_id
                         where credential.leaf_user_id = cast(:user as uuid)
                           and event.target like '%/isg/equipment%'
                           and event.status_code = 403
                        """)
                    .bind("user", account.grower().leafUserId())
                    .mapTo(Integer.class)
                    .one());
  }

  private void await(String assets, int count) {
    assets().await(assets, count);
  }

  private JsonNode find(String query) {
    return assets().find(query);
  }

  private List<String> names(String query) {
    return assets().names(query);
  }

  private String path(String rest) {
    return assets().path(rest);
  }

  private UserAssets assets() {
    return new UserAssets(api, account.grower().leafUserId());
  }
}
