/// HTTP for every simulated provider: requests, responses, routes, pages and the server. Knows no
/// provider and no rule of the simulator.
@NullMarked
package io.headland.simulator.http;

import org.jspecify.annotations.NullMarked;
