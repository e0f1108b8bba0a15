@NullMarked
package io.headland.bench.soak.fault;

import org.jspecify.annotations.NullMarked;
