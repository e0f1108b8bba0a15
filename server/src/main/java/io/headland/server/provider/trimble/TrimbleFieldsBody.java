package io.headland.server.provider.trimble;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import io.headland.server.provider.Mismatches;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Received fields; only the members that Headland reads.
record TrimbleFieldsBody(
    @Nullable List<@Nullable TrimbleField> result,
    @Nullable BookmarkBody bookmark,
    @JacksonInject(useInput = OptBoolean.FALSE) Mismatches mismatches)
    implements ResultBody<TrimbleFieldsBody.TrimbleField> {

  /// @param clientId beside the farm's id, if the host returns it
  record TrimbleField(
      @Nullable String id,
      @Nullable String name,
      @Nullable String farmId,
      @Nullable String clientId,
      @Nullable Object retired)
      implements Item {}
}
