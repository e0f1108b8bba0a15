/// HTTP as every simulated provider needs it: requests, responses, routes, pages and the server
/// that carries them. Knows no provider and no rule of the simulator.
@NullMarked
package io.headland.simulator.http;

import org.jspecify.annotations.NullMarked;
