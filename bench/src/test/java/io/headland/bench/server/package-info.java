@NullMarked
package io.headland.bench.server;

import org.jspecify.annotations.NullMarked;
