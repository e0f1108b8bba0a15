package io.headland.server.provider.johndeere;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A subscription as John Deere writes it, as far as it is read. Its names follow the wire.
record SubscriptionBody(
    @Nullable String id,
    @Nullable String status,
    @Nullable EndpointBody targetEndpoint,
    @Nullable List<@Nullable LinkBody> links)
    implements Envelope.Item {

  record EndpointBody(@Nullable String uri) {}
}
