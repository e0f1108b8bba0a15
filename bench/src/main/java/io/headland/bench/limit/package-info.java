/// The rate of PostgreSQL alone with the same statements: the reference for the server.
@NullMarked
package io.headland.bench.limit;

import org.jspecify.annotations.NullMarked;
