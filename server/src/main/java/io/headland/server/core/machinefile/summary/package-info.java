/// Values that are computed from the points of machine files and operations.
@NullMarked
package io.headland.server.core.machinefile.summary;

import org.jspecify.annotations.NullMarked;
