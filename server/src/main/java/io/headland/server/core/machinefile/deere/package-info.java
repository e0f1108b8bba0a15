/// Shapefile exports of John Deere with their metadata.
@NullMarked
package io.headland.server.core.machinefile.deere;

import org.jspecify.annotations.NullMarked;
