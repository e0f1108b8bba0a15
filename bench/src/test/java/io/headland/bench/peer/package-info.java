@NullMarked
package io.headland.bench.peer;

import org.jspecify.annotations.NullMarked;
