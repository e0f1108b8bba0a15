/// Syncs accounts: reads the list of organizations, then the records of each selected one.
///
/// Work is scheduled by rows of the scheduler. Each page is stored together with the position after
/// it.
@NullMarked
package io.headland.server.engine.sync;

import org.jspecify.annotations.NullMarked;
