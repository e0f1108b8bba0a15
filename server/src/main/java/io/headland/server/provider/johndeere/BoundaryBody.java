package io.headland.server.provider.johndeere;

import io.headland.server.provider.DecimalReader;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/// A boundary of John Deere; only the members that Headland reads. Its names are those of the JSON.
record BoundaryBody(
    @Nullable String id,
    @Nullable Boolean active,
    @Nullable Boolean archived,
    @Nullable AreaBody area,
    @Nullable List<@Nullable PolygonBody> multipolygons) {

  record AreaBody(
      @JsonDeserialize(using = DecimalReader.class) double valueAsDouble, @Nullable String unit) {}

  record PolygonBody(@Nullable List<@Nullable RingBody> rings) {}

  /// @param type `exterior` or `interior`
  record RingBody(@Nullable String type, @Nullable List<@Nullable PointBody> points) {}

  record PointBody(
      @JsonDeserialize(using = DecimalReader.class) double lat,
      @JsonDeserialize(using = DecimalReader.class) double lon) {}
}
