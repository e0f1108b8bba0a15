/// What happens to a request before and after a simulated provider answers it: rate limits, faults,
/// the request log and the count of calls.
@NullMarked
package io.headland.simulator.traffic;

import org.jspecify.annotations.NullMarked;
