/// What was found, as a table for people and as JSON for programs.
@NullMarked
package io.headland.bench.report;

import org.jspecify.annotations.NullMarked;
