package io.headland.demo.story;

import org.jspecify.annotations.Nullable;

/// The story under way: who acts, and what earlier steps left for later ones.
final class Scene implements AutoCloseable {
  private final Stage stage;
  private final LeafApi api;
  private final ProviderControl provider;
  private final GrowersBrowser browser;
  private String leafUserId = "";
  private int visible;
  private @Nullable Roles roles;
  private @Nullable OrganizationPages before;

  Scene(Stage stage) {
    this.stage = stage;
    this.api = new LeafApi(stage.server());
    this.provider = new ProviderControl(stage.simulator());
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

  void noteRoles(Roles cast) {
    roles = cast;
  }

  Roles roles() {
    return noted(roles);
  }

  /// Remembers the organizations as they are, to be compared with later.
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

  /// A sync that must succeed.
  Answer sync() throws InterruptedException {
    return askForSync().require(202);
  }

  private static <T> T noted(@Nullable T thing) {
    if (thing == null) {
      throw new StepFailed("an earlier step left nothing to go on with");
    }
    return thing;
  }

  @Override
  public void close() {
    api.close();
    provider.close();
    browser.close();
  }
}
