package io.headland.server.provider.trimble;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import io.headland.server.provider.DecimalReader;
import io.headland.server.provider.Mismatches;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/// Received boundaries; only the members that Headland reads.
record BoundariesBody(
    @Nullable List<@Nullable TrimbleBoundary> result,
    @Nullable BookmarkBody bookmark,
    @JacksonInject(useInput = OptBoolean.FALSE) Mismatches mismatches)
    implements ResultBody<BoundariesBody.TrimbleBoundary> {

  /// @param area in hectares
  record TrimbleBoundary(
      @Nullable String id,
      @Nullable String fieldId,
      @JsonDeserialize(using = DecimalReader.class) double area,
      @Nullable GeometryBody geometry,
      @Nullable Object retired)
      implements Item {}

  /// GeoJSON.
  record GeometryBody(@Nullable String type, @Nullable Coordinates coordinates) {}
}
