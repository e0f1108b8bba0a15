/// Time. What a process waits for is measured with the monotonic clock ([SteadyClock], [Deadline]),
/// which is never set. Times that are stored are those of the wall clock of the node; [ClockWatch]
/// notices when it is set, and corrects stored times that became too late by it.
@NullMarked
package io.headland.server.clock;

import org.jspecify.annotations.NullMarked;
