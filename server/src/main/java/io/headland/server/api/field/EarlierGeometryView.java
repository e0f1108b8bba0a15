package io.headland.server.api.field;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.headland.server.core.field.EarlierGeometryStore.EarlierGeometry;
import io.headland.server.core.field.geometry.Validity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An earlier geometry of a boundary in a response. Added by Headland.
record EarlierGeometryView(
    @JsonRawValue String geometry,
    AreaView area,
    String validity,
    @Nullable String fixStatus,
    @Nullable String problems,
    Instant validFrom,
    Instant replacedAt) {

  static EarlierGeometryView of(EarlierGeometry earlier) {
    return new EarlierGeometryView(
        earlier.geometry(),
        AreaView.ofHectares(earlier.hectares()),
        earlier.validity() == Validity.INVALID ? "INVALID" : "VALID",
        earlier.validity() == Validity.FIXED ? "FIXED" : null,
        earlier.problems().isBlank() ? null : earlier.problems(),
        earlier.validFrom(),
        earlier.replacedAt());
  }
}
