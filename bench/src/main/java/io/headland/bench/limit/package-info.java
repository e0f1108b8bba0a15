/// What PostgreSQL alone does with the same statements: the limit that the server is held against.
@NullMarked
package io.headland.bench.limit;

import org.jspecify.annotations.NullMarked;
