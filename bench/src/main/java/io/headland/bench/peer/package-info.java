/// Other programs with the same function, which are measured in the same run.
@NullMarked
package io.headland.bench.peer;

import org.jspecify.annotations.NullMarked;
