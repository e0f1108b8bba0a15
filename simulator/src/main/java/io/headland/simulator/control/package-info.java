/// Reading and changing the simulated providers while they run: the control API, its JSON, and the
/// same operations as methods for tests.
@NullMarked
package io.headland.simulator.control;

import org.jspecify.annotations.NullMarked;
