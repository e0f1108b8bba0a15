/// Starts the simulator, as a program and as a library. The response of a provider is made in the
/// package of that provider.
@NullMarked
package io.headland.simulator;

import org.jspecify.annotations.NullMarked;
