package io.headland.server.core.field;

import io.headland.server.core.field.geometry.Validity;
import java.time.Instant;

/// A geometry that a boundary had before the provider changed it.
///
/// @param geometry GeoJSON
/// @param problems defects of the provider's geometry; blank for none
/// @param validFrom when the boundary got this geometry
/// @param replacedAt when it was replaced
public record EarlierGeometry(
    String geometry,
    double hectares,
    Validity validity,
    String problems,
    Instant validFrom,
    Instant replacedAt) {}
