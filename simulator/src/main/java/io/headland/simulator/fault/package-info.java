/// Faults on request: error responses, delays, broken bodies, and lists with missing or changed
/// records.
@NullMarked
package io.headland.simulator.fault;

import org.jspecify.annotations.NullMarked;
