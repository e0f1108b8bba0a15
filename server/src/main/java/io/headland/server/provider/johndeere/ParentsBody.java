package io.headland.server.provider.johndeere;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A listing of clients or farms as it comes over the wire.
record ParentsBody(
    @Nullable List<@Nullable LinkBody> links, @Nullable List<@Nullable ParentBody> values)
    implements Envelope<ParentBody> {}
