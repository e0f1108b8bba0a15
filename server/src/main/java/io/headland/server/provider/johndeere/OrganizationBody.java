package io.headland.server.provider.johndeere;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An organization as John Deere writes it, as far as it is read. `id` is a text of digits here and
/// a number elsewhere in Deere's APIs; either becomes text.
record OrganizationBody(
    @Nullable String id, @Nullable String name, @Nullable List<@Nullable LinkBody> links)
    implements Envelope.Item {}
