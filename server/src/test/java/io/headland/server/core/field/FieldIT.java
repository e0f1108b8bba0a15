package io.headland.server.core.field;

import static io.headland.server.core.field.FieldStatus.PREVIEW;
import static io.headland.server.core.field.FieldStatus.PROCESSED;
import static io.headland.server.core.field.FieldStatus.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ServerFixture;
import io.headland.server.core.field.Boundary.BoundaryStatus;
import io.headland.server.core.field.geometry.FieldDataRows;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.id.ApiOwnerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Reading of growers, farms and fields. Each test has a separate API owner, so that totals are
/// known.
class FieldIT {
  private static final String USERS = "/services/usermanagement/api/users";
  private static final String API = "/services/fields/api";
  private static final AtomicInteger OWNERS = new AtomicInteger();

  private static ServerFixture server;

  private ApiClient api;
  private ApiOwnerId owner;
  private String user;
  private FieldDataRows fieldData;

  @BeforeAll
  static void start() {
    server = ServerFixture.startWithoutProvider();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void openOrganization() {
    String email = "owner-" + OWNERS.incrementAndGet() + "@example.com";
    api = server.newOwner(email);
    owner = server.ownerId(email);
    user = newUser();
    fieldData = FieldDataRows.open(server.jdbi(), owner, user, "JohnDeere", "520674381");
  }

  @Test
  void aFieldShowsItsActiveBoundaryAndItsFarm() {
    long farm = fieldData.farm("farm-1", "River Bend", "");
    UUID id = fieldData.field("field-1", "North Quarter", "farm-1", "", PROCESSED);
    UUID old = fieldData.boundary("b-0", "field-1", BoundaryStatus.INACTIVE, 5);
    UUID active = fieldData.boundary("b-1", "field-1", BoundaryStatus.ACTIVE, 7.5);

    JsonNode field = api.get(fieldPath(id)).json();

    assertThat(field.path("name").stringValue()).isEqualTo("North Quarter");
    assertThat(field.path("providerFieldName").stringValue()).isEqualTo("North Quarter");
    assertThat(field.path("providerFieldId").stringValue()).isEqualTo("field-1");
    assertThat(field.path("organizationId").stringValue()).isEqualTo("520674381");
    assertThat(field.path("providerId").intValue()).isEqualTo(2);
    assertThat(field.path("farmId").longValue()).isEqualTo(farm);
    assertThat(field.path("type").stringValue()).isEqualTo("ORIGINAL");
    assertThat(field.path("providerBoundaryId").stringValue()).isEqualTo("b-1");
    assertThat(field.at("/area/value").doubleValue()).isEqualTo(7.5);
    assertThat(field.at("/geometry/type").stringValue()).isEqualTo("MultiPolygon");
    assertThat(texts(field.path("boundaries"))).containsExactly(old.toString(), active.toString());
    assertThat(field.path("createdTime").stringValue()).isEqualTo("2026-03-24T09:34:11.759672Z");
  }

  @Test
  void aPreviewShowsNoBoundary() {
    UUID preview = fieldData.field("field-1", "One", "", "", PREVIEW);
    fieldData.boundary("b-1", "field-1", BoundaryStatus.ACTIVE, 7.5);

    JsonNode field = api.get(fieldPath(preview)).json();

    assertThat(field.path("boundaries")).isEmpty();
    assertThat(field.has("geometry")).isFalse();
    assertThat(field.has("area")).isFalse();
    assertThat(api.get(fieldPath(preview) + "/boundaries").json()).isEmpty();
    assertThat(api.get(fieldPath(preview) + "/boundary").errorKey()).isEqualTo("boundaryNotFound");
  }

  @Test
  void boundariesAreReadAlone() {
    UUID id = fieldData.field("field-1", "One");
    UUID old = fieldData.boundary("b-0", "field-1", BoundaryStatus.DELETED_ON_PROVIDER, 5);
    UUID active = fieldData.boundary("b-1", "field-1", BoundaryStatus.ACTIVE, 7.5);

    assertThat(api.get(fieldPath(id) + "/boundaries").texts("id"))
        .containsExactly(old.toString(), active.toString());
    assertThat(api.get(fieldPath(id) + "/boundary").id()).isEqualTo(active.toString());
    JsonNode gone = api.get(fieldPath(id) + "/boundaries/" + old + "/").json();
    assertThat(gone.path("status").stringValue()).isEqualTo("DELETED_ON_PROVIDER");
    assertThat(gone.path("providerStatus").stringValue()).isEqualTo("INACTIVE");
    assertThat(gone.path("validity").stringValue()).isEqualTo("VALID");
    assertThat(api.get(fieldPath(id) + "/boundaries/" + id).errorKey())
        .isEqualTo("boundaryNotFound");
    assertThat(api.get(fieldPath(UUID.randomUUID()) + "/boundaries").errorKey())
        .isEqualTo("fieldNotFound");
  }

  @Test
  void growersAndFarmsNameWhatBelongsToThem() {
    long grower = fieldData.grower("client-1", "Jane Smith");
    long farm = fieldData.farm("farm-1", "River Bend", "client-1");
    long loose = fieldData.farm("farm-2", "", "");
    UUID field = fieldData.field("field-1", "One", "farm-1", "client-1", PROCESSED);

    JsonNode found = api.get(userPath() + "/farms/" + farm).json();
    assertThat(texts(found.path("fieldIds"))).containsExactly(field.toString());
    assertThat(found.path("growerId").longValue()).isEqualTo(grower);
    assertThat(found.path("providerFarmName").stringValue()).isEqualTo("River Bend");
    assertThat(api.get(userPath() + "/farms/" + loose).json().has("name")).isFalse();
    for (String path : List.of(API, userPath())) {
      JsonNode one = api.get(path + "/growers/" + grower).json();
      assertThat(one.path("providerGrowerId").stringValue()).isEqualTo("client-1");
      assertThat(one.path("farmIds").valueStream().map(JsonNode::longValue)).containsExactly(farm);
      assertThat(api.get(path + "/growers").total()).isEqualTo(1);
      assertThat(api.get(path + "/farms").total()).isEqualTo(2);
      assertThat(api.get(path + "/farms?growerId=" + grower).total()).isEqualTo(1);
    }
    assertThat(api.get(API + "/growers/enableSync").errorKey()).isEqualTo("growerNotFound");
    assertThat(api.get(userPath() + "/farms/x").errorKey()).isEqualTo("farmNotFound");
  }

  @Test
  void everyFilterIsKept() {
    long farm = fieldData.farm("farm-1", "River Bend", "");
    UUID early = fieldData.field("f-1", "North Quarter", "farm-1", "", PROCESSED);
    fieldData.at("2026-04-01T00:00:00Z");
    UUID late = fieldData.field("f-2", "South Quarter", "", "", PREVIEW);
    String other = newUser();
    FieldDataRows trimble = FieldDataRows.open(server.jdbi(), owner, other, "Trimble", "1");
    UUID foreign = trimble.at("2026-05-01T00:00:00Z").field("f-1", "Elsewhere");

    assertFields("", early, late, foreign);
    assertFields("?id=" + late, late);
    assertFields("?name=NORTH%20quarter", early);
    assertFields("?name=NORTH+quarter", early);
    assertFields("?name=North", new UUID[0]);
    assertFields("?status=PREVIEW", late);
    assertFields("?type=ORIGINAL", early, late, foreign);
    assertFields("?farmId=" + farm, early);
    assertFields("?provider=Trimble", foreign);
    assertFields("?provider=Trimble&leafUserId=" + user, new UUID[0]);
    assertFields("?leafUserId=" + user, early, late);
    assertFields("?leafUserId=" + user + "&status=PROCESSED", early);
    assertFields("?createdAfter=2026-03-24T09:34:11.759672Z", late, foreign);
    assertFields("?updatedAfter=2026-03-31T23:00:00-01:00", foreign);
    assertFields(
        "?updatedAfter=2026-03-25T00:00:00%2B01:00&updatedBefore=2026-05-01T00:00:00Z", late);
    assertFields("?createdBefore=2026-03-25T00:00:00Z", early);
    assertThat(api.get(userPath() + "/fields?status=PREVIEW").texts("id"))
        .containsExactly(late.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type=MERGED",
        "type=x",
        "status=GONE",
        "provider=Nobody",
        "provider=%00",
        "name=%00",
        "id=1-1-1-1-1",
        "farmId=abc",
        "farmId=99999999999999999999",
        "leafUserId=jane"
      })
  void whatNothingHasMeetsNothing(String filter) {
    fieldData.field("f-1", "One");
    ApiResponse response = api.get(API + "/fields?" + filter);
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.json()).isEmpty();
    assertThat(response.total()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"page=-1", "size=0", "size=x", "after=x", "before=1", "updatedAfter=now"})
  void badPagingIsRefused(String query) {
    assertThat(api.get(API + "/fields?" + query).status()).isEqualTo(400);
  }

