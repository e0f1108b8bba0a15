/// Requests over HTTP, as fast as they are answered or at a given rate, and their durations.
@NullMarked
package io.headland.bench.load;

import org.jspecify.annotations.NullMarked;
