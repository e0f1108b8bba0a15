/// Connections to PostgreSQL, migrations, and the classification of outages.
@NullMarked
package io.headland.server.platform.jdbc;

import org.jspecify.annotations.NullMarked;
