/// The requests of a soak test, and the readings with which they are checked.
@NullMarked
package io.headland.bench.soak.load;

import org.jspecify.annotations.NullMarked;
