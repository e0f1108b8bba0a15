/// Images of the properties of points.
@NullMarked
package io.headland.server.core.machinefile.image;

import org.jspecify.annotations.NullMarked;
