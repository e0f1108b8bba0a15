/// PostgreSQL: pool, transactions, migrations, the embedded server. No store lives here.
@NullMarked
package io.headland.server.persistence;

import org.jspecify.annotations.NullMarked;
