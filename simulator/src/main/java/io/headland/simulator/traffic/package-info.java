/// Processing of requests before and after a simulated provider: rate limits, faults, the request
/// log and the count of calls.
@NullMarked
package io.headland.simulator.traffic;

import org.jspecify.annotations.NullMarked;
