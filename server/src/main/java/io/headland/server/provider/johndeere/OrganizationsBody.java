package io.headland.server.provider.johndeere;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The envelope of a listing. Its `total` is not read: pages are followed until there is no next
/// one.
record OrganizationsBody(
    @Nullable List<@Nullable LinkBody> links, @Nullable List<@Nullable OrganizationBody> values) {}
