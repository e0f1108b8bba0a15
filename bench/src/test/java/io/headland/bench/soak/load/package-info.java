@NullMarked
package io.headland.bench.soak.load;

import org.jspecify.annotations.NullMarked;
