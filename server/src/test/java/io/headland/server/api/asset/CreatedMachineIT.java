package io.headland.server.api.asset;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ServerFixture;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The bodies of machines that are created through the API, with the keys of Leaf's documentation.
class CreatedMachineIT {
  private static ServerFixture server;
  private static ApiClient api;
  private static UserAssets assets;

  @BeforeAll
  static void start() {
    server = ServerFixture.start(URI.create("http://127.0.0.1:9"));
    api = server.owner();
    String user =
        api.post(
                "/services/usermanagement/api/users",
                "{\"name\": \"Smith\", \"email\": \"machines@example.com\"}")
            .id();
    assets = new UserAssets(api, user);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void createdAtIsInTheResponsesToPostAndPatchOnly() {
    JsonNode created = created("{\"name\": \"Alpha\"}");
    String path = assets.path("machines/" + created.path("id").stringValue());

    assertThat(created.path("createdAt")).isEqualTo(created.path("createdTime"));
    assertThat(created.path("createdAt").isString()).isTrue();
    JsonNode changed = api.patch(path, "{\"name\": \"Beta\"}").json();
    assertThat(changed.path("createdAt")).isEqualTo(created.path("createdAt"));
    assertThat(api.get(path).json().has("createdAt")).isFalse();
    assertThat(assets.find("machines?name=Beta").has("createdAt")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2020", "\"2020\""})
  void aModelYearIsReturnedAsANumber(String value) {
    JsonNode created = created("{\"name\": \"Year\", \"modelYear\": %s}".formatted(value));

    assertThat(created.path("modelYear").isInt()).isTrue();
    assertThat(created.path("modelYear").intValue()).isEqualTo(2020);
    String path = assets.path("machines/" + created.path("id").stringValue());
    assertThat(api.get(path).json().path("modelYear").intValue()).isEqualTo(2020);
    assertThat(api.patch(path, "{\"modelYear\": null}").json().has("modelYear")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"new\"", "20.5", "0", "-1", "10000", "true", "[2020]"})
  void anInvalidModelYearIsRejected(String value) {
    ApiResponse response =
        api.post(
            assets.path("machines"), "{\"name\": \"Year\", \"modelYear\": %s}".formatted(value));

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.json().at("/fieldErrors/0/field").stringValue()).isEqualTo("modelYear");
  }

  private static JsonNode created(String body) {
    ApiResponse response = api.post(assets.path("machines"), body);
    assertThat(response.status()).isEqualTo(201);
    return response.json();
  }
}
