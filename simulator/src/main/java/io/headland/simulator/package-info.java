/// Starts the simulator, as a program and as a library. The responses of a provider are produced in
/// the package of that provider.
@NullMarked
package io.headland.simulator;

import org.jspecify.annotations.NullMarked;
