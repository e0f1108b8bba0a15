/// The faults of a soak test: their schedule, and how each is caused and ended.
@NullMarked
package io.headland.bench.soak.fault;

import org.jspecify.annotations.NullMarked;
