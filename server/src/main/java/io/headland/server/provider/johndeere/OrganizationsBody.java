package io.headland.server.provider.johndeere;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A listing of organizations as it comes over the wire.
record OrganizationsBody(
    @Nullable List<@Nullable LinkBody> links, @Nullable List<@Nullable OrganizationBody> values)
    implements Envelope<OrganizationBody> {}
