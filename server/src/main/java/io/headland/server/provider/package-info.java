/// The port to the providers: what an adapter can do, and what a call can result in.
///
/// Adapters know HTTP and JSON; they know neither SQL nor API owners.
@NullMarked
package io.headland.server.provider;

import org.jspecify.annotations.NullMarked;
