package io.headland.server.core.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.api.field.Geometries;
import io.headland.server.core.event.RecordedEvents;
import io.headland.server.core.field.Boundary.BoundaryStatus;
import io.headland.server.core.field.geometry.FieldDataRows;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.id.ApiOwnerId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Growers, farms, fields and boundaries that are created, changed and deleted through the API.
/// Each test has a separate API owner.
class FieldWriteIT {
  private static final String API = "/services/fields/api";
  private static final String RECTANGLE = Geometries.rectangle(10, 50, 0.01, 0.01);
  private static final AtomicInteger OWNERS = new AtomicInteger();

  private static ServerFixture server;

  private ApiClient api;
  private ApiOwnerId owner;
  private String user;

  @BeforeAll
  static void start() {
    server = ServerFixture.startWithoutProvider();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void createUser() {
    String email = "writer-" + OWNERS.incrementAndGet() + "@example.com";
    api = server.newOwner(email);
    owner = server.ownerId(email);
    user =
        api.post(
                "/services/usermanagement/api/users",
                "{\"name\": \"Jane Smith\", \"email\": \"jane@example.com\"}")
            .id();
  }

  @Test
  void aCreatedFieldHasLeafsKeysAndItsAreaOnTheEllipsoid() {
    ApiResponse created = create("North Quarter", RECTANGLE);

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Location")).contains(fields() + "/" + created.id());
    JsonNode field = api.get(fields() + "/" + created.id()).json();
    assertThat(field).isEqualTo(created.json());
    assertThat(field.propertyNames())
        .containsExactlyInAnyOrder(
            "id",
            "leafUserId",
            "name",
            "boundaries",
            "type",
            "geometry",
            "area",
            "createdTime",
            "updatedTime",
            "status");
    assertThat(field.path("status").stringValue()).isEqualTo("PROCESSED");
    // A degree of longitude is 71.70 km at 50 degrees north, one of latitude 111.23 km.
    assertThat(field.at("/area/value").doubleValue()).isCloseTo(79.74, within(0.1));
    JsonNode boundary = api.get(fields() + "/" + created.id() + "/boundary").json();
    assertThat(boundary.path("id").stringValue())
        .isEqualTo(field.at("/boundaries/0").stringValue());
    assertThat(boundary.propertyNames())
        .containsExactlyInAnyOrder(
            "id", "status", "geometry", "area", "validity", "createdTime", "updatedTime");
  }

  @Test
  void createdRecordsAreListedCountedAndFoundByProviderLeaf() {
    create("North Quarter", RECTANGLE);
    api.post(users() + "/growers", "{\"name\": \"Jane\"}");
    api.post(users() + "/farms", "{\"name\": \"River Bend\"}");

    for (String filter : List.of("", "?provider=Leaf", "?leafUserId=" + user)) {
      assertThat(api.get(API + "/fields" + filter).total()).as(filter).isEqualTo(1);
      assertThat(api.get(API + "/farms" + filter).total()).as(filter).isEqualTo(1);
      assertThat(api.get(API + "/growers" + filter).total()).as(filter).isEqualTo(1);
    }
    assertThat(api.get(API + "/fields?provider=JohnDeere").total()).isZero();
    JsonNode summary = api.get("/services/integrations/api/resources").json().at("/summaries/0");
    assertThat(summary.path("provider").stringValue()).isEqualTo("Leaf");
    assertThat(summary.path("growers").intValue()).isEqualTo(1);
    assertThat(summary.path("farms").intValue()).isEqualTo(1);
    assertThat(summary.path("fields").intValue()).isEqualTo(1);
  }

  @Test
  void theIdMayBeGivenOnce() {
    String id = UUID.randomUUID().toString();
    String body = "{\"id\": \"%s\", \"geometry\": %s}".formatted(id, RECTANGLE);

    assertThat(api.post(fields(), body).id()).isEqualTo(id);
    ApiResponse again = api.post(fields(), body);

    assertThat(again.status()).isEqualTo(400);
    assertThat(again.errorKey()).isEqualTo("fieldAlreadyExists");
    assertThat(again.json().path("entityName").stringValue()).isEqualTo("fieldsField");
    assertThat(again.json().path("params").stringValue()).isEqualTo("fieldsField");
    assertThat(api.get(API + "/fields").total()).isEqualTo(1);
  }

  @Test
  void everyKindOfGeoJsonIsAccepted() {
    String polygon = Geometries.polygon(10, 50, 0.01, 0.01);
    for (String geometry :
        List.of(
            polygon,
            "{\"type\": \"GeometryCollection\", \"geometries\": [%s]}".formatted(polygon),
            "{\"type\": \"Feature\", \"properties\": null, \"geometry\": %s}".formatted(polygon),
            "{\"type\": \"FeatureCollection\", \"features\": [{\"type\": \"Feature\", \"geometry\": %s}]}"
                .formatted(polygon))) {
      ApiResponse created = create("One", geometry);
      assertThat(created.status()).as(geometry).isEqualTo(201);
      assertThat(created.json().at("/area/value").doubleValue()).isCloseTo(79.74, within(0.1));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5",
        "\"POLYGON ((0 0, 1 0, 1 1, 0 0))\"",
        "{}",
        "{\"type\": \"Point\", \"coordinates\": [10, 50]}",
        "{\"type\": \"Polygon\"}",
        "{\"type\": \"Polygon\", \"coordinates\": []}",
        "{\"type\": \"Polygon\", \"coordinates\": [5]}",
        "{\"type\": \"Polygon\", \"coordinates\": [[[10, 50], [11, 50], [10, 50]]]}",
        "{\"type\": \"Polygon\", \"coordinates\": [[[10, 50], [11, 50], [11, 51], [10, 51]]]}",
        "{\"type\": \"Polygon\", \"coordinates\": [[[10, 50], [11, 91], [11, 51], [10, 50]]]}",
        "{\"type\": \"Polygon\", \"coordinates\": [[[10, 50], [181, 50], [11, 51], [10, 50]]]}",
        "{\"type\": \"Polygon\", \"coordinates\": [[[10, 50], [1e999, 50], [11, 51], [10, 50]]]}",
        "{\"type\": \"Polygon\", \"coordinates\": [[[10, 50], [\"x\", 50], [11, 51], [10, 50]]]}",
        "{\"type\": \"Polygon\", \"coordinates\": [[[10, 50], [10, 50], [10, 50], [10, 50]]]}",
        "{\"type\": \"MultiPolygon\", \"coordinates\": [[[10, 50], [11, 50], [11, 51], [10, 50]]]}",
        "{\"type\": \"FeatureCollection\", \"features\": []}",
        "{\"type\": \"Feature\", \"geometry\": null}"
      })
  void whatIsNoFieldIsRefused(String geometry) {
    ApiResponse response = create("One", geometry);

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.errorKey()).isEqualTo("invalidGeometry");
    assertThat(api.get(API + "/fields").total()).isZero();
  }

