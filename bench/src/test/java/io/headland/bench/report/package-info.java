@NullMarked
package io.headland.bench.report;

import org.jspecify.annotations.NullMarked;
