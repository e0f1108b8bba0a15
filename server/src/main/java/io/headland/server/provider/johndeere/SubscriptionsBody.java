package io.headland.server.provider.johndeere;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A listing of subscriptions as it comes over the wire.
record SubscriptionsBody(
    @Nullable List<@Nullable LinkBody> links, @Nullable List<@Nullable SubscriptionBody> values)
    implements Envelope<SubscriptionBody> {}
