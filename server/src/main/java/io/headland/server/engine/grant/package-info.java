/// Refreshes grants.
///
/// A grant is refreshed by one thread of one node at a time. The new tokens are written to an
/// encrypted file before they are committed, so that they survive an outage of the database.
@NullMarked
package io.headland.server.engine.grant;

import org.jspecify.annotations.NullMarked;
