@NullMarked
package io.headland.bench.world;

import org.jspecify.annotations.NullMarked;
