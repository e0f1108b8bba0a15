package io.headland.demo.story;

import java.util.List;

/// Changes at the provider, and their effects.
final class BadDay {
  private static final String TERMS = "https://terms.example.com/accept";

  private BadDay() {}

  static String newNameArrives(Scene scene) throws InterruptedException {
    String id = scene.roles().renamed();
    Organization before = scene.organization(id);
    String name = before.name() + " & Sons";
    scene.provider().rename(id, name);
    scene.sync();
    Organization after = scene.organization(id);
    StepFailed.unless(
        after.name().equals(name) && after.status().equals(before.status()), after.toString());
    scene.provider().rename(id, before.name());
    scene.sync();
    return "'%s', still %s".formatted(after.name(), after.status());
  }

  static String vanishedIsNotVisible(Scene scene) throws InterruptedException {
    scene.noteBefore(scene.organizations());
    scene.provider().vanish(scene.roles().vanishing());
    scene.sync();
    Organization organization = scene.organization(scene.roles().vanishing());
    StepFailed.unless(organization.isBlockedFor("NOT_VISIBLE"), organization.summary());
    return organization.summary();
  }

  static String restrictedSaysWhatToDo(Scene scene) throws InterruptedException {
    scene.provider().restrict(scene.roles().restricted(), TERMS);
    scene.sync();
    Organization organization = scene.organization(scene.roles().restricted());
    StepFailed.unless(
        organization.isBlockedFor("CUSTOMER_ACTION_REQUIRED")
            && organization.actionUri().equals(TERMS),
        "%s, actionUri '%s'".formatted(organization.summary(), organization.actionUri()));
    return "%s, %s".formatted(organization.summary(), organization.actionUri());
  }

  static String bothComeBackAsTheyWere(Scene scene) throws InterruptedException {
    scene.provider().reappear(scene.roles().vanishing());
    scene.provider().unrestrict(scene.roles().restricted());
    scene.sync();
    return requireAsBefore(scene);
  }

  static String massLossIsStopped(Scene scene) throws InterruptedException {
    for (Organization lost : losses(scene)) {
      scene.provider().vanish(lost.id());
    }
    scene.askForSync().requireRefusal(409, "syncGuarded");
    requireAsBefore(scene);
    return "%d would be lost: 409, nothing changed".formatted(losses(scene).size());
  }

  static String massLossIsForced(Scene scene) throws InterruptedException {
    scene.api().post(scene.organizationsPath() + "/sync?force=true").require(202);
    OrganizationPages after = scene.organizations();
    for (Organization lost : losses(scene)) {
      StepFailed.unless(
          after.get(lost.id()).isBlockedFor("NOT_VISIBLE"), after.get(lost.id()).toString());
    }
    StepFailed.unless(after.open().size() == 1, after.open().size() + " are not BLOCKED");
    return "%d are BLOCKED NOT_VISIBLE".formatted(losses(scene).size());
  }

  static String allReturn(Scene scene) throws InterruptedException {
    for (Organization lost : losses(scene)) {
      scene.provider().reappear(lost.id());
    }
    scene.sync();
    return requireAsBefore(scene);
  }

  /// All connected organizations except one.
  private static List<Organization> losses(Scene scene) {
    return scene.before().open().stream().skip(1).toList();
  }

  private static String requireAsBefore(Scene scene) throws InterruptedException {
    List<Organization> now = scene.organizations().organizations();
    List<Organization> changed =
        now.stream().filter(one -> !scene.before().organizations().contains(one)).toList();
    StepFailed.unless(
        changed.isEmpty() && now.size() == scene.before().organizations().size(),
        "changed: " + changed);
    return "all %d as before".formatted(now.size());
  }
}