  @Test
  void pagesAreReachedByLinkAndByNumber() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 23; i++) {
      all.add(fieldData.field("f-" + i, "Field " + i).toString());
      fieldData.grower("g-" + i, "Grower " + i);
    }
    List<String> byLink = new ArrayList<>();
    Optional<String> next = Optional.of(API + "/fields?size=5&provider=JohnDeere");
    String last = "";
    while (next.isPresent()) {
      last = next.get();
      ApiResponse page = api.get(last);
      assertThat(page.total()).isEqualTo(23);
      byLink.addAll(page.texts("id"));
      next = page.link("next");
    }
    assertThat(byLink).isEqualTo(all);
    ApiResponse before = api.get(api.get(last).link("prev").orElseThrow());
    assertThat(before.texts("id")).isEqualTo(all.subList(15, 20));
    for (int page = 0; page < 6; page++) {
      assertThat(api.get(userPath() + "/fields?size=5&page=" + page).texts("id"))
          .isEqualTo(all.subList(Math.min(23, page * 5), Math.min(23, page * 5 + 5)));
    }
    String second = api.get(API + "/growers?size=20").link("next").orElseThrow();
    assertThat(api.get(second).json()).hasSize(3);
  }

  @Test
  void whatIsHiddenOrRemovedIsInNoListAndNoCount() {
    FieldDataRows hidden = FieldDataRows.open(server.jdbi(), owner, user, "JohnDeere", "2");
    UUID unseen = hidden.field("f-1", "Hidden");
    hidden.boundary("b-1", "f-1", BoundaryStatus.ACTIVE, 5);
    long unseenGrower = hidden.grower("g-1", "Hidden");
    hidden.hide();
    long gone = fieldData.farm("farm-1", "Gone", "");
    UUID left = fieldData.field("f-1", "Left", "farm-1", "", PROCESSED);
    UUID removed = fieldData.field("f-2", "Removed", "farm-1", "", PROCESSED);
    fieldData.remove("farm", gone);
    fieldData.remove("field", removed);

    assertFields("", left);
    assertFields("?name=Hidden", new UUID[0]);
    assertThat(api.get(API + "/farms").total()).isZero();
    assertThat(api.get(API + "/growers").total()).isZero();
    assertThat(api.get(fieldPath(left)).json().has("farmId")).isFalse();
    assertThat(api.get(fieldPath(unseen)).status()).isEqualTo(404);
    assertThat(api.get(fieldPath(unseen) + "/boundary").status()).isEqualTo(404);
    assertThat(api.get(fieldPath(removed)).status()).isEqualTo(404);
    assertThat(api.get(API + "/growers/" + unseenGrower).status()).isEqualTo(404);
  }

  @Test
  void nobodySeesTheFieldsOfAnother() {
    UUID field = fieldData.field("f-1", "One");
    ApiClient otherOwner = server.newOwner("stranger-" + OWNERS.incrementAndGet() + "@example.com");

    assertThat(otherOwner.get(API + "/fields").total()).isZero();
    assertThat(otherOwner.get(API + "/fields?leafUserId=" + user).total()).isZero();
    assertThat(otherOwner.get(userPath() + "/fields").errorKey()).isEqualTo("userNotFound");
    assertThat(otherOwner.get(fieldPath(field)).errorKey()).isEqualTo("fieldNotFound");
    assertThat(otherOwner.post(fieldPath(field) + "/enableSync").errorKey())
        .isEqualTo("fieldNotFound");
    assertThat(api.get(API + "/users/" + newUser() + "/fields").json()).isEmpty();
    assertThat(api.get(API + "/users/" + newUser() + "/fields/" + field).status()).isEqualTo(404);
  }

  @Test
  void enablingAPreviewMakesItWaitAndForgetsWhatTheProviderWasLastSeenBy() {
    UUID preview = fieldData.field("f-1", "One", "", "", PREVIEW);
    UUID processed = fieldData.field("f-2", "Two");

    assertThat(enabled(processed)).isEqualTo("PROCESSED");
    assertThat(fieldData.signatures()).contains("abc");
    assertThat(enabled(preview)).isEqualTo("WAITING");
    assertThat(fieldData.signatures()).isEqualTo("{}");
    String changed = api.get(fieldPath(preview)).json().path("updatedTime").stringValue();
    assertThat(enabled(preview)).isEqualTo("WAITING");
    assertThat(api.get(fieldPath(preview)).json().path("updatedTime").stringValue())
        .isEqualTo(changed);
  }

  @Test
  void growersEnableTheirPreviewsAndThoseOfTheirFarms() {
    long grower = fieldData.grower("g-1", "One");
    fieldData.farm("farm-1", "River Bend", "g-1");
    UUID direct = fieldData.field("f-1", "One", "", "g-1", PREVIEW);
    UUID byFarm = fieldData.field("f-2", "Two", "farm-1", "", PREVIEW);
    UUID other = fieldData.field("f-3", "Three", "", "g-2", PREVIEW);

    ApiResponse refused = enableGrowers(grower + ", 5, " + Long.MAX_VALUE);
    assertThat(refused.errorKey()).isEqualTo("growersNotFound");
    assertThat(refused.json().path("detail").stringValue())
        .contains(": 5, " + Long.MAX_VALUE + ".");
    assertThat(status(direct)).isEqualTo("PREVIEW");

    assertThat(enableGrowers("\"" + grower + "\"").status()).isEqualTo(200);
    assertThat(List.of(status(direct), status(byFarm), status(other)))
        .containsExactly("WAITING", "WAITING", "PREVIEW");
    assertThat(fieldData.signatures()).isEqualTo("{}");
    assertThat(enableGrowers(Long.toString(grower)).status()).isEqualTo(200);
    assertThat(enableGrowers("").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"growerIds\": 5}", "{\"growerIds\": [\"x\"]}", "[]"})
  void whatNamesNoGrowersIsRefused(String body) {
    assertThat(api.post(API + "/growers/enableSync", body).status()).isEqualTo(400);
  }

  @Test
  void aManualSyncReturnsItsRuns() {
    fieldData.hide();
    JsonNode response = api.post(userPath() + "/fields/sync").json();
    assertThat(response.path("message").stringValue()).isEqualTo("SUCCESS");
    assertThat(response.path("syncRunIds")).isEmpty();
    assertThat(api.post(API + "/users/" + UUID.randomUUID() + "/fields/sync").errorKey())
        .isEqualTo("userNotFound");
  }

  @Test
  void countsContainPreviewsAndHectaresOfEachOrganization() {
    fieldData.grower("g-1", "One");
    fieldData.field("f-1", "One");
    fieldData.field("f-2", "Two", "", "", PREVIEW);
    fieldData.field("f-3", "Three", "", "", WAITING);
    fieldData.boundary("b-1", "f-1", BoundaryStatus.ACTIVE, 7.5);
    fieldData.boundary("b-2", "f-1", BoundaryStatus.INACTIVE, 100);
    FieldDataRows hidden = FieldDataRows.open(server.jdbi(), owner, user, "JohnDeere", "9");
    hidden.hide();

    ApiResponse response = api.get(countsPath());
    assertThat(response.total()).isEqualTo(2);
    JsonNode first = response.json().get(0);
    assertThat(first.path("providerOrgId").stringValue()).isEqualTo("520674381");
    assertThat(first.path("fields").intValue()).isEqualTo(3);
    assertThat(first.path("previews").intValue()).isEqualTo(1);
    assertThat(first.path("hectares").doubleValue()).isEqualTo(7.5);
    assertThat(first.path("growers").intValue()).isEqualTo(1);
    assertThat(response.json().get(1).path("visible").booleanValue()).isFalse();
    String next = api.get(countsPath() + "?size=1").link("next").orElseThrow();
    assertThat(api.get(next).texts("providerOrgId")).containsExactly("9");
    assertThat(
            api.get("/services/headland/api/users/" + user + "/Nobody/organizations/counts")
                .errorKey())
        .isEqualTo("providerNotSupported");
  }

  private static String texts(JsonNode node, String key) {
    return node.path(key).stringValue();
  }

  private String countsPath() {
    return "/services/headland/api/users/" + user + "/JohnDeere/organizations/counts";
  }

  private String enabled(UUID field) {
    ApiResponse response = api.post(fieldPath(field) + "/enableSync");
    assertThat(response.status()).isEqualTo(200);
    return texts(response.json(), "status");
  }

  private String status(UUID field) {
    return texts(api.get(fieldPath(field)).json(), "status");
  }

  private ApiResponse enableGrowers(String ids) {
    return api.post(API + "/growers/enableSync", "{\"growerIds\": [" + ids + "]}");
  }

  private void assertFields(String query, UUID... ids) {
    ApiResponse response = api.get(API + "/fields" + query);
    assertThat(response.texts("id"))
        .as(query)
        .containsExactly(List.of(ids).stream().map(UUID::toString).toArray(String[]::new));
    assertThat(response.total()).as(query).isEqualTo(ids.length);
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::stringValue).toList();
  }

  private String userPath() {
    return API + "/users/" + user;
  }

  private String fieldPath(UUID id) {
    return userPath() + "/fields/" + id;
  }

  private String newUser() {
    return api.post(USERS, "{\"name\": \"Jane Smith\", \"email\": \"jane@example.com\"}").id();
  }
}
