/// The port to the providers: the operations of an adapter, and the results of a call.
///
/// Adapters use HTTP and JSON; they depend neither on SQL nor on API owners.
@NullMarked
package io.headland.server.provider;

import org.jspecify.annotations.NullMarked;
