/// Machine files: the points that a machine recorded during field work, and their units.
@NullMarked
package io.headland.server.core.machinefile;

import org.jspecify.annotations.NullMarked;
