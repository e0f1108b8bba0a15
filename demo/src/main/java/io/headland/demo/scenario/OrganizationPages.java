package io.headland.demo.scenario;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A list of organizations, read page by page.
///
/// @param totals `X-Total-Count` of each page
record OrganizationPages(List<Organization> organizations, List<String> totals) {
  OrganizationPages {
    organizations = List.copyOf(organizations);
    totals = List.copyOf(totals);
  }

  Set<String> ids() {
    Set<String> ids = new TreeSet<>();
    organizations.forEach(organization -> ids.add(organization.id()));
    return ids;
  }

  boolean hasDuplicates() {
    return ids().size() != organizations.size();
  }

  Organization get(String id) {
    return organizations.stream()
        .filter(organization -> organization.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new StepFailed("organization " + id + " is not listed"));
  }

  List<Organization> open() {
    return organizations.stream().filter(organization -> !organization.isBlocked()).toList();
  }

  List<Organization> blocked() {
    return organizations.stream().filter(Organization::isBlocked).toList();
  }

  long count(String status) {
    return organizations.stream()
        .filter(organization -> organization.status().equals(status))
        .count();
  }
}
