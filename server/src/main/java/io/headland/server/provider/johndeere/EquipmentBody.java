package io.headland.server.provider.johndeere;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/// A machine or implement of the equipment API; only the members that Headland reads.
///
/// @param principalId its number in the telematics service, also used in field operations
record EquipmentBody(
    @Nullable String id,
    @Nullable String principalId,
    @Nullable String name,
    @Nullable String serialNumber,
    @Nullable String modelYear,
    @Nullable NamedBody make,
    @Nullable NamedBody type,
    @Nullable NamedBody model,
    @Nullable Boolean archived) {

  /// A make, type or model.
  record NamedBody(@Nullable String name) {}

  /// A page. The documents show `values` as an array and as an object.
  record PageBody(
      @JsonDeserialize(using = TotalReader.class) @Nullable Long total,
      @JsonDeserialize(using = EquipmentValuesReader.class)
          @Nullable List<@Nullable EquipmentBody> values) {}
}
