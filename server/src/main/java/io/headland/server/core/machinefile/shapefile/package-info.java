/// Streams the records of shapefiles of any size (ESRI Shapefile Technical Description, July 1998;
/// dBASE III).
@NullMarked
package io.headland.server.core.machinefile.shapefile;

import org.jspecify.annotations.NullMarked;
