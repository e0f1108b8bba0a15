package io.headland.server.provider.trimble;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Fields as they come over the wire, as far as they are read.
record FieldsBody(@Nullable List<@Nullable FieldBody> result, @Nullable BookmarkBody bookmark)
    implements ResultBody<FieldsBody.FieldBody> {

  record FieldBody(@Nullable String id, @Nullable String name, @Nullable String farmId)
      implements Item {}
}
