package io.headland.server.api.organization;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.simulator.control.DemoCredentials;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// One Leaf user with a John Deere credential, and the calls that a test makes for it.
public record GrowerAccount(ApiClient api, String leafUserId) {
  private static final String USERS = "/services/usermanagement/api/users";

  /// A Leaf user whose syncs end with the list of organizations; other tests cover field data.
  public static GrowerAccount create(ApiClient api) {
    api.patch("/services/config/api/configs", "{\"fieldsAutoSync\": false}");
    return createReadingFields(api);
  }

  public static GrowerAccount createReadingFields(ApiClient api) {
    ApiResponse user =
        api.post(USERS, "{\"name\": \"Jane Smith\", \"email\": \"jane@example.com\"}");
    assertThat(user.status()).isEqualTo(201);
    return new GrowerAccount(api, user.id());
  }

  public static GrowerAccount attached(ApiClient api, DemoCredentials demo) {
    GrowerAccount account = create(api);
    assertThat(account.attach(demo).json().path("status").stringValue()).isEqualTo("OK");
    return account;
  }

  public ApiResponse attach(DemoCredentials demo) {
    ApiResponse credential =
        api.post(
            user("/john-deere-credentials"),
            """
            {"clientKey": "%s", "clientSecret": "%s", "refreshToken": "%s"}
            """
                .formatted(demo.clientKey(), demo.clientSecret(), demo.refreshToken()));
    assertThat(credential.status()).isEqualTo(201);
    return credential;
  }

  public String user(String rest) {
    return USERS + "/" + leafUserId + rest;
  }

  public ApiResponse sync() {
    return sync("");
  }

  public ApiResponse sync(String query) {
    return api.post(user("/JohnDeere/organizations/sync" + query));
  }

  public ApiResponse run(ApiResponse sync) {
    return api.get(
        "/services/headland/api/sync-runs/" + sync.header("X-Headland-Sync-Run").orElseThrow());
  }

  public ApiResponse organization(String id) {
    return api.get(user("/JohnDeere/organizations/" + id));
  }

  public String status(String id) {
    return organization(id).json().path("status").stringValue();
  }

  public ApiResponse choose(String id, String status) {
    return api.patch(user("/JohnDeere/organizations/" + id + "/" + status));
  }

  public List<JsonNode> organizations() {
    List<JsonNode> organizations = new ArrayList<>();
    api.get(user("/JohnDeere/organizations?size=100")).json().forEach(organizations::add);
    return organizations;
  }

  public List<String> idsWith(String status) {
    return organizations().stream()
        .filter(organization -> organization.path("status").stringValue().equals(status))
        .map(organization -> organization.path("providerOrgId").stringValue())
        .toList();
  }

  public void configure(String organizationDataSync) {
    ApiResponse configured =
        api.patch(
            "/services/config/api/configs/" + leafUserId,
            "{\"organizationDataSync\": \"" + organizationDataSync + "\"}");
    assertThat(configured.status()).isEqualTo(200);
  }
}
