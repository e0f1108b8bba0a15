@NullMarked
package io.headland.bench.load;

import org.jspecify.annotations.NullMarked;
