/// The requests of a soak test, and the readings that they are checked with.
@NullMarked
package io.headland.bench.soak.load;

import org.jspecify.annotations.NullMarked;
