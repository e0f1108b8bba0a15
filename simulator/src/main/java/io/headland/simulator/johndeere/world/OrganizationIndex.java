package io.headland.simulator.johndeere.world;

import io.headland.simulator.fielddata.PersistentMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The organizations of a world by id, and their order.
///
/// @param added the ids of those that were added after the start
record OrganizationIndex(
    List<String> first, List<String> added, PersistentMap<String, Organization> byId) {
  static OrganizationIndex of(List<Organization> all) {
    Map<String, Organization> byId = HashMap.newHashMap(all.size());
    all.forEach(organization -> byId.put(organization.id(), organization));
    List<String> ids = all.stream().map(Organization::id).toList();
    return new OrganizationIndex(ids, List.of(), PersistentMap.of(byId));
  }

  Optional<Organization> find(String id) {
    return byId.find(id);
  }

  Collection<Organization> all() {
    List<Organization> all = new ArrayList<>(byId.size());
    first.forEach(id -> byId.find(id).ifPresent(all::add));
    added.forEach(id -> byId.find(id).ifPresent(all::add));
    return Collections.unmodifiableList(all);
  }

  OrganizationIndex with(Organization organization) {
    List<String> more = added;
    if (byId.find(organization.id()).isEmpty()) {
      more = new ArrayList<>(added);
      more.add(organization.id());
    }
    return new OrganizationIndex(first, more, byId.with(organization.id(), organization));
  }
}
