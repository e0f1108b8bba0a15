@NullMarked
package io.headland.bench.soak;

import org.jspecify.annotations.NullMarked;
