package io.headland.server.provider.johndeere;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A posted event of the Data Subscription Service.
record EventBody(
    @Nullable String eventTypeId,
    @Nullable String targetResource,
    @Nullable String token,
    @Nullable List<@Nullable PairBody> metadata) {

  record PairBody(@Nullable String key, @Nullable String value) {}
}
