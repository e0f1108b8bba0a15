/// Findings as a table and as JSON.
@NullMarked
package io.headland.bench.report;

import org.jspecify.annotations.NullMarked;
