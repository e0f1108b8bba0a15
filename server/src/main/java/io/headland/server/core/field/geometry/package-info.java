/// Geometry of boundaries: validation, repair, measurement and serialization as GeoJSON.
@NullMarked
package io.headland.server.core.field.geometry;

import org.jspecify.annotations.NullMarked;
