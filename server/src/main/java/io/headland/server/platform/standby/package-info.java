/// Reads from a standby of PostgreSQL that tolerate a lag of one second.
///
/// A read uses the standby only while it is known that the standby has replayed everything that was
/// committed on the primary until a time at most one second ago, and after the last write of the
/// API owner on this node. All other statements use the primary. Whatever fails on the standby is
/// repeated on the primary.
@NullMarked
package io.headland.server.platform.standby;

import org.jspecify.annotations.NullMarked;
