/// Geometry of boundaries: checking, repairing, measuring and writing it as GeoJSON.
@NullMarked
package io.headland.server.core.field.geometry;

import org.jspecify.annotations.NullMarked;
