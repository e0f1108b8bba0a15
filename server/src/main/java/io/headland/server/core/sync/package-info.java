/// Sync runs: one attempt to bring the records of one Leaf user at one provider up to date.
///
/// At most one run per Leaf user and provider is in progress. A run reads each organization under a
/// fence; a write with a stale fence is rejected.
@NullMarked
package io.headland.server.core.sync;

import org.jspecify.annotations.NullMarked;
