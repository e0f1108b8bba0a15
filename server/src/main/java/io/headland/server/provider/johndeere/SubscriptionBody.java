package io.headland.server.provider.johndeere;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import io.headland.server.provider.Mismatches;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/// A subscription of John Deere; only the members that Headland reads. Its names are those of the
/// JSON.
record SubscriptionBody(
    @Nullable String id,
    @Nullable String status,
    @Nullable EndpointBody targetEndpoint,
    @Nullable List<@Nullable LinkBody> links)
    implements Envelope.Item {

  record EndpointBody(@Nullable String uri) {}

  /// A received listing of subscriptions.
  record SubscriptionsBody(
      @Nullable List<@Nullable LinkBody> links,
      @JsonDeserialize(using = TotalReader.class) @Nullable Long total,
      @Nullable List<@Nullable SubscriptionBody> values,
      @JacksonInject(useInput = OptBoolean.FALSE) Mismatches mismatches)
      implements Envelope<SubscriptionBody> {}
}
