/// Growers, farms, fields and boundaries.
@NullMarked
package io.headland.server.api.field;

import org.jspecify.annotations.NullMarked;
