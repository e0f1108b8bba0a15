/// An end-to-end test of server and provider in steps.
///
/// It uses addresses, credentials and HTTP, and no class of server or simulator, so that it can
/// test any implementation at those addresses.
@NullMarked
package io.headland.demo.scenario;

import org.jspecify.annotations.NullMarked;
