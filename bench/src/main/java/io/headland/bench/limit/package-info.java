/// What the server is compared with: PostgreSQL alone with the same statements, a provider that is
/// only read, GDAL.
@NullMarked
package io.headland.bench.limit;

import org.jspecify.annotations.NullMarked;
