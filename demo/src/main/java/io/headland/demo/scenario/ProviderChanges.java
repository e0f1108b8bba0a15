package io.headland.demo.scenario;

import java.util.List;

/// Changes at the provider, and their effects.
final class ProviderChanges {
  private static final String TERMS = "https://terms.example.com/accept";

  private ProviderChanges() {}

  static String newNameIsStored(ScenarioState state) throws InterruptedException {
    String id = state.roles().renamed();
    Organization before = state.organization(id);
    String name = before.name() + " & Sons";
    state.provider().rename(id, name);
    state.sync();
    Organization after = state.organization(id);
    StepFailed.unless(
        after.name().equals(name) && after.status().equals(before.status()), after.toString());
    state.provider().rename(id, before.name());
    state.sync();
    return "'%s', still %s".formatted(after.name(), after.status());
  }

  static String removedIsNotVisible(ScenarioState state) throws InterruptedException {
    state.setBefore(state.organizations());
    state.provider().remove(state.roles().removable());
    state.sync();
    Organization organization = state.organization(state.roles().removable());
    StepFailed.unless(organization.isBlockedFor("NOT_VISIBLE"), organization.summary());
    return organization.summary();
  }

  static String restrictedHasActionUri(ScenarioState state) throws InterruptedException {
    state.provider().restrict(state.roles().restricted(), TERMS);
    state.sync();
    Organization organization = state.organization(state.roles().restricted());
    StepFailed.unless(
        organization.isBlockedFor("CUSTOMER_ACTION_REQUIRED")
            && organization.actionUri().equals(TERMS),
        "%s, actionUri '%s'".formatted(organization.summary(), organization.actionUri()));
    return "%s, %s".formatted(organization.summary(), organization.actionUri());
  }

  static String bothReturnWithTheirStatus(ScenarioState state) throws InterruptedException {
    state.provider().restore(state.roles().removable());
    state.provider().unrestrict(state.roles().restricted());
    state.sync();
    return requireAsBefore(state);
  }

  static String largeLossIsGuarded(ScenarioState state) throws InterruptedException {
    for (Organization lost : losses(state)) {
      state.provider().remove(lost.id());
    }
    state.requestSync().requireRefusal(409, "syncGuarded");
    requireAsBefore(state);
    return "%d would be lost: 409, nothing changed".formatted(losses(state).size());
  }

  static String largeLossIsForced(ScenarioState state) throws InterruptedException {
    state.api().post(state.organizationsPath() + "/sync?force=true").require(202);
    OrganizationPages after = state.organizations();
    for (Organization lost : losses(state)) {
      StepFailed.unless(
          after.get(lost.id()).isBlockedFor("NOT_VISIBLE"), after.get(lost.id()).toString());
    }
    StepFailed.unless(after.open().size() == 1, after.open().size() + " are not BLOCKED");
    return "%d are BLOCKED NOT_VISIBLE".formatted(losses(state).size());
  }

  static String allReturn(ScenarioState state) throws InterruptedException {
    for (Organization lost : losses(state)) {
      state.provider().restore(lost.id());
    }
    state.sync();
    return requireAsBefore(state);
  }

  /// All connected organizations except one.
  private static List<Organization> losses(ScenarioState state) {
    return state.before().open().stream().skip(1).toList();
  }

  private static String requireAsBefore(ScenarioState state) throws InterruptedException {
    List<Organization> now = state.organizations().organizations();
    List<Organization> changed =
        now.stream().filter(one -> !state.before().organizations().contains(one)).toList();
    StepFailed.unless(
        changed.isEmpty() && now.size() == state.before().organizations().size(),
        "changed: " + changed);
    return "all %d as before".formatted(now.size());
  }
}
