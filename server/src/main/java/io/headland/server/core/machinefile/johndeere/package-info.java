/// Shapefile exports of John Deere with their metadata.
@NullMarked
package io.headland.server.core.machinefile.johndeere;

import org.jspecify.annotations.NullMarked;
