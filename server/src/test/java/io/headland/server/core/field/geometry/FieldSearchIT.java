package io.headland.server.core.field.geometry;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ServerFixture;
import io.headland.server.api.field.Geometries;
import io.headland.server.core.field.Boundary.BoundaryStatus;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.id.ApiOwnerId;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Search for fields by geometry. Each test has a separate API owner.
class FieldSearchIT {
  private static final String API = "/services/fields/api";
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
    String email = "searcher-" + OWNERS.incrementAndGet() + "@example.com";
    api = server.newOwner(email);
    owner = server.ownerId(email);
    user = newUser();
  }

  /// Leaf's own example: the field has ten times the geometry's area, half of the geometry lies in
  /// it.
  @ParameterizedTest
  @CsvSource({"3, 1", "5, 1", "37, 1", "49.9, 1", "51, 0", "75, 0", "100, 0"})
  void theThresholdIsComparedWithBothRatios(double threshold, int found) {
    create(user, Geometries.rectangle(10, 50, 0.1, 0.01));
    String half = Geometries.rectangle(9.995, 50, 0.01, 0.01);

    ApiResponse response = find(users() + "/fields/intersects", half, threshold);

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.json()).hasSize(found);
  }

  @Test
  void whatOnlyTouchesOrLiesElsewhereIsNotFound() {
    String here = create(user, Geometries.rectangle(10, 50, 0.01, 0.01));
    create(user, Geometries.rectangle(10.01, 50, 0.01, 0.01));
    create(user, Geometries.rectangle(20, 50, 0.01, 0.01));
    String other = newUser();
    String foreign = create(other, Geometries.rectangle(10, 50, 0.01, 0.01));
    String where = Geometries.rectangle(10, 50, 0.01, 0.01);

    assertThat(find(users() + "/fields/intersects", where).texts("id")).containsExactly(here);
    assertThat(find(API + "/fields/query/intersects", where).texts("id"))
        .containsExactly(here, foreign);
  }

  @Test
  void aReplacedBoundaryIsNotSearched() {
    String id = create(user, Geometries.rectangle(10, 50, 0.01, 0.01));
    api.put(
        users() + "/fields/" + id + "/boundary",
        "{\"geometry\": %s}".formatted(Geometries.rectangle(20, 50, 0.01, 0.01)));

    assertThat(find(users() + "/fields/intersects", Geometries.rectangle(10, 50, 1, 1)).json())
        .isEmpty();
    assertThat(find(users() + "/fields/intersects", Geometries.rectangle(20, 50, 1, 1)).json())
        .hasSize(1);
  }

  @Test
  void fieldsAcrossTheDateLineAreFoundOnBothSides() {
    create(
        user,
        """
        {"type": "MultiPolygon", "coordinates": [
          [[[179.99, 10], [180, 10], [180, 10.01], [179.99, 10.01], [179.99, 10]]],
          [[[-180, 10], [-179.99, 10], [-179.99, 10.01], [-180, 10.01], [-180, 10]]]]}
        """);

    assertThat(find(users() + "/fields/intersects", Geometries.rectangle(179, 9, 1, 2)).json())
        .hasSize(1);
    assertThat(find(users() + "/fields/intersects", Geometries.rectangle(-180, 9, 1, 2)).json())
        .hasSize(1);
  }

  @Test
  void moreFieldsThanTheLimitAreRejected() {
    FieldDataRows fieldData = FieldDataRows.open(server.jdbi(), owner, user, "JohnDeere", "1");
    for (int i = 0; i < 501; i++) {
      fieldData.field("f-" + i, "Field " + i);
      fieldData.boundary("b-" + i, "f-" + i, BoundaryStatus.ACTIVE, 7.5);
    }

    ApiResponse response =
        find(users() + "/fields/intersects", Geometries.rectangle(-94, 41, 2, 2));

    assertThat(response.errorKey()).isEqualTo("tooManyFields");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.001", "100.1", "\"3\"", "1e999"})
  void aThresholdOutOfRangeIsRefused(String threshold) {
    ApiResponse response =
        api.post(
            users() + "/fields/intersects",
            "{\"geometry\": %s, \"intersectionThreshold\": %s}"
                .formatted(Geometries.rectangle(0, 0, 1, 1), threshold));

    assertThat(response.wrongFields()).containsExactly("intersectionThreshold");
  }

  @Test
  void fieldsReturnTheirIntersection() {
    String left = create(user, Geometries.rectangle(10, 50, 0.02, 0.01));
    String right = create(user, Geometries.rectangle(10.01, 50, 0.02, 0.01));
    String away = create(user, Geometries.rectangle(20, 50, 0.01, 0.01));

    ApiResponse common = intersect(left, right);

    assertThat(Bounds.of(common.body())).contains(new Bounds(10.01, 50, 10.02, 50.01));
    assertThat(common.json().at("/coordinates/0/0")).hasSize(5);
    assertThat(intersect(left, away).json().path("coordinates")).isEmpty();
    assertThat(intersect(left, "01a00000-0000-7000-8000-000000000004").errorKey())
        .isEqualTo("fieldsNotFound");
    assertThat(intersect(left, left).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "[5, 6]", "[\"x\", \"y\"]", "not json"})
  void idsThatAreNoneAreRefused(String body) {
    assertThat(api.post(users() + "/fields/intersect", body).status()).isEqualTo(400);
  }

  private ApiResponse intersect(String first, String second) {
    return api.post(users() + "/fields/intersect", "[\"%s\", \"%s\"]".formatted(first, second));
  }

  private ApiResponse find(String path, String geometry) {
    return api.post(path, "{\"geometry\": %s}".formatted(geometry));
  }

  private ApiResponse find(String path, String geometry, double threshold) {
    return api.post(
        path, "{\"geometry\": %s, \"intersectionThreshold\": %s}".formatted(geometry, threshold));
  }

  private String create(String leafUser, String geometry) {
    return api.post(
            API + "/users/" + leafUser + "/fields", "{\"geometry\": %s}".formatted(geometry))
        .id();
  }

  private String newUser() {
    return api.post(
            "/services/usermanagement/api/users",
            "{\"name\": \"Jane Smith\", \"email\": \"jane@example.com\"}")
        .id();
  }

  private String users() {
    return API + "/users/" + user;
  }
}
