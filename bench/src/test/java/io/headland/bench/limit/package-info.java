@NullMarked
package io.headland.bench.limit;

import org.jspecify.annotations.NullMarked;
