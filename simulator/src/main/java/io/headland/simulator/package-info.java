/// The simulator as a program and as a library: how it is started, and how a test changes its
/// world, its clock and its mood. What a provider says is in that provider's own package.
@NullMarked
package io.headland.simulator;

import org.jspecify.annotations.NullMarked;
