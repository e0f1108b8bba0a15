package io.headland.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.api.operation.UploadedOperation;
import io.headland.server.core.apiowner.ApiOwnerStore;
import io.headland.server.core.apiowner.ApiOwners;
import io.headland.server.core.event.RecordedEvents;
import io.headland.server.core.field.Boundary.BoundaryStatus;
import io.headland.server.core.field.FieldStatus;
import io.headland.server.core.field.geometry.FieldDataRows;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.safehttp.Receiver;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.DemoCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A second API owner calls every operation of the contract with the ids of the first one. The
/// responses must be those for ids that do not exist, and the first one's data must not change.
class OwnerIsolationIT {
  private static final String USERS = "/services/usermanagement/api/users";
  private static final String OTHER_OWNER = "other@example.com";
  private static final String OTHER_PASSWORD = "wrong horse, other staple";
  private static final OperationWalk WALK = new OperationWalk(OpenApiDocument.load());

  private Simulator simulator;
  private final Receiver receiver = Receiver.start();
  private ServerFixture server;
  private ApiClient first;
  private ApiClient otherOwner;
  private OwnerResources ownerResources;

  @BeforeEach
  void start() throws InterruptedException {
    simulator = Simulator.start(SimulatorOptions.defaults());
    server = ServerFixture.start(simulator.baseUri());
    first = server.owner();
    ownerResources =
        createResources(server, first, simulator.demoCredentials(), receiver.uri("").toString());
    createOtherOwner(server.jdbi());
    otherOwner = server.anonymous().signIn(OTHER_OWNER, OTHER_PASSWORD);
  }

  @AfterEach
  void stop() {
    server.close();
    receiver.close();
    simulator.close();
  }

  @Test
  void cannotDistinguishTheFirstOwnersIdsFromAbsentOnes() {
    OwnerResources nobodys = OwnerResources.ofUnknown().calling(receiver.uri("").toString());
    List<OperationWalk.Step> steps = WALK.steps(ownerResources);
    List<OperationWalk.Step> sameWithoutMeaning = WALK.steps(nobodys);

    assertThat(steps).hasSameSizeAs(sameWithoutMeaning);
    IntStream.range(0, steps.size())
        .forEach(
            i -> {
              ApiResponse response = steps.get(i).send(otherOwner);
              ApiResponse meaningless = sameWithoutMeaning.get(i).send(otherOwner);
              assertThat(comparable(response, ownerResources))
                  .as(steps.get(i).toString())
                  .isEqualTo(comparable(meaningless, nobodys));
            });
  }

  @Test
  void getsNoDataOfTheFirstOwner() {
    for (OperationWalk.Step step : WALK.steps(ownerResources)) {
      ApiResponse response = step.send(otherOwner);

      assertThat(response.status()).as(step.toString()).isNotEqualTo(403);
      if (step.namesSomethingInItsPath()) {
        assertThat(response.status()).as(step.toString()).isEqualTo(404);
      }
      if (response.status() < 300) {
        assertThat(response.body())
            .as(step.toString())
            .doesNotContain(
                ownerResources.leafUserId(),
                ownerResources.credentialId(),
                ownerResources.syncRunId())
            .doesNotContain(ServerFixture.OWNER_EMAIL);
      }
    }
  }

  @Test
  void countsNothing() {
    for (OperationWalk.Step step : WALK.steps(ownerResources)) {
      if (step.operation().method().equals("GET") && !step.namesSomethingInItsPath()) {
        ApiResponse response = step.send(otherOwner);
        response
            .header("X-Total-Count")
            .ifPresent(total -> assertThat(total).as(step.toString()).isEqualTo("0"));
      }
    }
  }

  @Test
  void changesNothingOfTheFirstOwners() {
    Map<String, String> before = responsesForTheFirstOwner();

    WALK.steps(ownerResources).forEach(step -> step.send(otherOwner));

    assertThat(responsesForTheFirstOwner()).isEqualTo(before);
  }

  /// Without this the walk would prove nothing: its requests might be wrong for everybody.
  @Test
  void sendsRequestsThatSucceedForTheFirstOwner() {
    for (OperationWalk.Step step : WALK.steps(ownerResources)) {
      if (step.isFirst()) {
        assertThat(step.send(first).status()).as(step.toString()).isBetween(200, 299);
      }
    }
  }

