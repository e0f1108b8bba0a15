/// HTTP for all simulated providers: requests, responses, routes, pages and the server. Independent
/// of providers and of the rules of the simulator.
@NullMarked
package io.headland.simulator.http;

import org.jspecify.annotations.NullMarked;
