package io.headland.server.provider.trimble;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import io.headland.server.provider.Mismatches;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Received organizations; only the members that Headland reads.
record TrimbleOrganizationsBody(
    @Nullable List<@Nullable TrimbleOrganization> result,
    @Nullable BookmarkBody bookmark,
    @JacksonInject(useInput = OptBoolean.FALSE) Mismatches mismatches)
    implements ResultBody<TrimbleOrganizationsBody.TrimbleOrganization> {

  record TrimbleOrganization(@Nullable String id, @Nullable String name) implements Item {}
}
