/// Server, its database and a simulated provider in one process: for manual tests, or to run the
/// scenario as an end-to-end test.
@NullMarked
package io.headland.demo;

import org.jspecify.annotations.NullMarked;
