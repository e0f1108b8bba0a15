package io.headland.demo.scenario;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The state of the scenario: its participants, and results of earlier steps for later ones.
final class ScenarioState implements AutoCloseable {
  private final DemoEnvironment environment;
  private final LeafApi api;
  private final ProviderControl provider;
  private final TrimbleControl trimble;
  private final GrowersBrowser browser;
  private final ProgressListener listener;
  private String leafUserId = "";
  private int visible;
  private String trimbleToken = "";
  private Set<String> fieldsBefore = Set.of();
  private List<String> withFieldData = List.of();
  private @Nullable Roles roles;
  private @Nullable OrganizationPages before;

  ScenarioState(DemoEnvironment environment, ProgressListener listener) {
    this.environment = environment;
    this.listener = listener;
    this.api = new LeafApi(environment.server());
    this.provider = new ProviderControl(environment.simulator());
    this.trimble = new TrimbleControl(environment.simulator());
    this.browser = new GrowersBrowser(environment.grower());
  }

  DemoEnvironment environment() {
    return environment;
  }

  LeafApi api() {
    return api;
  }

  ProviderControl provider() {
    return provider;
  }

  TrimbleControl trimble() {
    return trimble;
  }

  GrowersBrowser browser() {
    return browser;
  }

  void setLeafUser(String id) {
    leafUserId = id;
  }

  String leafUserId() {
    return leafUserId;
  }

  void setVisible(int organizations) {
    visible = organizations;
  }

  int visible() {
    return visible;
  }

  void setTrimbleToken(String token) {
    trimbleToken = token;
  }

  String trimbleToken() {
    return trimbleToken;
  }

  void setWithFieldData(List<String> ids) {
    withFieldData = List.copyOf(ids);
  }

  /// Organizations to be selected for their field data.
  List<String> withFieldData() {
    return withFieldData;
  }

  void setFieldsBefore(Set<String> ids) {
    fieldsBefore = Set.copyOf(ids);
  }

  Set<String> fieldsBefore() {
    return fieldsBefore;
  }

  void setRoles(Roles assign) {
    roles = assign;
  }

  Roles roles() {
    return require(roles);
  }

  /// Records the organizations for later comparison.
  void setBefore(OrganizationPages organizations) {
    before = organizations;
  }

  OrganizationPages before() {
    return require(before);
  }

  String leafUserPath() {
    return LeafApi.USERS + "/" + leafUserId;
  }

  String credentialPath() {
    return leafUserPath() + "/john-deere-credentials";
  }

  String organizationsPath() {
    return leafUserPath() + "/JohnDeere/organizations";
  }

  OrganizationPages organizations() throws InterruptedException {
    return api.organizations(organizationsPath(), visible);
  }

  Organization organization(String id) throws InterruptedException {
    return Organization.of(api.get(organizationsPath() + "/" + id).require(200).json());
  }

  ApiResponse requestSync() throws InterruptedException {
    return api.post(organizationsPath() + "/sync");
  }

  /// Runs a sync that must succeed, and waits for its end.
  ApiResponse sync() throws InterruptedException {
    return sync(organizationsPath());
  }

  ApiResponse sync(String organizations) throws InterruptedException {
    ApiResponse response = api.post(organizations + "/sync").require(202);
    if (response.header("X-Headland-Sync-State").orElse("").equals("RUNNING")) {
      follow(response.header("X-Headland-Sync-Run").orElse(""));
    }
    return response;
  }

  /// Waits for the end of the latest run.
  JsonNode latestRun() throws InterruptedException {
    String newest = LeafApi.SYNC_RUNS + "?size=1&leafUserId=" + leafUserId;
    return follow(api.get(newest).require(200).json().path(0).path("id").asString(""));
  }

  private JsonNode follow(String run) throws InterruptedException {
    return api.follow(run, state -> listener.onProgress(RunProgress.of(state)));
  }

  /// The stored records of this Leaf user at a provider, as counted by the server.
  FieldDataTotals resources(String providerName) throws InterruptedException {
    String path = LeafApi.RESOURCES + "?size=100&leafUserId=" + leafUserId;
    FieldDataTotals fieldData = FieldDataTotals.NONE;
    for (JsonNode entry : api.get(path).require(200).json().path("summaries").values()) {
      fieldData =
          entry.path("provider").asString("").equals(providerName)
              ? FieldDataTotals.of(entry)
              : fieldData;
    }
    return fieldData;
  }

  String fieldsPath() {
    return LeafApi.FIELDS + "/users/" + leafUserId + "/fields";
  }

  /// All fields that the server lists.
  List<JsonNode> fields() throws InterruptedException {
    return api.all(fieldsPath() + "?size=100");
  }

  private static <T> T require(@Nullable T value) {
    if (value == null) {
      throw new StepFailed("an earlier step has no result to continue with");
    }
    return value;
  }

  @Override
  public void close() {
    api.close();
    provider.close();
    trimble.close();
    browser.close();
  }
}
