/// A soak test: mixed load on two servers of one database while faults occur.
@NullMarked
package io.headland.bench.soak;

import org.jspecify.annotations.NullMarked;
