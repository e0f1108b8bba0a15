package io.headland.server.provider.johndeere;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A subscription of John Deere, as far as it is read. Its names are those of the JSON.
record SubscriptionBody(
    @Nullable String id,
    @Nullable String status,
    @Nullable EndpointBody targetEndpoint,
    @Nullable List<@Nullable LinkBody> links)
    implements Envelope.Item {

  record EndpointBody(@Nullable String uri) {}
}
