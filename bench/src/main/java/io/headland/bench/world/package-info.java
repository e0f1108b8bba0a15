/// The measured data, and the statements that read it.
@NullMarked
package io.headland.bench.world;

import org.jspecify.annotations.NullMarked;
