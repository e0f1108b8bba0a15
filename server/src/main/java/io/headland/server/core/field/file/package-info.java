/// Reads the fields of files: GeoJSON, KML, KMZ and shapefiles.
@NullMarked
package io.headland.server.core.field.file;

import org.jspecify.annotations.NullMarked;
