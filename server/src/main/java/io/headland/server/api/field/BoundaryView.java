package io.headland.server.api.field;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.headland.server.core.field.Boundary;
import io.headland.server.core.field.Boundary.BoundaryStatus;
import io.headland.server.core.field.geometry.Validity;
import io.headland.server.platform.json.Added;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A boundary in a response, with Leaf's keys. Leaf has two validities; a repair is indicated by
/// `fixStatus`, and its reason by `problems`.
record BoundaryView(
    UUID id,
    BoundaryStatus status,
    @Nullable String providerStatus,
    @Nullable String providerBoundaryId,
    @JsonRawValue String geometry,
    AreaView area,
    String validity,
    @Nullable String fixStatus,
    @Added @Nullable String problems,
    Instant createdTime,
    Instant updatedTime) {

  static BoundaryView of(Boundary boundary) {
    // Only for a boundary that was created through the API both ids are equal.
    boolean created = boundary.providerBoundaryId().equals(boundary.id().toString());
    return new BoundaryView(
        boundary.id(),
        boundary.status(),
        created ? null : boundary.status() == BoundaryStatus.ACTIVE ? "ACTIVE" : "INACTIVE",
        created ? null : boundary.providerBoundaryId(),
        boundary.geometry(),
        AreaView.ofHectares(boundary.hectares()),
        boundary.validity() == Validity.INVALID ? "INVALID" : "VALID",
        boundary.validity() == Validity.FIXED ? "FIXED" : null,
        boundary.problems().isBlank() ? null : boundary.problems(),
        boundary.createdAt(),
        boundary.updatedAt());
  }
}
