package io.headland.server.provider.trimble;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import io.headland.server.provider.Mismatches;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Received clients (growers); only the members that Headland reads.
record ClientsBody(
    @Nullable List<@Nullable ClientBody> result,
    @Nullable BookmarkBody bookmark,
    @JacksonInject(useInput = OptBoolean.FALSE) Mismatches mismatches)
    implements ResultBody<ClientsBody.ClientBody> {

  /// @param retired true when the client is no longer in use; a text or a boolean
  record ClientBody(@Nullable String id, @Nullable String name, @Nullable Object retired)
      implements Item {}
}