  @Test
  void nestingAndSizeAreBounded() {
    String nested = RECTANGLE;
    for (int i = 0; i < 12; i++) {
      nested = "{\"type\": \"GeometryCollection\", \"geometries\": [%s]}".formatted(nested);
    }
    assertThat(create("One", nested).errorKey()).isEqualTo("invalidGeometry");
    assertThat(create("One", "[".repeat(100_000)).status()).isEqualTo(400);
    assertThat(create("One", Geometries.round(45_001)).status()).isEqualTo(413);
    String coarse = "[10,50],".repeat(50_001);
    ApiResponse many =
        create("One", "{\"type\":\"Polygon\",\"coordinates\":[[" + coarse + "[10,50]]]}");
    assertThat(many.errorKey()).isEqualTo("invalidGeometry");
    assertThat(many.json().path("detail").stringValue()).contains("50000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\": \"One\"}",
        "{\"geometry\": null}",
        "{\"name\": \" \", \"geometry\": {}}",
        "{\"name\": {}, \"geometry\": {}}",
        "{\"name\": \"a\\u0007b\", \"geometry\": {}}",
        "{\"id\": \"idTest\", \"geometry\": {}}",
        "{\"farmId\": \"x\", \"geometry\": {}}"
      })
  void otherKeysAreCheckedToo(String body) {
    ApiResponse response = api.post(fields(), body);

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.wrongFields()).isNotEmpty();
  }

  @Test
  void aLongNameIsRefused() {
    assertThat(create("x".repeat(256), RECTANGLE).wrongFields()).containsExactly("name");
    assertThat(create("x".repeat(255), RECTANGLE).status()).isEqualTo(201);
  }

  @Test
  void crossingRingsAreRepairedOnlyWhenThatIsSwitchedOn() {
    JsonNode repaired = api.get(fields() + "/" + create("One", Geometries.bowTie()).id()).json();
    String boundary = fields() + "/" + repaired.path("id").stringValue() + "/boundary";
    assertThat(api.get(boundary).json().path("fixStatus").stringValue()).isEqualTo("FIXED");

    api.patch("/services/config/api/configs/" + user, "{\"automaticFixBoundary\": false}");
    ApiResponse refused = create("Two", Geometries.bowTie());

    assertThat(refused.errorKey()).isEqualTo("invalidGeometry");
    assertThat(refused.json().path("detail").stringValue()).contains("selfIntersection");
  }

  @Test
  void aFieldIsChangedKeyByKey() {
    String field = create("One", RECTANGLE).id();
    long farm = id(api.post(users() + "/farms", "{\"name\": \"River Bend\"}"));

    assertThat(change(field, "{\"name\": \"Two\"}").path("name").stringValue()).isEqualTo("Two");
    JsonNode moved = change(field, "{\"farmId\": %d}".formatted(farm));
    assertThat(moved.path("farmId").longValue()).isEqualTo(farm);
    assertThat(moved.path("name").stringValue()).isEqualTo("Two");
    assertThat(api.get(users() + "/farms/" + farm).json().at("/fieldIds/0").stringValue())
        .isEqualTo(field);
    assertThat(change(field, "{\"name\": null, \"farmId\": null}").has("farmId")).isFalse();
    assertThat(api.get(fields() + "/" + field).json().has("name")).isFalse();
    assertThat(api.patch(fields() + "/" + field, "{\"farmId\": 999999999}").errorKey())
        .isEqualTo("farmNotFound");
  }

  @Test
  void aNewBoundaryReplacesTheActiveOneAndKeepsIt() {
    JsonNode field = create("One", RECTANGLE).json();
    String id = field.path("id").stringValue();
    String first = field.at("/boundaries/0").stringValue();

    ApiResponse second = put(id, Geometries.rectangle(10, 50, 0.02, 0.01));

    assertThat(second.status()).isEqualTo(200);
    assertThat(second.json().path("status").stringValue()).isEqualTo("ACTIVE");
    assertThat(api.get(fields() + "/" + id + "/boundaries").texts("id"))
        .containsExactly(first, second.id());
    assertThat(api.get(fields() + "/" + id + "/boundaries/" + first).json().path("status"))
        .hasToString("\"INACTIVE\"");
    change(id, "{\"geometry\": %s}".formatted(RECTANGLE));
    assertThat(api.get(fields() + "/" + id + "/boundaries").json()).hasSize(3);
    assertThat(api.get(fields() + "/" + id).json().at("/area/value").doubleValue())
        .isCloseTo(79.74, within(0.1));
  }

  @Test
  void theNewestHundredBoundariesAreKept() {
    String id = create("One", RECTANGLE).id();
    for (int i = 0; i < CreatedBoundaryStore.MAX_STORED + 2; i++) {
      put(id, RECTANGLE);
    }

    assertThat(api.get(fields() + "/" + id + "/boundaries").json()).hasSize(100);
    assertThat(api.get(fields() + "/" + id + "/boundary").status()).isEqualTo(200);
  }

  @Test
  void aDeletedFieldIsGone() {
    String id = create("One", RECTANGLE).id();

    assertThat(api.delete(fields() + "/" + id).status()).isEqualTo(204);

    assertThat(api.get(fields() + "/" + id).status()).isEqualTo(404);
    assertThat(api.get(fields() + "/" + id + "/boundary").status()).isEqualTo(404);
    assertThat(api.delete(fields() + "/" + id).errorKey()).isEqualTo("fieldNotFound");
    assertThat(api.get(API + "/fields").total()).isZero();
  }

  @Test
  void whatAProviderHasCannotBeChanged() {
    FieldDataRows fieldData =
        FieldDataRows.open(server.jdbi(), owner, user, "JohnDeere", "520674381");
    long grower = fieldData.grower("client-1", "Jane Smith");
    long farm = fieldData.farm("farm-1", "River Bend", "client-1");
    UUID field = fieldData.field("field-1", "One");
    fieldData.boundary("b-1", "field-1", BoundaryStatus.ACTIVE, 7.5);
    String path = fields() + "/" + field;
    JsonNode before = api.get(path).json();

    assertThat(api.patch(path, "{\"name\": \"Two\"}").errorKey()).isEqualTo("fieldNotEditable");
    assertThat(put(field.toString(), RECTANGLE).errorKey()).isEqualTo("fieldNotEditable");
    assertThat(api.delete(path).errorKey()).isEqualTo("fieldNotEditable");
    assertThat(api.put(users() + "/farms/" + farm, "{\"name\": \"X\"}").errorKey())
        .isEqualTo("farmNotEditable");
    assertThat(api.put(users() + "/growers/" + grower, "{\"name\": \"X\"}").errorKey())
        .isEqualTo("growerNotEditable");
    assertThat(
            api.post(fields(), "{\"farmId\": %d, \"geometry\": %s}".formatted(farm, RECTANGLE))
                .errorKey())
        .isEqualTo("farmNotEditable");
    assertThat(api.post(users() + "/farms", "{\"growerId\": %d}".formatted(grower)).errorKey())
        .isEqualTo("growerNotEditable");
    assertThat(api.get(path).json()).isEqualTo(before);
    fieldData.hide();
    assertThat(api.delete(path).errorKey()).isEqualTo("fieldNotFound");
  }

  @Test
  void growersAndFarmsAreCreatedAndChanged() {
    ApiResponse grower = api.post(users() + "/growers", "{\"name\": \"Jane\"}");
    assertThat(grower.status()).isEqualTo(201);
    assertThat(grower.json().has("providerName")).isFalse();
    long growerId = id(grower);
    ApiResponse farm =
        api.post(users() + "/farms", "{\"name\": \"River\", \"growerId\": %d}".formatted(growerId));
    String farmPath = users() + "/farms/" + id(farm);
    assertThat(farm.json().path("growerId").longValue()).isEqualTo(growerId);

    api.put(users() + "/growers/" + growerId, "{\"name\": \"John\"}");
    api.put(farmPath, "{\"name\": \"Hill\"}");

    JsonNode renamed = api.get(users() + "/growers/" + growerId).json();
    assertThat(renamed.path("name").stringValue()).isEqualTo("John");
    assertThat(renamed.at("/farmIds/0").longValue()).isEqualTo(id(farm));
    assertThat(api.get(farmPath).json().path("name").stringValue()).isEqualTo("Hill");
    assertThat(api.get(farmPath).json().path("growerId").longValue()).isEqualTo(growerId);
    assertThat(api.put(farmPath, "{\"growerId\": null}").json().has("growerId")).isFalse();
    assertThat(api.put(farmPath, "{\"growerId\": 999999999}").errorKey())
        .isEqualTo("growerNotFound");
    assertThat(api.post(API + "/growers/enableSync", "{\"growerIds\": [%d]}".formatted(growerId)))
        .matches(response -> response.status() == 200);
  }

  @Test
  void everyWriteHasItsEvent() {
    RecordedEvents recorded = RecordedEvents.of(server, api, user);
    String id = create("One", RECTANGLE).id();
    List<JsonNode> events = recorded.all();
    assertThat(events)
        .extracting(event -> event.path("type").stringValue())
        .containsExactly("field.created", "boundary.created");
    assertThat(events.getFirst().at("/data/source").stringValue()).isEqualTo("REST");
    assertThat(events.getFirst().path("provider").stringValue()).isEqualTo("Leaf");

    change(id, "{\"name\": \"One\"}");
    assertThat(recorded.types()).isEmpty();
    change(id, "{\"name\": \"Two\"}");
    put(id, RECTANGLE);
    api.delete(fields() + "/" + id);
    assertThat(recorded.types())
        .containsExactly(
            "field.updated",
            "boundary.removed",
            "boundary.created",
            "boundary.removed",
            "field.removed");
  }

  @Test
  void simultaneousBoundariesLeaveOneActive() throws InterruptedException {
    String id = create("One", RECTANGLE).id();

    List<ApiResponse> answers =
        Concurrency.allAtOnce(8, i -> put(id, Geometries.rectangle(10, 50, 0.01 * (i + 1), 0.01)));

    assertThat(answers).allMatch(response -> response.status() == 200);
    JsonNode boundaries = api.get(fields() + "/" + id + "/boundaries").json();
    assertThat(boundaries).hasSize(9);
    assertThat(
            boundaries
                .valueStream()
                .filter(boundary -> boundary.path("status").stringValue().equals("ACTIVE")))
        .hasSize(1);
  }

  @Test
  void aChangeAgainstADeletionEndsWithTheFieldGone() throws InterruptedException {
    for (int round = 0; round < 5; round++) {
      String id = create("One", RECTANGLE).id();

      List<ApiResponse> answers =
          Concurrency.allAtOnce(
              4,
              i ->
                  i == 0
                      ? api.delete(fields() + "/" + id)
                      : api.patch(
                          fields() + "/" + id,
                          "{\"name\": \"N%d\", \"geometry\": %s}".formatted(i, RECTANGLE)));

      assertThat(answers.getFirst().status()).isEqualTo(204);
      assertThat(answers).extracting(ApiResponse::status).isSubsetOf(200, 204, 404);
      assertThat(api.get(fields() + "/" + id).status()).isEqualTo(404);
      assertThat(rowsOf(id)).isZero();
    }
    assertThat(api.get(API + "/fields").total()).isZero();
  }

  @Test
  void theSameIdAtOnceIsCreatedOnce() throws InterruptedException {
    String id = UUID.randomUUID().toString();
    List<ApiResponse> answers =
        Concurrency.allAtOnce(
            6,
            _ -> api.post(fields(), "{\"id\": \"%s\", \"geometry\": %s}".formatted(id, RECTANGLE)));

    assertThat(answers.stream().filter(response -> response.status() == 201)).hasSize(1);
    assertThat(answers.stream().filter(response -> response.status() == 400)).hasSize(5);
    assertThat(api.get(API + "/fields").total()).isEqualTo(1);
  }

  @Test
  void theRecordsGoWithTheirLeafUser() {
    create("One", RECTANGLE);

    assertThat(api.delete("/services/usermanagement/api/users/" + user).status()).isEqualTo(204);

    assertThat(api.get(API + "/fields").total()).isZero();
    assertThat(create("Two", RECTANGLE).errorKey()).isEqualTo("userNotFound");
  }

  private static int rowsOf(String fieldId) {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select count(*) from field_boundary where provider_field_id = :id")
                    .bind("id", fieldId)
                    .mapTo(Integer.class)
                    .one());
  }

  private ApiResponse create(String name, String geometry) {
    return api.post(fields(), "{\"name\": \"%s\", \"geometry\": %s}".formatted(name, geometry));
  }

  private JsonNode change(String id, String body) {
    ApiResponse response = api.patch(fields() + "/" + id, body);
    assertThat(response.status()).isEqualTo(200);
    return response.json();
  }

  private ApiResponse put(String id, String geometry) {
    return api.put(fields() + "/" + id + "/boundary", "{\"geometry\": %s}".formatted(geometry));
  }

  private static long id(ApiResponse response) {
    return response.json().path("id").longValue();
  }

  private String users() {
    return API + "/users/" + user;
  }

  private String fields() {
    return users() + "/fields";
  }
}
