package io.headland.server.provider.trimble;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import io.headland.server.provider.Mismatches;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Received farms; only the members that Headland reads.
record FarmsBody(
    @Nullable List<@Nullable FarmBody> result,
    @Nullable BookmarkBody bookmark,
    @JacksonInject(useInput = OptBoolean.FALSE) Mismatches mismatches)
    implements ResultBody<FarmsBody.FarmBody> {

  /// A farm. No public document states where it contains its client: `clientId` is tried first,
  /// then `client`, as an object with an id or as the id itself.
  record FarmBody(
      @Nullable String id,
      @Nullable String name,
      @Nullable String clientId,
      @Nullable Object client,
      @Nullable Object retired)
      implements Item {

    @Nullable String growerId() {
      if (clientId != null) {
        return clientId;
      }
      Object named = client instanceof Map<?, ?> object ? object.get("id") : client;
      return named instanceof String id ? id : null;
    }
  }
}
