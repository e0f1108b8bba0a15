/// Points in GeoJSON files.
@NullMarked
package io.headland.server.core.machinefile.geojson;

import org.jspecify.annotations.NullMarked;