  private Map<String, String> responsesForTheFirstOwner() {
    Map<String, String> read = new TreeMap<>();
    for (OperationWalk.Step step : WALK.steps(ownerResources)) {
      // Asking the provider leaves an event behind, and is no reading of what is stored. The state
      // of the system has no API owner, and differs in each response.
      boolean left =
          Set.of("listOrganizationsAtProvider", "previewOrganization", "getSystem")
              .contains(step.operation().id());
      if (step.operation().method().equals("GET") && !left) {
        ApiResponse response = step.send(first);
        assertThat(response.status()).as(step.toString()).isEqualTo(200);
        read.put(step.toString(), response.body());
      }
    }
    return read;
  }

  /// An answer without what differs between any two answers.
  private static String comparable(ApiResponse response, OwnerResources named) {
    String body =
        named
            .outOf(response.body())
            .replaceAll("/connect/[A-Za-z0-9_-]{43}", "/connect/{token}")
            .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "{id}")
            .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "{time}")
            .replaceAll("whsec_[A-Za-z0-9+/=]+", "{secret}");
    String total = response.header("X-Total-Count").orElse("-");
    return response.status() + " " + total + " " + body;
  }

  static OwnerResources createResources(
      ServerFixture server, ApiClient owner, DemoCredentials demo, String hook) {
    String leafUser =
        owner
            .post(
                USERS,
                """
                {"name": "Jane Smith", "email": "jane@example.com", "externalId": "grower-9381"}
                """)
            .id();
    String credential =
        owner
            .post(
                USERS + "/" + leafUser + "/john-deere-credentials",
                """
                {"clientKey": "%s", "clientSecret": "%s", "refreshToken": "%s"}
                """
                    .formatted(demo.clientKey(), demo.clientSecret(), demo.refreshToken()))
            .id();
    owner.post(
        USERS + "/" + leafUser + "/raven-credentials",
        "{\"clientId\": \"c\", \"clientSecret\": \"s\", \"refreshToken\": \"r\"}");
    owner.patch(
        "/services/config/api/configs/" + leafUser,
        """
        {"customDataSync": false, "enableOperationsSession": true, "enableGeoparquetOutput": true,
         "enableOutsideFieldGeojson": true,
         "enablePolygonOutput": true,
         "operationsImageCreation": true, "operationsImageAsGeoTiff": true}
        """);
    String organization =
        owner
            .get(USERS + "/" + leafUser + "/JohnDeere/organizations?size=100")
            .json()
            .valueStream()
            .filter(view -> !view.path("status").stringValue().equals("BLOCKED"))
            .map(view -> view.path("providerOrgId").stringValue())
            .findFirst()
            .orElseThrow();
    String run =
        owner
            .get("/services/headland/api/sync-runs?leafUserId=" + leafUser)
            .json()
            .at("/0/id")
            .stringValue();
    // What is being read would change between two readings of the walk.
    Concurrency.await(
        () ->
            !owner
                .get("/services/headland/api/sync-runs/" + run)
                .json()
                .path("state")
                .stringValue()
                .equals("RUNNING"));
    // Before the events, which it adds.
    OwnerResources.Land land = fieldData(server, owner, leafUser);
    return new OwnerResources(
        leafUser,
        "jane@example.com",
        "Jane Smith",
        "grower-9381",
        credential,
        organization,
        run,
        firstEvent(server, owner),
        land,
        links(owner, leafUser),
        webhookFixture(server, owner, hook));
  }

  /// They receive no event of the walk, so that it does not change them.
  private static OwnerResources.WebhookFixture webhookFixture(
      ServerFixture server, ApiClient owner, String url) {
    Concurrency.await(
        () ->
            server
                .jdbi()
                .withHandle(
                    handle ->
                        handle
                            .createQuery("select not exists (select from event_outbox)")
                            .mapTo(Boolean.class)
                            .one()));
    String webhook =
        owner
            .post(
                "/services/headland/api/webhooks",
                "{\"name\": \"h\", \"url\": \"%s\", \"types\": [\"webhook.disabled\"]}"
                    .formatted(url))
            .id();
    String alert =
        owner
            .post(
                "/services/alerts/api/alerts/webhooks",
                "{\"name\": \"h\", \"url\": \"%s\", \"secret\": \"s\", \"events\": [\"operatorCreated\"]}"
                    .formatted(url))
            .id();
    return new OwnerResources.WebhookFixture(webhook, alert, url, "operatorUpdated");
  }

  private static OwnerResources.Links links(ApiClient owner, String leafUser) {
    String name = "first-owners-application";
    for (String environment : new String[] {"STAGE", "PRODUCTION"}) {
      owner.post(
          "/services/usermanagement/api/app-keys/JohnDeere/" + name + "/" + environment,
          "{\"clientKey\": \"k\", \"clientSecret\": \"s\"}");
    }
    String link =
        owner
            .post(
                "/services/widgets/api/magic-link/users/" + leafUser + "/provider",
                "{\"clientEnvironment\": \"PRODUCTION\"}")
            .id();
    return new OwnerResources.Links(name, link);
  }

  /// Once all are published: the feed must not grow between two readings of the walk.
  private static String firstEvent(ServerFixture server, ApiClient owner) {
    RecordedEvents.awaitPublished(server);
    return owner
        .get("/services/headland/api/events?limit=1")
        .json()
        .at("/items/0/id")
        .stringValue();
  }

  /// Created through the API, so that no sync touches it.
  private static OwnerResources.Land fieldData(
      ServerFixture server, ApiClient owner, String leafUser) {
    FieldDataRows fieldData =
        FieldDataRows.created(server.jdbi(), server.ownerId(ServerFixture.OWNER_EMAIL), leafUser);
    String second = fieldData.field("", "South Quarter").toString();
    fieldData.boundary("", second, BoundaryStatus.ACTIVE, 7.5);
    String grower = Long.toString(fieldData.grower("g-1", "Jane Smith"));
    String farm = Long.toString(fieldData.farm("farm-1", "River Bend", "g-1"));
    String field =
        fieldData.field("", "North Quarter", "farm-1", "", FieldStatus.PROCESSED).toString();
    String boundary = fieldData.boundary("", field, BoundaryStatus.ACTIVE, 7.5).toString();
    UploadedOperation operation = uploaded(owner, leafUser);
    // A file of the field in the paths.
    server
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    insert into machine_file_field (api_owner_id, machine_file_id, field_id, points)
                    select api_owner_id, id, cast(? as uuid), 1
                      from machine_file
                     where id = cast(? as uuid)
                    """,
                    field,
                    operation.fileId()));
    return new OwnerResources.Land(
        grower,
        farm,
        field,
        boundary,
        second,
        fieldData.upload(),
        fieldData.archiveUpload(),
        fieldData.batch(),
        operation.fileId(),
        operation.operationId(),
        assets(server, owner, leafUser));
  }

  private static OwnerResources.Assets assets(
      ServerFixture server, ApiClient owner, String leafUser) {
    String machine =
        owner
            .post("/services/beta/api/users/" + leafUser + "/machines", "{\"name\": \"Tractor\"}")
            .id();
    // Only providers list these.
    return new OwnerResources.Assets(
        machine, insert(server, leafUser, "IMPLEMENT"), insert(server, leafUser, "OPERATOR"));
  }

  private static String insert(ServerFixture server, String leafUser, String kind) {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        insert into asset
                               ( api_owner_id, id, leaf_user_id, kind, origin, name, serial_number, vin, model, make
                               , category, model_year, status, created_at, updated_at)
                        select api_owner_id, gen_random_uuid(), id, :kind, 'FILE_POOLED', 'Named by a file', '', '', ''
                             , '', '', '', '', now(), now()
                          from leaf_user
                         where id = cast(:leafUser as uuid)
                        returning id::text
                        """)
                    .bind("kind", kind)
                    .bind("leafUser", leafUser)
                    .mapTo(String.class)
                    .one());
  }

  private static UploadedOperation uploaded(ApiClient owner, String leafUser) {
    try {
      return UploadedOperation.create(owner, leafUser);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void createOtherOwner(Jdbi jdbi) throws InterruptedException {
    Random random = new Random(2);
    new ApiOwners(
            new ApiOwnerStore(jdbi),
            new UuidGenerator(Clock.systemUTC(), random),
            Clock.systemUTC(),
            random)
        .createOrReset(OTHER_OWNER, Secret.of(OTHER_PASSWORD));
  }
}
