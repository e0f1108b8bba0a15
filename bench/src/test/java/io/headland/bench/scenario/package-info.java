@NullMarked
package io.headland.bench.scenario;

import org.jspecify.annotations.NullMarked;
