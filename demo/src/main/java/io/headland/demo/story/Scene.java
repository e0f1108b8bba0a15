package io.headland.demo.story;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The state of the story: its participants, and results of earlier steps for later ones.
final class Scene implements AutoCloseable {
  private final Stage stage;
  private final LeafApi api;
  private final ProviderControl provider;
  private final TrimbleControl trimble;
  private final GrowersBrowser browser;
  private final Audience audience;
  private String leafUserId = "";
  private int visible;
  private String trimbleToken = "";
  private Set<String> fieldsBefore = Set.of();
  private List<String> withFieldData = List.of();
  private @Nullable Roles roles;
  private @Nullable OrganizationPages before;

  Scene(Stage stage, Audience audience) {
    this.stage = stage;
    this.audience = audience;
    this.api = new LeafApi(stage.server());
    this.provider = new ProviderControl(stage.simulator());
    this.trimble = new TrimbleControl(stage.simulator());
    this.browser = new GrowersBrowser(stage.grower());
  }

  Stage stage() {
    return stage;
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

  void noteLeafUser(String id) {
    leafUserId = id;
  }

  String leafUserId() {
    return leafUserId;
  }

  void noteVisible(int organizations) {
    visible = organizations;
  }

  int visible() {
    return visible;
  }

  void noteTrimbleToken(String token) {
    trimbleToken = token;
  }

  String trimbleToken() {
    return trimbleToken;
  }

  void noteWithFieldData(List<String> ids) {
    withFieldData = List.copyOf(ids);
  }

  /// Organizations to be selected for their field data.
  List<String> withFieldData() {
    return withFieldData;
  }

  void noteFields(Set<String> ids) {
    fieldsBefore = Set.copyOf(ids);
  }

  Set<String> fieldsBefore() {
    return fieldsBefore;
  }

  void noteRoles(Roles cast) {
    roles = cast;
  }

  Roles roles() {
    return noted(roles);
  }

  /// Records the organizations for later comparison.
  void noteBefore(OrganizationPages organizations) {
    before = organizations;
  }

  OrganizationPages before() {
    return noted(before);
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

  Answer askForSync() throws InterruptedException {
    return api.post(organizationsPath() + "/sync");
  }

  /// Runs a sync that must succeed, and waits for its end.
  Answer sync() throws InterruptedException {
    return sync(organizationsPath());
  }

  Answer sync(String organizations) throws InterruptedException {
    Answer answer = api.post(organizations + "/sync").require(202);
    if (answer.header("X-Headland-Sync-State").orElse("").equals("RUNNING")) {
      follow(answer.header("X-Headland-Sync-Run").orElse(""));
    }
    return answer;
  }

  /// Waits for the end of the latest run.
  JsonNode latestRun() throws InterruptedException {
    String newest = LeafApi.SYNC_RUNS + "?size=1&leafUserId=" + leafUserId;
    return follow(api.get(newest).require(200).json().path(0).path("id").asString(""));
  }

  private JsonNode follow(String run) throws InterruptedException {
    return api.follow(run, state -> audience.follows(RunProgress.of(state)));
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

  private static <T> T noted(@Nullable T thing) {
    if (thing == null) {
      throw new StepFailed("an earlier step has no result to continue with");
    }
    return thing;
  }

  @Override
  public void close() {
    api.close();
    provider.close();
    trimble.close();
    browser.close();
  }
}
