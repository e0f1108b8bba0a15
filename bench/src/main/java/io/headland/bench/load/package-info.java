/// Requests over HTTP, as fast as they are answered or at a given pace, and how long each took.
@NullMarked
package io.headland.bench.load;

import org.jspecify.annotations.NullMarked;
