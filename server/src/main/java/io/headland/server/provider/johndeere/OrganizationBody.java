package io.headland.server.provider.johndeere;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An organization of John Deere, as far as it is read. `id` is a text of digits here and a number
/// elsewhere in Deere's APIs; both become text.
record OrganizationBody(
    @Nullable String id, @Nullable String name, @Nullable List<@Nullable LinkBody> links)
    implements Envelope.Item {}
