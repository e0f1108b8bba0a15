package io.headland.server.core.field;

import io.headland.server.core.field.geometry.Validity;
import java.time.Instant;

/// A geometry that a boundary had before the provider changed it.
///
/// @param geometry GeoJSON
/// @param problems what was wrong with the provider's drawing; blank when nothing
/// @param validFrom when the boundary got this geometry
/// @param replacedAt when it got the next one
public record EarlierGeometry(
    String geometry,
    double hectares,
    Validity validity,
    String problems,
    Instant validFrom,
    Instant replacedAt) {}
