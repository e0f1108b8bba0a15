/// The embedded PostgreSQL: installation, start, supervision and shutdown.
@NullMarked
package io.headland.server.platform.postgres;

import org.jspecify.annotations.NullMarked;
