package io.headland.server.core.field;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The stored records of an organization.
///
/// @param providerOrgName and status are null when the account no longer lists it
/// @param hectares of all valid boundaries
/// @param lastReadAt when it was last read in full; null for never
public record OrganizationCount(
    String providerOrgId,
    @Nullable String providerOrgName,
    @Nullable String status,
    boolean visible,
    long growers,
    long farms,
    long fields,
    long previews,
    double hectares,
    @Nullable Instant lastReadAt) {}
