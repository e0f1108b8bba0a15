package io.headland.simulator.johndeere.world;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Finds what contradicts itself in a world.
final class WorldCheck {
  private final List<String> problems = new ArrayList<>();

  private WorldCheck() {}

  static List<String> problemsOf(
      List<Application> applications,
      List<Grower> growers,
      List<Grant> grants,
      List<Organization> organizations) {
    WorldCheck check = new WorldCheck();
    Set<String> keys =
        check.unique("applications", "clientKey", applications, Application::clientKey);
    Set<String> names = check.unique("users", "userName", growers, Grower::userName);
    check.unique("grants", "refreshToken", grants, Grant::refreshToken);
    check.unique("organizations", "id", organizations, Organization::id);
    grants.forEach(
        grant -> {
          check.known("grants", "application", grant.clientKey(), keys);
          check.known("grants", "user", grant.userName(), names);
        });
    for (Organization organization : organizations) {
      check.organization(organization, keys, names);
    }
    return check.problems;
  }

  private void organization(Organization organization, Set<String> keys, Set<String> names) {
    String place = "organizations[id=" + organization.id() + "]";
    if (!organization.id().matches("\\d{1,18}")) {
      problems.add(place + ".id: must be a string of digits");
    }
    organization.members().keySet().forEach(name -> known(place + ".members", "user", name, names));
    organization
        .connections()
        .keySet()
        .forEach(key -> known(place + ".connections", "application", key, keys));
  }

  private void known(String place, String what, String value, Set<String> known) {
    if (!known.contains(value)) {
      problems.add(place + ": there is no " + what + " '" + value + "'");
    }
  }

  private <T> Set<String> unique(
      String place, String key, List<T> all, Function<T, String> identity) {
    Set<String> identities = new HashSet<>();
    for (T one : all) {
      if (!identities.add(identity.apply(one))) {
        problems.add(place + ": " + key + " '" + identity.apply(one) + "' is there twice");
      }
    }
    return identities;
  }
}
