package io.headland.server.api.field;

import io.headland.server.core.field.OrganizationCountStore.OrganizationCount;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The stored records of an organization, in a response.
///
/// @param providerOrgName and status are absent when the account no longer lists it
/// @param hectares of all valid boundaries
/// @param lastReadAt when it was last read in full
record OrganizationCountView(
    String providerOrgId,
    @Nullable String providerOrgName,
    @Nullable String status,
    boolean visible,
    long growers,
    long farms,
    long fields,
    long previews,
    double hectares,
    @Nullable Instant lastReadAt) {

  static OrganizationCountView of(OrganizationCount count) {
    return new OrganizationCountView(
        count.providerOrgId(),
        count.providerOrgName(),
        count.status(),
        count.visible(),
        count.growers(),
        count.farms(),
        count.fields(),
        count.previews(),
        count.hectares(),
        count.lastReadAt());
  }
}
