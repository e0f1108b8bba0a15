/// Polygons as callers send them: GeoJSON in a body, and files in GeoJSON, KML and the shapefile
/// format.
///
/// Everything here reads input that is not trusted. Each reader bounds what it allocates, and
/// throws [GeometryException] with a sentence for the caller when the input is not accepted. A
/// reader checks the form of a geometry (rings are closed, coordinates are in range); whether its
/// rings cross is checked where it is stored.
@NullMarked
package io.headland.server.geometry;

import org.jspecify.annotations.NullMarked;
