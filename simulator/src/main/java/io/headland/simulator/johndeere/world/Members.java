package io.headland.simulator.johndeere.world;

import io.headland.simulator.fielddata.PersistentMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The organizations of each user, by id, in the order of the world.
record Members(PersistentMap<String, List<String>> organizations) {
  static Members of(List<Organization> all) {
    Map<String, List<String>> byUser = new HashMap<>();
    for (Organization organization : all) {
      for (String userName : organization.members().keySet()) {
        byUser.computeIfAbsent(userName, _ -> new ArrayList<>()).add(organization.id());
      }
    }
    return new Members(PersistentMap.of(byUser));
  }

  List<String> of(String userName) {
    return organizations.find(userName).orElse(List.of());
  }

  /// Does not copy unchanged members.
  Members with(Organization organization, Set<String> before) {
    Set<String> now = organization.members().keySet();
    PersistentMap<String, List<String>> changed = organizations;
    for (String userName : before) {
      if (!now.contains(userName)) {
        List<String> fewer = new ArrayList<>(of(userName));
        fewer.remove(organization.id());
        changed = changed.with(userName, fewer);
      }
    }
    for (String userName : now) {
      if (!before.contains(userName)) {
        List<String> more = new ArrayList<>(of(userName));
        more.add(organization.id());
        changed = changed.with(userName, more);
      }
    }
    return new Members(changed);
  }
}
