/// Exports of points in formats that programs for geographic data open.
@NullMarked
package io.headland.server.core.machinefile.export;

import org.jspecify.annotations.NullMarked;
