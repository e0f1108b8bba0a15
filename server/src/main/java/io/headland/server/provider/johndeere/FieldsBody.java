package io.headland.server.provider.johndeere;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A listing of fields as it comes over the wire.
record FieldsBody(
    @Nullable List<@Nullable LinkBody> links, @Nullable List<@Nullable FieldBody> values)
    implements Envelope<FieldBody> {}
