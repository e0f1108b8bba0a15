@NullMarked
package io.headland.bench.soak.check;

import org.jspecify.annotations.NullMarked;
