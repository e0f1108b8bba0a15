package io.headland.server.core.field;

import static io.headland.server.core.field.FieldStatus.PREVIEW;
import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ServerFixture;
import io.headland.server.core.field.geometry.FieldDataRows;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.id.ApiOwnerId;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Enabling and listing the fields of a subset of an account. Each test has a separate API owner.
class FieldScopeIT {
  private static final String API = "/services/fields/api";
  private static final AtomicInteger OWNERS = new AtomicInteger();

  private static ServerFixture server;

  private ApiClient api;
  private String user;
  private FieldDataRows fieldData;
  private FieldDataRows second;

  @BeforeAll
  static void start() {
    server = ServerFixture.startWithoutProvider();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void openTwoOrganizations() {
    String email = "scope-" + OWNERS.incrementAndGet() + "@example.com";
    api = server.newOwner(email);
    ApiOwnerId owner = server.ownerId(email);
    user =
        api.post(
                "/services/usermanagement/api/users",
                "{\"name\": \"Jane\", \"email\": \"jane@example.com\"}")
            .id();
    fieldData = FieldDataRows.open(server.jdbi(), owner, user, "JohnDeere", "520674381");
    second = FieldDataRows.open(server.jdbi(), owner, user, "JohnDeere", "9");
  }

  @Test
  void enablesTheFieldsOfOneOrganization() {
    UUID here = fieldData.field("f-1", "One", "", "", PREVIEW);
    UUID there = second.field("f-2", "Two", "", "", PREVIEW);

    assertEnables("{\"providerOrgId\": \"520674381\"}", 1);
    assertThat(status(here)).isEqualTo("WAITING");
    assertThat(status(there)).isEqualTo("PREVIEW");
    assertThat(fieldData.signatures()).isEqualTo("{}");
    assertThat(second.signatures()).contains("abc");
    assertEnables("{\"providerOrgId\": \"520674381\"}", 0);
  }

  @Test
  void enablesTheFieldsOfOneGrowerDirectlyAndThroughItsFarms() {
    long grower = fieldData.grower("g-1", "One");
    fieldData.farm("farm-1", "River Bend", "g-1");
    UUID direct = fieldData.field("f-1", "One", "", "g-1", PREVIEW);
    UUID byFarm = fieldData.field("f-2", "Two", "farm-1", "", PREVIEW);
    UUID other = fieldData.field("f-3", "Three", "", "g-2", PREVIEW);

    assertThat(api.get(fields() + "?growerId=" + grower).texts("id"))
        .containsExactlyInAnyOrder(direct.toString(), byFarm.toString());
    assertEnables("{\"growerId\": " + grower + "}", 2);
    assertThat(status(other)).isEqualTo("PREVIEW");
  }

  @Test
  void enablesTheFieldsOfOneFarm() {
    long farm = fieldData.farm("farm-1", "River Bend", "g-1");
    UUID inside = fieldData.field("f-1", "One", "farm-1", "", PREVIEW);
    UUID outside = fieldData.field("f-2", "Two", "", "g-1", PREVIEW);

    assertEnables("{\"farmId\": " + farm + "}", 1);
    assertThat(status(inside)).isEqualTo("WAITING");
    assertThat(status(outside)).isEqualTo("PREVIEW");
  }

  @Test
  void enablesTheFieldsOfTheWholeAccountAndLeavesHiddenOrganizations() {
    fieldData.field("f-1", "One", "", "", PREVIEW);
    second.field("f-2", "Two", "", "", PREVIEW);
    second.hide();

    assertEnables("{\"all\": true}", 1);
    assertThat(second.signatures()).contains("abc");
  }

  @Test
  void listsGrowersFarmsAndFieldsOfOneOrganization() {
    fieldData.grower("g-1", "One");
    fieldData.farm("farm-1", "River Bend", "g-1");
    UUID field = fieldData.field("f-1", "One");
    second.grower("g-1", "One");
    second.farm("farm-1", "River Bend", "g-1");
    second.field("f-1", "One");

    String mine = "?provider=JohnDeere&providerOrgId=520674381";
    assertThat(api.get(fields() + mine).texts("id")).containsExactly(field.toString());
    assertThat(api.get(API + "/growers" + mine).total()).isEqualTo(1);
    assertThat(api.get(API + "/users/" + user + "/growers" + mine).total()).isEqualTo(1);
    assertThat(api.get(API + "/farms" + mine).total()).isEqualTo(1);
    assertThat(api.get(fields() + "?providerOrgId=none").total()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"all\": false}",
        "{\"all\": true, \"farmId\": 1}",
        "{\"growerId\": \"1\"}",
        "{\"providerOrgId\": 9}",
        "{\"field\": 1}"
      })
  void refusesABodyThatDoesNotNameExactlyOnePart(String body) {
    fieldData.field("f-1", "One", "", "", PREVIEW);

    ApiResponse response = api.post(path(user), body);

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.errorKey()).isEqualTo("fieldScopeNotValid");
  }

  @Test
  void refusesWhatTheAccountDoesNotHave() {
    second.farm("farm-1", "River Bend", "g-1");
    second.hide();

    assertThat(api.post(path(user), "{\"providerOrgId\": \"9\"}").errorKey())
        .isEqualTo("fieldScopeNotFound");
    assertThat(api.post(path(user), "{\"growerId\": 1}").errorKey())
        .isEqualTo("fieldScopeNotFound");
    assertThat(api.post(path(UUID.randomUUID().toString()), "{\"all\": true}").errorKey())
        .isEqualTo("userNotFound");
    assertThat(api.post(path(user).replace("JohnDeere", "None"), "{\"all\": true}").errorKey())
        .isEqualTo("providerNotSupported");
    ApiClient otherOwner = server.newOwner("other-" + OWNERS.incrementAndGet() + "@example.com");
    assertThat(otherOwner.post(path(user), "{\"all\": true}").errorKey()).isEqualTo("userNotFound");
  }

  private void assertEnables(String body, int count) {
    ApiResponse response = api.post(path(user), body);
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.json().path("enabled").intValue()).isEqualTo(count);
  }

  private String fields() {
    return API + "/users/" + user + "/fields";
  }

  private String status(UUID field) {
    return api.get(fields() + "/" + field).json().path("status").stringValue();
  }

  private static String path(String user) {
    return "/services/headland/api/users/" + user + "/JohnDeere/fields/enableSync";
  }
}
