package io.headland.server.provider.johndeere;

import io.headland.server.provider.OrganizationRecord;
import java.util.List;

/// A page of organizations, understood.
///
/// @param nextLink as it came; blank on the last page
record OrganizationsPage(List<OrganizationRecord> organizations, String nextLink) {

  OrganizationsPage {
    organizations = List.copyOf(organizations);
  }

  boolean isLast() {
    return nextLink.isBlank();
  }
}
